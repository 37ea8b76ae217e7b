// A group is edited to match Kinde: a person who is in none of the organizations that use the group leaves it. A person
// who is missing in some of them stays in the group; edit-members writes the group out there.
import type { LiveSide } from './member-entries.js';
import { findMeant, findMember, nameOf } from './member-entries.js';

/** An organization's use of a group; `side` is null for an organization that is not compared with Kinde. */
export interface GroupUse {
  readonly group: string;
  readonly side: LiveSide | null;
}

export interface EditedGroups {
  readonly groups: ReadonlyMap<string, readonly unknown[]>;
  readonly notes: ReadonlyMap<string, readonly string[]>;
}

/** Returns the edited people of each group and the notes of its changes, by group. */
export function editGroups(
  groups: ReadonlyMap<string, readonly unknown[]>,
  uses: readonly GroupUse[],
): EditedGroups {
  const edited = new Map<string, readonly unknown[]>();
  const notes = new Map<string, readonly string[]>();
  for (const [group, people] of groups) {
    const sides = uses.flatMap((use) => (use.group === group ? [use.side] : []));
    const leaving = people.filter(
      (person) => sides.length > 0 && sides.every((side) => isAbsent(person, side)),
    );
    edited.set(
      group,
      people.filter((person) => !leaving.includes(person)),
    );
    notes.set(
      group,
      leaving.map((person) => `- ${nameOf(person)} is in none of its organizations`),
    );
  }
  return { groups: edited, notes };
}

function isAbsent(person: unknown, side: LiveSide | null): boolean {
  if (side === null || findMember(person, side) !== null) return false;
  return !findMeant(person, side.index).some((id) => side.members.has(id));
}
