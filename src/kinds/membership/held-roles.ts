// When somebody's roles are as they should be. Lists of roles are sorted everywhere, so places can be compared.
import type { MemberPair } from '../../model/comparison.js';

/** Returns whether the member holds these roles and no others. Both lists are sorted. */
export function hasExactly(held: readonly string[] | null, wanted: readonly string[]): boolean {
  return held?.length === wanted.length && wanted.every((key, index) => held[index] === key);
}

/** Returns whether a member's roles are as wanted; always true where they are not managed. */
export function hasWantedRoles({ desired, live }: Pick<MemberPair, 'desired' | 'live'>): boolean {
  const wanted = desired?.roles;
  if (wanted === undefined || live === null) return true;
  const { roles: held } = live;
  return held?.length === wanted.length && wanted.every(({ key }, index) => held[index] === key);
}
