// Lists the people who must still be members after the apply: listed people who are members already.
import { isMemberChange, type Change } from '../model/change.js';
import type { Comparison } from '../model/comparison.js';
import type { ListedPeople } from '../model/listed-people.js';

/** Returns these people for the organizations whose members the changes touch, because apply reads only these again. */
export function listStaying(
  changes: readonly Change[],
  { organizations }: Comparison,
): readonly ListedPeople[] {
  const touched = new Set(changes.filter(isMemberChange).flatMap(({ organization: { code } }) => code ?? []));
  return organizations.flatMap(({ ref: { code, name }, members, settled }) => {
    if (code === null || !touched.has(code)) return [];
    const people = new Map(settled.map(({ userId, email }) => [userId, email ?? userId]));
    for (const { desired, live, email } of members ?? []) {
      if (desired !== null && live !== null) people.set(live.userId, email ?? live.userId);
    }
    return [{ organization: { code, name }, people }];
  });
}
