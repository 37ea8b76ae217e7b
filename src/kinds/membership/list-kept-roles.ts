// Lists the roles of `safety.keepHolder` that somebody must still hold after the apply.
import type { Change } from '../../model/change.js';
import type { Comparison } from '../../model/comparison.js';
import type { KeptRoles } from '../../model/kept-roles.js';
import { findSuspended } from './find-suspended.js';
import { findTouchedCodes } from './list-staying.js';

/** Returns the kept roles that have an active holder, for the organizations whose members the changes touch. */
export function listKeptRoles(
  changes: readonly Change[],
  { desired, live, organizations }: Pick<Comparison, 'desired' | 'live' | 'organizations'>,
): readonly KeptRoles[] {
  const { keepHolder } = desired.safety;
  if (keepHolder.length === 0) return [];
  const touched = findTouchedCodes(changes);
  const isSuspended = findSuspended(live.members, live.people.values());
  return organizations.flatMap(({ ref: { code, name } }) => {
    if (code === null || !touched.has(code)) return [];
    const active = (live.members.get(code) ?? []).filter(({ userId }) => !isSuspended(code, userId));
    const roles = keepHolder
      .map(({ key }) => key)
      .filter((key) => active.some((member) => member.roles?.includes(key) === true));
    return roles.length === 0 ? [] : [{ organization: { code, name }, roles }];
  });
}
