// Whether a list of members says anything about roles. Several stages ask, of lists that may be long.
import type { DesiredMember } from '../model/desired.js';

const known = new WeakMap<readonly DesiredMember[], boolean>();

/** Returns whether the roles of anybody in the list are managed. Looks at each list once. */
export function managesRoles(members: readonly DesiredMember[]): boolean {
  const found = known.get(members) ?? members.some(({ roles }) => roles !== undefined);
  known.set(members, found);
  return found;
}
