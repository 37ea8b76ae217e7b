// Tells whether a member list manages roles.
import type { DesiredMember } from '../../model/desired.js';

/** Returns whether the list gives roles for any of its members. */
export function managesRoles(members: readonly DesiredMember[]): boolean {
  return members.some(({ roles }) => roles !== undefined);
}
