// Lists the people who must still be members after the apply: listed people who are members already.
import { isMemberChange } from '../model/change.js';
import type { Change } from '../model/change.js';
import type { Comparison, OrganizationPair } from '../model/comparison.js';
import type { ListedPeople } from '../model/listed-people.js';

/** Returns these people for the organizations whose members the changes touch, because apply reads only these again. */
export function listStaying(
  changes: readonly Change[],
  { organizations }: Comparison,
): readonly ListedPeople[] {
  const touched = new Set(changes.filter(isMemberChange).flatMap(({ organization: { code } }) => code ?? []));
  return organizations.flatMap((pair) => {
    const { code, name } = pair.ref;
    if (code === null || !touched.has(code)) return [];
    return [{ organization: { code, name }, people: listPresent(pair) }];
  });
}

/** Returns the listed people who are live members: address, or id without one, by user id. */
export function listPresent({
  members,
  unchanged,
}: Pick<OrganizationPair, 'members' | 'unchanged'>): ReadonlyMap<string, string> {
  const present = new Map(unchanged.map(({ userId, email }) => [userId, email ?? userId]));
  for (const { desired, live, email } of members ?? []) {
    if (desired !== null && live !== null) present.set(live.userId, email ?? live.userId);
  }
  return present;
}
