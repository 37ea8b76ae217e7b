// Whether a list of members says anything about roles. Several stages ask, of lists that may be long.
import type { DesiredMember } from '../model/desired.js';
import { remember } from '../model/remember.js';

/** Returns whether the roles of anybody in the list are managed. */
export const managesRoles = remember((members: readonly DesiredMember[]) =>
  members.some(({ roles }) => roles !== undefined),
);
