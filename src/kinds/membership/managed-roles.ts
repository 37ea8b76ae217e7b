// Whether a list of members says anything about roles.
import type { DesiredMember } from '../../model/desired.js';

/** Returns whether the roles of anybody in the list are managed. */
export function managesRoles(members: readonly DesiredMember[]): boolean {
  return members.some(({ roles }) => roles !== undefined);
}
