// One member list brought to what Kinde has. Whoever is in through a group stays in through it; where a group says more
// than is so, it is written out in this one organization, as the people in it who are there.
import type { LiveMember } from '../model/live.js';
import { findMeant, findMember, groupOf, nameOf, rolesOf, withRoles } from './member-entries.js';
import type { LiveSide } from './member-entries.js';

export interface MemberList {
  readonly list: readonly unknown[];
  /** The people of each group, as the files will have them. */
  readonly groups: ReadonlyMap<string, readonly unknown[]>;
  readonly side: LiveSide;
  /** Entries for those who are in and not in the list. */
  readonly newcomers: readonly unknown[];
}

export interface EditedMembers {
  readonly list: readonly unknown[];
  readonly notes: readonly string[];
}

/** Returns the list as it is to be, what is new at its end, and what changed in it. */
export function editMembers(input: MemberList): EditedMembers {
  const notes: string[] = [];
  const kept = input.list.flatMap((entry) => keepEntry(entry, input, notes));
  const expanded = findExpanded(kept, input, notes);
  const remaining = kept.filter((entry) => !expanded.includes(entry));
  const people = joinPeople(remaining, expanded, input);
  const list = settleRoles(people, { ...input, before: kept }, notes);
  for (const entry of input.newcomers) notes.push(`+ ${nameOf(entry)} is in`);
  return { list: [...list, ...input.newcomers], notes };
}

/** An address that several people have by now is replaced by the ids of those who are in. */
function keepEntry(entry: unknown, { side }: MemberList, notes: string[]): readonly unknown[] {
  if (groupOf(entry) !== null || findMember(entry, side) !== null) return [entry];
  const inside = findMeant(entry, side.index).filter((id) => side.members.has(id));
  const roles = rolesOf(entry);
  notes.push(
    inside.length === 0
      ? `- ${nameOf(entry)} is not in`
      : `~ ${nameOf(entry)} is the address of several people, so they are listed by id`,
  );
  return inside.map((id) => ({ id, ...(roles === null ? {} : { roles }) }));
}

/** A group is written out if somebody of it is not in, or if it gives somebody a role that they do not hold. */
function findExpanded(
  list: readonly unknown[],
  { groups, side }: MemberList,
  notes: string[],
): readonly unknown[] {
  return list.filter((entry) => {
    const group = groupOf(entry);
    if (group === null) return false;
    const people = groups.get(group) ?? [];
    const absent = people.find((person) => findMember(person, side) === null);
    const odd = absent ?? people.find((person) => hasTooMany(person, entry, side));
    if (odd === undefined) return false;
    const why = absent === undefined ? `${nameOf(odd)} holds other roles` : `${nameOf(odd)} is not in`;
    notes.push(`~ the members of group ${group} are listed here, since ${why}`);
    return true;
  });
}

function hasTooMany(person: unknown, reference: unknown, side: LiveSide): boolean {
  const held = findMember(person, side)?.roles ?? null;
  return (
    held !== null && unite(rolesOf(person), rolesOf(reference))?.some((key) => !held.includes(key)) === true
  );
}

/** The people of groups that are written out, but for those whom the rest of the list names itself. */
function joinPeople(
  remaining: readonly unknown[],
  expanded: readonly unknown[],
  { groups, side }: MemberList,
): readonly unknown[] {
  const named = new Set(remaining.map((entry) => findMember(entry, side)?.userId));
  const joined = expanded.flatMap((reference) =>
    (groups.get(groupOf(reference) ?? '') ?? []).filter((person) => {
      const userId = findMember(person, side)?.userId;
      if (userId === undefined || named.has(userId)) return false;
      named.add(userId);
      return true;
    }),
  );
  return [...remaining, ...joined];
}

interface RolesInput extends MemberList {
  /** The list before groups were written out: what it says of roles decides whether they are managed. */
  readonly before: readonly unknown[];
}

/** Roles that the list manages become those that are held. */
function settleRoles(list: readonly unknown[], input: RolesInput, notes: string[]): readonly unknown[] {
  const { side } = input;
  const wanted = gatherRoles(input.before, input);
  const stated = gatherRoles(list, input);
  const off = new Map<string, LiveMember>();
  for (const [userId, roles] of wanted) {
    const member = side.members.get(userId);
    const held = member?.roles ?? null;
    if (member === undefined || held === null) continue;
    const isChanged = !isSameRoles(roles, held);
    if (isChanged) notes.push(`~ ${member.email ?? userId} roles ${nameRoles(roles)} -> ${nameRoles(held)}`);
    if (isChanged || !isSameRoles(stated.get(userId) ?? [], held) || !stated.has(userId))
      off.set(userId, member);
  }
  const named = new Set<string>();
  const settled = list.map((entry) => {
    const member = groupOf(entry) === null ? findMember(entry, side) : null;
    if (member === null || !off.has(member.userId)) return entry;
    const isFirst = !named.has(member.userId);
    named.add(member.userId);
    return isFirst || rolesOf(entry) !== null ? withRoles(entry, member.roles ?? []) : entry;
  });
  const others = [...off.values()].filter(({ userId }) => !named.has(userId));
  return [...settled, ...others.map((member) => listBeside(member, list, input))];
}

/** Somebody in a group gets an entry of their own beside it, for roles that the group does not give. */
function listBeside(member: LiveMember, list: readonly unknown[], { groups, side }: RolesInput): unknown {
  const people = list.flatMap((entry) => groups.get(groupOf(entry) ?? '') ?? []);
  const entry = people.find((person) => findMember(person, side)?.userId === member.userId);
  return withRoles(entry ?? { id: member.userId }, member.roles ?? []);
}

/** By user id, the roles that the entries and groups of a list state together; people without any are left out. */
function gatherRoles(
  list: readonly unknown[],
  { groups, side }: MemberList,
): ReadonlyMap<string, readonly string[]> {
  const gathered = new Map<string, readonly string[]>();
  const learn = (person: unknown, roles: readonly string[] | null): void => {
    const userId = findMember(person, side)?.userId;
    if (userId === undefined || roles === null) return;
    gathered.set(userId, unite(gathered.get(userId) ?? null, roles) ?? []);
  };
  for (const entry of list) {
    const group = groupOf(entry);
    if (group === null) learn(entry, rolesOf(entry));
    else for (const person of groups.get(group) ?? []) learn(person, unite(rolesOf(person), rolesOf(entry)));
  }
  return gathered;
}

function unite(some: readonly string[] | null, more: readonly string[] | null): readonly string[] | null {
  return some === null || more === null ? (some ?? more) : [...new Set([...some, ...more])].sort();
}

function isSameRoles(one: readonly string[], other: readonly string[]): boolean {
  const keys = new Set(one);
  return keys.size === other.length && other.every((key) => keys.has(key));
}

function nameRoles(roles: readonly string[]): string {
  return roles.length === 0 ? 'none' : [...roles].sort().join(', ');
}
