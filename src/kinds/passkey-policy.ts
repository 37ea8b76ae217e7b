// The environment's passkey policy: off, optional or mandatory. Setting it twice does no harm.
import type { Change, UpdateEnvironment } from '../model/change.js';
import type { PasskeyPolicy } from '../model/desired.js';
import { InternalError } from '../model/errors.js';
import { formatPlace } from '../model/place.js';
import { deedsOfFields, describeStep } from './change-words.js';
import { swapSetting } from './feature-flag.js';
import { usual } from './kind.js';
import type { Kind } from './kind.js';
import { toOutcome } from './outcomes.js';
import { statusOfFields } from './status.js';
import { nothingTouched } from './touched.js';

const field = 'passkeys';
const policies: readonly PasskeyPolicy[] = ['off', 'optional', 'mandatory'];

export const passkeyPolicy: Kind<UpdateEnvironment> = {
  ...usual,
  name: 'passkey-policy',
  owns: (change: Change): change is UpdateEnvironment =>
    change.resource === 'environment' && change.action === 'update' && change.fields[0].field === field,
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
  write: async (changes, run) => {
    for (const change of changes) {
      const policy = toPolicy(change);
      try {
        await run.send([change], 'setPasskeyPolicy', (client) => client.setPasskeyPolicy(policy));
        run.report(change, { result: 'applied' });
      } catch (error) {
        run.report(change, toOutcome(error));
      }
    }
  },
  touches: () => ({ ...nothingTouched, settings: ['passkeys'] }),
  status: (change, live) =>
    statusOfFields(
      change.fields,
      () => live.passkeys,
      (_, now) => `The passkey policy is ${now} now.`,
    ),
  invert: (change) => ({ change: swapSetting(change) }),
  deeds: ({ action, fields }) => deedsOfFields([action, 'environment'], fields),
  describe: ({ fields: [one] }) => [{ sign: '~', subject: field, detail: describeStep(one) }],
  describeMiss: () => `${field} is not as planned`,
};

function toPolicy(change: UpdateEnvironment): PasskeyPolicy {
  const policy = policies.find((one) => one === change.fields[0].after);
  if (policy === undefined) throw new InternalError('A plan holds a passkey policy that does not exist.');
  return policy;
}
