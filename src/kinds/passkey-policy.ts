// The kind of the environment's passkey policy: off, optional or mandatory. It is a collection of one value.
import { collection } from './collection/collection.js';

const field = 'passkeys';

export const passkeyPolicy = collection({
  name: 'passkey-policy',
  parent: 'environment',
  section: field,
  resource: 'environment',
  prefix: field,
  noun: field,
  plural: field,
  list: null,
  operations: { read: 'getPasskeyPolicy', set: 'setPasskeyPolicy' },
});
