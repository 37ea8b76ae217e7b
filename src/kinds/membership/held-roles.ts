// Compares the roles that a member holds with the desired ones. Lists of roles are sorted everywhere, so the comparison
// goes position by position.
import type { MemberChange } from '../../model/change.js';
import type { MemberPair } from '../../model/comparison.js';

/** Returns whether the member holds these roles and no others. Both lists are sorted. */
export function hasExactly(held: readonly string[] | null, wanted: readonly string[]): boolean {
  return held?.length === wanted.length && wanted.every((key, index) => held[index] === key);
}

/** Returns whether a member has the desired roles; true if the files do not manage them. */
export function hasWantedRoles({ desired, live }: Pick<MemberPair, 'desired' | 'live'>): boolean {
  const wanted = desired?.roles;
  if (wanted === undefined || live === null) return true;
  const { roles: held } = live;
  return held?.length === wanted.length && wanted.every(({ key }, index) => held[index] === key);
}

/** Returns the roles that the person has after the change. */
export function rolesAfter(change: MemberChange): readonly string[] {
  if (change.action === 'remove') return [];
  return change.action === 'add' ? (change.roles ?? []) : change.fields[0].after;
}
