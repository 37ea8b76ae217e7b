// A member list is edited to match Kinde. A member listed through a group stays in the group. A group that names a
// person or role that is not live here is written out in this organization: its live people replace the reference.
import type { LiveMember } from '../model/live.js';
import { findMeant, findMember, groupOf, nameOf, rolesOf, withRoles } from './member-entries.js';
import type { LiveSide } from './member-entries.js';

export interface MemberList {
  readonly list: readonly unknown[];
  /** The people of each group after the edit. */
  readonly groups: ReadonlyMap<string, readonly unknown[]>;
  readonly side: LiveSide;
  /** The entries of live members who are missing in the list. */
  readonly newcomers: readonly unknown[];
}

export interface EditedMembers {
  readonly list: readonly unknown[];
  readonly notes: readonly string[];
}

/** Returns the edited list, with new entries at its end, and the notes of its changes. */
export function editMembers(input: MemberList): EditedMembers {
  const notes: string[] = [];
  const kept = input.list.flatMap((entry) => keepEntry(entry, input, notes));
  const expanded = findExpanded(kept, input, notes);
  const remaining = kept.filter((entry) => !expanded.includes(entry));
  const people = joinPeople(remaining, expanded, input);
  const list = editRoles(people, { ...input, before: kept }, notes);
  for (const entry of input.newcomers) notes.push(`+ ${nameOf(entry)} is in`);
  return { list: [...list, ...input.newcomers], notes };
}

/** An address that several people share now is replaced by the ids of the members among them. */
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

/** Returns the groups to write out: one of their people is no member, or does not hold a role that the group gives. */
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

/** Returns the list with the people of the written-out groups, without those whom the list names itself. */
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
  /** The list before groups were written out. Its roles decide which members have managed roles. */
  readonly before: readonly unknown[];
}

/** Returns the list with the live roles of each member whose roles it manages. */
function editRoles(list: readonly unknown[], input: RolesInput, notes: string[]): readonly unknown[] {
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
  const edited = list.map((entry) => {
    const member = groupOf(entry) === null ? findMember(entry, side) : null;
    if (member === null || !off.has(member.userId)) return entry;
    const isFirst = !named.has(member.userId);
    named.add(member.userId);
    return isFirst || rolesOf(entry) !== null ? withRoles(entry, member.roles ?? []) : entry;
  });
  const others = [...off.values()].filter(({ userId }) => !named.has(userId));
  return [...edited, ...others.map((member) => listBeside(member, list, input))];
}

/** A member of a group gets an own entry beside it, for roles that the group does not give. */
function listBeside(member: LiveMember, list: readonly unknown[], { groups, side }: RolesInput): unknown {
  const people = list.flatMap((entry) => groups.get(groupOf(entry) ?? '') ?? []);
  const entry = people.find((person) => findMember(person, side)?.userId === member.userId);
  return withRoles(entry ?? { id: member.userId }, member.roles ?? []);
}

/** Returns the roles that entries and groups of a list state together, by user id. */
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
