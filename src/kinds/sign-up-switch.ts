// The kind of the three sign-up switches. Kinde's API can neither read nor write them, so no request names them.
// The plan shows a switch with its place in Kinde's dashboard until a person attests it.
import type { SignUpSwitch } from '../model/attestation.js';
import type { Change, ManualSetting } from '../model/change.js';
import type { DesiredSwitch } from '../model/desired.js';
import { formatPlace } from '../model/place.js';
import { usual } from './kind.js';
import type { Kind } from './kind.js';
import { pending } from './status.js';
import { nothingTouched } from './touched.js';

const places: Record<SignUpSwitch, string> = {
  allowSelfSignUp: 'Settings > Environment > Policies > Allow self-sign up',
  signUpToDefaultOrganization:
    "Organizations > the default organization > Policies > Sign users up to the default organization if one can't be detected",
  allowOrganizationCreation: 'Settings > Environment > Policies > Allow organization creation on sign up',
};

const switchNames: Readonly<Record<string, string>> = {
  'signUp.allowSelfSignUp': 'Allow self-sign up',
  'signUp.signUpToDefaultOrganization': 'Sign users up to the default organization',
  'signUp.allowOrganizationCreation': 'Allow organization creation on sign up',
};

export const signUpSwitch: Kind<ManualSetting> = {
  ...usual,
  name: 'sign-up-switch',
  owns: (change: Change): change is ManualSetting => change.action === 'manual',
  diff: ({ desired: { environment } }) => {
    const changes = environment.signUp.flatMap((one) =>
      one.status.is === 'attested' ? [] : [describeSwitch(one)],
    );
    return { changes, notices: [], unchanged: environment.signUp.length - changes.length };
  },
  stepOf: () => 'by-hand',
  operations: () => ({}),
  cost: () => ({}),
  write: async () => Promise.resolve(),
  touches: () => nothingTouched,
  status: () => pending,
  invert: () => null,
  deeds: ({ action, field, after }) => [JSON.stringify([action, field, after])],
  describe: ({ field, after }) => [
    { sign: '!', subject: switchNames[field] ?? field, detail: after ? 'on' : 'off', section: 'by-hand' },
  ],
  describeMiss: ({ field }) => field,
};

/** Returns the manual setting of a switch, for attested switches too. */
export function describeSwitch({ setting, value, place, status }: DesiredSwitch): ManualSetting {
  return {
    action: 'manual',
    resource: 'environment',
    field: `signUp.${setting}`,
    after: value,
    where: places[setting],
    ...(status.is === 'never' || status.is === 'attested' ? {} : { attestation: status }),
    source: formatPlace(place),
  };
}
