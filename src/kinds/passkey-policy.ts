// The environment's passkey policy: off, optional or mandatory. Setting it twice does no harm.
import type { Change, UpdateEnvironment } from '../model/change.js';
import type { PasskeyPolicy } from '../model/desired.js';
import { InternalError } from '../model/errors.js';
import { formatPlace } from '../model/place.js';
import { defineKind } from './kind.js';
import { toOutcome } from './outcomes.js';
import { standingOfFields } from './standings.js';

const field = 'passkeys';
const policies: readonly PasskeyPolicy[] = ['off', 'optional', 'mandatory'];

export const passkeyPolicy = defineKind<UpdateEnvironment>({
  name: 'passkey-policy',
  owns: (change: Change): change is UpdateEnvironment =>
    change.resource === 'environment' && change.action === 'update' && change.fields[0].field === field,
  check: () => [],
  diff: ({ desired, live }) => {
    const wanted = desired.environment.passkeys;
    if (wanted === undefined) return { changes: [], notices: [], unchanged: 0 };
    if (wanted.value === live.passkeys) return { changes: [], notices: [], unchanged: 1 };
    const fields = [{ field, before: live.passkeys ?? null, after: wanted.value }] as const;
    const source = formatPlace(wanted.place);
    return {
      changes: [{ action: 'update', resource: 'environment', fields, source }],
      notices: [],
      unchanged: 0,
    };
  },
  stepOf: () => 'settings',
  operations: ({ environment: { passkeys } }) => ({
    getPasskeyPolicy: passkeys !== undefined,
    setPasskeyPolicy: passkeys !== undefined,
  }),
  cost: (changes) => ({ setPasskeyPolicy: changes.length }),
  write: async (changes, desk) => {
    for (const change of changes) {
      try {
        await desk.client.setPasskeyPolicy(toPolicy(change));
        desk.settle(change, { result: 'applied' });
      } catch (error) {
        desk.settle(change, toOutcome(error));
      }
    }
  },
  standingOf: (change, found) =>
    standingOfFields(
      change.fields,
      () => found.passkeys,
      (_, now) => `The passkey policy is ${now} by now.`,
    ),
  isDone: (change, found) => found.passkeys === change.fields[0].after,
});

function toPolicy(change: UpdateEnvironment): PasskeyPolicy {
  const policy = policies.find((one) => one === change.fields[0].after);
  if (policy === undefined) throw new InternalError('A plan holds a passkey policy that does not exist.');
  return policy;
}
