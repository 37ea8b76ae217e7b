// A member list is edited to match Kinde. A member listed through a group stays in the group. A group that names a
// person or role that is not live here is written out in this organization: its live people replace the reference. An entry
// whose last day has passed stays as it is, since it is still a wish.
import { normalizeEmail } from '../model/email.js';
import type { LiveMember } from '../model/live.js';
import { findOwnEnds, gatherEndedRoles, requireNoOwnEnd } from './ended-entries.js';
import type { Lists } from './ended-entries.js';
import {
  findMeant,
  findMember,
  groupOf,
  hasEnded,
  isInvited,
  isPresent,
  nameOf,
  rolesOf,
  termsOf,
} from './member-entries.js';
import { withRoles } from './member-entries.js';
import type { LiveSide } from './member-entries.js';
import { listPeople, reachPeople, uniteRoles } from './reach-people.js';
import type { ReachedPerson } from './reach-people.js';

export interface MemberList extends Lists {
  readonly list: readonly unknown[];
  /** The entries of live members who are missing in the list. */
  readonly newcomers: readonly unknown[];
}

/** The roles of a member that stay as they are, since an entry of the person has ended: the next apply takes them away. */
export interface EndedRoles {
  readonly userId: string;
  readonly email: string | null;
}

export interface EditedMembers {
  readonly list: readonly unknown[];
  readonly notes: readonly string[];
  readonly ended: readonly EndedRoles[];
}

/** Returns the edited list, with new entries at its end, and the notes of its changes. */
export function editMembers(input: MemberList): EditedMembers {
  const notes: string[] = [];
  const kept = input.list.flatMap((entry) => keepEntry(entry, input, notes));
  const expanded = findExpanded(kept, input, notes);
  requireNoOwnEnd(expanded, kept, input);
  const remaining = kept.filter((entry) => !expanded.includes(entry));
  const people = joinPeople(remaining, expanded, input);
  const { list, ended } = editRoles(people, { ...input, before: kept }, notes);
  for (const entry of input.newcomers) notes.push(`+ ${nameOf(entry)} is in`);
  return { list: [...list, ...input.newcomers], notes, ended };
}

/** An address that several people share now is replaced by the ids of the members among them. */
function keepEntry(entry: unknown, { side, day }: MemberList, notes: string[]): readonly unknown[] {
  if (groupOf(entry) !== null || hasEnded(entry, day) || isPresent(entry, side)) return [entry];
  const inside = findMeant(entry, side.index).filter((id) => side.members.has(id));
  const roles = rolesOf(entry);
  notes.push(
    inside.length === 0
      ? `- ${nameOf(entry)} is not in`
      : `~ ${nameOf(entry)} is the address of several people, so they are listed by id`,
  );
  return inside.map((id) => ({ id, ...(roles === null ? {} : { roles }), ...termsOf(entry) }));
}

/** Returns the groups to write out: one of their people is no member, or does not hold a role that the group gives. */
function findExpanded(
  list: readonly unknown[],
  { groups, side, day }: MemberList,
  notes: string[],
): readonly unknown[] {
  return list.filter((entry) => {
    const group = groupOf(entry);
    if (group === null || hasEnded(entry, day)) return false;
    const people = reachPeople(entry, groups).filter((person) => !hasEnded(person.entry, day));
    const absent = people.find((person) => !isPresent(person.entry, side));
    const odd = absent ?? people.find((person) => hasTooMany(person, side));
    if (odd === undefined) return false;
    const name = nameOf(odd.entry);
    const why = absent === undefined ? `${name} holds other roles` : `${name} is not in`;
    notes.push(`~ the members of group ${group} are listed here, since ${why}`);
    return true;
  });
}

function hasTooMany({ entry, roles }: ReachedPerson, side: LiveSide): boolean {
  const held = findMember(entry, side)?.roles ?? null;
  return held !== null && roles?.some((key) => !held.includes(key)) === true;
}

/**
 * Returns the list with the people of the written-out groups, without those whom the list names itself. An ended entry of a
 * live member is written out, too: it takes the member out.
 */
function joinPeople(
  remaining: readonly unknown[],
  expanded: readonly unknown[],
  { groups, side, day }: MemberList,
): readonly unknown[] {
  const keyOf = (entry: unknown): string | undefined =>
    findMember(entry, side)?.userId ?? (isInvited(entry, side) ? normalizeEmail(nameOf(entry)) : undefined);
  const named = new Set(remaining.map(keyOf));
  const people = expanded.flatMap((reference) => reachPeople(reference, groups).map(({ entry }) => entry));
  const ended = people.filter((person) => hasEnded(person, day));
  const joined = [...people.filter((person) => !ended.includes(person)), ...ended].filter((person) => {
    const key = keyOf(person);
    if (key === undefined || named.has(key)) return false;
    named.add(key);
    return true;
  });
  return [...remaining, ...joined];
}

interface RolesInput extends MemberList {
  /** The list before groups were written out. Its roles decide which members have managed roles. */
  readonly before: readonly unknown[];
}

/**
 * Returns the list with the live roles of each member whose roles it manages. A member with an ended entry of their own keeps
 * it unchanged, because a second entry of theirs would be an error, and live roles in a new one would have no last day.
 */
function editRoles(
  list: readonly unknown[],
  input: RolesInput,
  notes: string[],
): Pick<EditedMembers, 'list' | 'ended'> {
  const { side, day } = input;
  const wanted = gatherRoles(input.before, input);
  const stated = gatherRoles(list, input);
  const off = new Map<string, LiveMember>();
  const over = findOwnEnds(list, input);
  const formerly = gatherEndedRoles(list, input);
  const ended: EndedRoles[] = [];
  for (const [userId, roles] of wanted) {
    const member = side.members.get(userId);
    const held = member?.roles ?? null;
    if (member === undefined || held === null) continue;
    const isChanged = !isSameRoles(roles, held);
    const isFormer = formerly.get(userId)?.some((key) => held.includes(key) && !roles.includes(key));
    if (over.has(userId) || isFormer === true) {
      if (isChanged) ended.push({ userId, email: member.email });
      continue;
    }
    if (isChanged) notes.push(`~ ${member.email ?? userId} roles ${nameRoles(roles)} -> ${nameRoles(held)}`);
    if (isChanged || !isSameRoles(stated.get(userId) ?? [], held) || !stated.has(userId))
      off.set(userId, member);
  }
  const named = new Set<string>();
  const edited = list.map((entry) => {
    const isPerson = groupOf(entry) === null && !hasEnded(entry, day);
    const member = isPerson ? findMember(entry, side) : null;
    if (member === null || !off.has(member.userId)) return entry;
    const isFirst = !named.has(member.userId);
    named.add(member.userId);
    return isFirst || rolesOf(entry) !== null ? withRoles(entry, member.roles ?? []) : entry;
  });
  const others = [...off.values()].filter(({ userId }) => !named.has(userId));
  return { list: [...edited, ...others.map((member) => listBeside(member, list, input))], ended };
}

/** A member of a group gets an own entry beside it, for roles that the group does not give. */
function listBeside(
  member: LiveMember,
  list: readonly unknown[],
  { groups, side, day }: RolesInput,
): unknown {
  const people = list.flatMap((entry) => reachPeople(entry, groups).map((person) => person.entry));
  const entry = people.find(
    (person) => !hasEnded(person, day) && findMember(person, side)?.userId === member.userId,
  );
  return withRoles(entry ?? { id: member.userId }, member.roles ?? []);
}

/** Returns the roles that entries and groups of a list state together, by user id. */
function gatherRoles(
  list: readonly unknown[],
  { groups, side, day }: MemberList,
): ReadonlyMap<string, readonly string[]> {
  const gathered = new Map<string, readonly string[]>();
  const listed = new Set<string>();
  const learn = ({ entry, roles }: ReachedPerson): void => {
    const userId = findMember(entry, side)?.userId;
    if (userId === undefined) return;
    const isEnded = hasEnded(entry, day);
    if (!isEnded) listed.add(userId);
    if (roles === null) return;
    // An ended entry with roles keeps them managed, but gives none.
    gathered.set(userId, uniteRoles(gathered.get(userId) ?? null, isEnded ? [] : roles) ?? []);
  };
  for (const person of listPeople(list, groups)) learn(person);
  return new Map([...gathered].filter(([userId]) => listed.has(userId)));
}

function isSameRoles(one: readonly string[], other: readonly string[]): boolean {
  const keys = new Set(one);
  return keys.size === other.length && other.every((key) => keys.has(key));
}

function nameRoles(roles: readonly string[]): string {
  return roles.length === 0 ? 'none' : [...roles].sort().join(', ');
}
