// A group is edited to match Kinde: a person who is in none of the organizations that use the group leaves it. A person
// who is missing in some of them stays in the group; edit-members writes the group out there.
import type { Day } from '../model/day.js';
import type { LiveSide } from './member-entries.js';
import { findMeant, groupOf, hasEnded, nameOf, isPresent } from './member-entries.js';

/** An organization's use of a group; `side` is null for an organization that is not compared with Kinde. */
export interface GroupUse {
  readonly group: string;
  readonly side: LiveSide | null;
}

export interface GroupUses {
  readonly uses: readonly GroupUse[];
  /** The day that decides which entries have ended. */
  readonly day: Day | undefined;
}

export interface EditedGroups {
  readonly groups: ReadonlyMap<string, readonly unknown[]>;
  readonly notes: ReadonlyMap<string, readonly string[]>;
}

/** Returns the edited people of each group and the notes of its changes, by group. */
export function editGroups(
  groups: ReadonlyMap<string, readonly unknown[]>,
  { uses, day }: GroupUses,
): EditedGroups {
  const edited = new Map<string, readonly unknown[]>();
  const notes = new Map<string, readonly string[]>();
  const sidesOf = gatherSides(groups, { uses, day });
  for (const [group, members] of groups) {
    const sides = [...(sidesOf.get(group) ?? [])];
    // An ended entry lists no person, so the absence of its person is no difference.
    const people = members.filter((member) => groupOf(member) === null && !hasEnded(member, day));
    const leaving = people.filter(
      (person) => sides.length > 0 && sides.every((side) => isAbsent(person, side)),
    );
    edited.set(
      group,
      members.filter((member) => !leaving.includes(member)),
    );
    notes.set(
      group,
      leaving.map((person) => `- ${nameOf(person)} is in none of its organizations`),
    );
  }
  return { groups: edited, notes };
}

/** Returns the organizations that use each group, also through other groups. */
function gatherSides(
  groups: ReadonlyMap<string, readonly unknown[]>,
  { uses, day }: GroupUses,
): ReadonlyMap<string, ReadonlySet<LiveSide | null>> {
  const sides = new Map<string, Set<LiveSide | null>>();
  const open = [...uses];
  for (let use = open.pop(); use !== undefined; use = open.pop()) {
    const { group, side } = use;
    const known = sides.get(group) ?? new Set();
    if (known.has(side)) continue;
    sides.set(group, known.add(side));
    for (const member of groups.get(group) ?? []) {
      const inner = groupOf(member);
      if (inner !== null && !hasEnded(member, day)) open.push({ group: inner, side });
    }
  }
  return sides;
}

function isAbsent(person: unknown, side: LiveSide | null): boolean {
  if (side === null || isPresent(person, side)) return false;
  return !findMeant(person, side.index).some((id) => side.members.has(id));
}
