// Orders the groups that contain groups so that the inner ones come first, and finds the cycles among them. Loops replace
// recursion, since a chain of groups may be longer than the stack.
import { readMembers } from './read-members.js';
import type { MemberPart } from './read-members.js';
import type { Written } from './written-value.js';

export interface GroupPart {
  readonly name: string;
  readonly list: Written;
  /** True if the list needs no check: only common addresses, none twice. */
  readonly isPlain: boolean;
}

/** The first group of each name. */
type Groups = ReadonlyMap<string, GroupPart>;

/** A group that contains groups. */
export interface NestedGroup {
  readonly name: string;
  readonly members: readonly MemberPart[];
}

export interface GroupOrder {
  /** Inner groups come first. */
  readonly nested: readonly NestedGroup[];
  readonly cycles: readonly GroupCycle[];
}

/** Groups that contain each other. */
export interface GroupCycle {
  /** The names along the cycle; the first is also the last. */
  readonly path: readonly string[];
  /** The reference that closes the cycle. */
  readonly closing: MemberPart;
}

interface Open {
  readonly group: NestedGroup;
  /** The references that are not followed yet. */
  readonly references: MemberPart[];
}

/** Returns the order and the cycles. */
export function orderGroups(groupsByName: Groups): GroupOrder {
  const found = new Map([...groupsByName.values()].flatMap(findNested));
  const nested: NestedGroup[] = [];
  const cycles: GroupCycle[] = [];
  const seen = new Set<string>();
  for (const start of found.values()) {
    const path: Open[] = seen.has(start.name) ? [] : [open(start, seen)];
    for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
      const reference = last.references.shift();
      if (reference === undefined) {
        nested.push(last.group);
        path.pop();
        continue;
      }
      const inner = found.get(reference.key);
      if (inner === undefined) continue;
      if (!seen.has(inner.name)) path.push(open(inner, seen));
      else cycles.push(...closeCycle(path, reference));
    }
  }
  return { nested, cycles };
}

/** Returns the entries of all people in a group and in the groups within it. */
export function listPeople(
  name: string,
  { groupsByName }: { readonly groupsByName: Groups },
): readonly MemberPart[] {
  const names = new Set([name]);
  const people: MemberPart[] = [];
  // A name that is added meanwhile is visited, too.
  for (const one of names) {
    for (const member of readMembers(groupsByName.get(one)?.list ?? null)) {
      if (member.by === 'group') names.add(member.key);
      else people.push(member);
    }
  }
  return people;
}

function findNested({ name, list, isPlain }: GroupPart): readonly (readonly [string, NestedGroup])[] {
  if (isPlain) return [];
  const members = readMembers(list);
  return members.some(({ by }) => by === 'group') ? [[name, { name, members }]] : [];
}

function open(group: NestedGroup, seen: Set<string>): Open {
  seen.add(group.name);
  return { group, references: group.members.filter(({ by }) => by === 'group') };
}

/** A group that is not on the path was left before, so no cycle leads through it. */
function closeCycle(path: readonly Open[], closing: MemberPart): readonly GroupCycle[] {
  const names = path.map(({ group }) => group.name);
  const start = names.indexOf(closing.key);
  return start < 0 ? [] : [{ path: [...names.slice(start), closing.key], closing }];
}
