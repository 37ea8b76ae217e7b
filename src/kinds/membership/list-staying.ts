// Lists the people who must still be members after the apply: listed people who are members already.
import { isMemberChange } from '../../model/change-predicates.js';
import type { Change } from '../../model/change.js';
import type { Comparison, OrganizationPair } from '../../model/comparison.js';
import type { ListedPeople } from '../../model/listed-people.js';
import { nameOf } from '../../model/person-name.js';
import { matchOrganizations } from '../organization/match-organizations.js';

/**
 * Returns everyone listed in the organizations whose members the changes touch, and the people of `listStayingElsewhere`.
 */
export function listStaying(changes: readonly Change[], comparison: Comparison): readonly ListedPeople[] {
  const touched = findTouchedCodes(changes);
  const own = comparison.organizations.flatMap((pair) => {
    const { code, name } = pair.ref;
    return code === null || !touched.has(code)
      ? []
      : [{ organization: { code, name }, people: listPresent(pair) }];
  });
  return [...own, ...listStayingElsewhere(changes, comparison)];
}

/**
 * Returns the people whom the changes remove somewhere, and who stay listed in organizations whose members no change
 * touches. An apply of other files may remove them there meanwhile.
 */
export function listStayingElsewhere(
  changes: readonly Change[],
  comparison: Comparison,
): readonly ListedPeople[] {
  const removed = new Set(changes.flatMap((change) => (change.action === 'remove' ? [change.userId] : [])));
  if (removed.size === 0) return [];
  const touched = findTouchedCodes(changes);
  const selected = comparison.organizations.flatMap((pair) => {
    const { code, name } = pair.ref;
    if (code === null || touched.has(code)) return [];
    const people = listPresent(pair, removed);
    return people.size === 0 ? [] : [{ organization: { code, name }, people }];
  });
  return [...selected, ...listUnselected(removed, comparison)];
}

/** Returns those who are in an organization that `--organization` leaves out, and are listed there. */
function listUnselected(
  removed: ReadonlySet<string>,
  { desired: { unselected = [] }, live }: Comparison,
): readonly ListedPeople[] {
  if (unselected.length === 0) return [];
  const people = [...removed].flatMap((userId) => live.people.get(userId) ?? []);
  const { matches } = matchOrganizations(unselected, live.organizations);
  return matches.flatMap(({ desired, live: organization }) => {
    if (organization === null) return [];
    const { code, name } = organization;
    const listed = new Set((desired.members ?? []).map(nameOf));
    const present = people
      .filter(({ organizations }) => organizations?.includes(code) === true)
      .filter(({ userId, emails }) => [...emails, userId].some((one) => listed.has(one)))
      .map(({ userId, email }) => [userId, email ?? userId] as const);
    return present.length === 0 ? [] : [{ organization: { code, name }, people: new Map(present) }];
  });
}

/** Returns the codes of the organizations whose members the changes touch. */
export function findTouchedCodes(changes: readonly Change[]): ReadonlySet<string> {
  return new Set(changes.filter(isMemberChange).flatMap(({ organization: { code } }) => code ?? []));
}

/**
 * Returns the listed people who are live members: address, or id without one, by user id. With `among` it returns only
 * people with these user ids.
 */
export function listPresent(
  { members, unchanged }: Pick<OrganizationPair, 'members' | 'unchanged'>,
  among?: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const present = new Map<string, string>();
  const add = (userId: string, email: string | null): void => {
    if (among?.has(userId) !== false) present.set(userId, email ?? userId);
  };
  for (const { userId, email } of unchanged) add(userId, email);
  for (const { desired, live, email } of members ?? [])
    if (desired !== null && live !== null) add(live.userId, email);
  return present;
}
