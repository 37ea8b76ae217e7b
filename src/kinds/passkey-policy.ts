// The kind of the environment's passkey policy: off, optional or mandatory. It is a collection of one value.
import { InternalError } from '../model/errors.js';
import { passkeyPolicies } from '../model/desired.js';
import { collection } from './collection.js';

const field = 'passkeys';

export const passkeyPolicy = collection({
  name: 'passkey-policy',
  parent: 'environment',
  section: field,
  resource: 'environment',
  prefix: field,
  noun: field,
  list: null,
  operations: { read: 'getPasskeyPolicy', set: 'setPasskeyPolicy' },
  read: async (client) => {
    const value = await client.getPasskeyPolicy();
    return { rows: [{ key: '', type: 'str', value }], pages: 1 };
  },
  set: (client, _code, _key, value) => {
    const policy = passkeyPolicies.find((one) => one === value);
    if (policy === undefined) throw new InternalError('The plan has an unknown passkey policy.');
    return client.setPasskeyPolicy(policy);
  },
});
