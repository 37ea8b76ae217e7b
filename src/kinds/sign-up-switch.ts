// The three sign-up switches that only a person can set, in Kinde's dashboard. The API can neither read nor write
// them, so they are shown with the place to go to, and no request ever mentions them.
import type { Change, ManualSetting } from '../model/change.js';
import type { SignUpSwitch } from '../model/desired.js';
import { formatPlace } from '../model/place.js';
import { defineKind } from './kind.js';
import { due } from './standings.js';

const places: Record<SignUpSwitch, string> = {
  allowSelfSignUp: 'Settings > Environment > Policies > Allow self-sign up',
  signUpToDefaultOrganization:
    "Organizations > the default organization > Policies > Sign users up to the default organization if one can't be detected",
  allowOrganizationCreation: 'Settings > Environment > Policies > Allow organization creation on sign up',
};

export const signUpSwitch = defineKind<ManualSetting>({
  name: 'sign-up-switch',
  owns: (change: Change): change is ManualSetting => change.action === 'manual',
  check: () => [],
  diff: ({ desired }) => ({
    changes: desired.environment.signUp.map(({ setting, value, place }) => ({
      action: 'manual',
      resource: 'environment',
      field: `signUp.${setting}`,
      after: value,
      where: places[setting],
      source: formatPlace(place),
    })),
    notices: [],
    unchanged: 0,
  }),
  stepOf: () => 'by-hand',
  cost: () => ({}),
  write: async () => Promise.resolve(),
  standingOf: () => due,
  isDone: () => false,
});
