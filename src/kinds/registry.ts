// Every kind of thing that kinde-sync manages, in one list. The stages walk it and know no kind by name.
import { featureFlag } from './feature-flag.js';
import type { AnyKind } from './kind.js';
import { memberRole } from './member-role.js';
import { membership } from './membership.js';
import { organization } from './organization.js';
import { passkeyPolicy } from './passkey-policy.js';
import { person } from './person.js';
import { signUpSwitch } from './sign-up-switch.js';

/** The order is that of a plan: the organization, then people, then who belongs, then the environment. */
export const kinds: readonly AnyKind[] = [
  organization,
  person,
  membership,
  memberRole,
  passkeyPolicy,
  featureFlag,
  signUpSwitch,
];
