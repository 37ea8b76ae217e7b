// Expands the groups of a member list to people and merges entries of one person. Reports no diagnostics.
import { compareText } from '../model/compare-text.js';
import type { DesiredMember, DesiredRole } from '../model/desired.js';
import type { Place } from '../model/place.js';
import type { ConfigParts } from './gather-parts.js';
import { readMembers, readPeople, readRoles } from './read-members.js';
import type { MemberPart } from './read-members.js';
import { asText, fieldOf, placeOf } from './written.js';
import type { Written } from './written.js';

/** Returns the people of a list, none twice. A direct entry takes precedence over a group's entry. */
export function expandMembers(list: Written, parts: ConfigParts): readonly DesiredMember[] {
  const members = readMembers(list);
  const people = new Map<string, DesiredMember>();
  for (const member of members) {
    if (member.by !== 'group') addPerson(people, readPerson(member, placeOf(member.entry)));
  }
  for (const member of members) {
    if (member.by === 'group') addGroup(people, member, parts);
  }
  return [...people.values()];
}

function addGroup(people: Map<string, DesiredMember>, reference: MemberPart, parts: ConfigParts): void {
  const place = placeOf(reference.entry);
  const roles = readDesiredRoles(fieldOf(reference.entry, 'roles'));
  for (const person of readPeople(parts.groupsByName.get(reference.key)?.list ?? null)) {
    const { email, id, roles: own, ...names } = readPerson(person, place);
    const united = mergeRoles(own, roles);
    addPerson(people, { email, id, ...names, ...(united === undefined ? {} : { roles: united }) });
  }
}

function readPerson({ by, key, entry }: MemberPart, place: Place): DesiredMember {
  const [email, id] = by === 'email' ? [key, null] : [null, key];
  if (typeof entry.value === 'string') return { email, id, place };
  const [firstName, lastName] = [asText(fieldOf(entry, 'firstName')), asText(fieldOf(entry, 'lastName'))];
  const roles = readDesiredRoles(fieldOf(entry, 'roles'));
  return {
    email,
    id,
    ...(firstName === null ? {} : { firstName: firstName.value }),
    ...(lastName === null ? {} : { lastName: lastName.value }),
    ...(roles === undefined ? {} : { roles }),
    place,
  };
}

function addPerson(people: Map<string, DesiredMember>, person: DesiredMember): void {
  const key = person.email ?? `id ${person.id ?? ''}`;
  const known = people.get(key);
  if (known === undefined) {
    people.set(key, person);
    return;
  }
  const roles = mergeRoles(known.roles, person.roles);
  people.set(key, { ...person, ...known, ...(roles === undefined ? {} : { roles }) });
}

/** Returns the union of two role lists. Roles are managed if at least one entry names them. */
function mergeRoles(
  some: readonly DesiredRole[] | undefined,
  more: readonly DesiredRole[] | undefined,
): readonly DesiredRole[] | undefined {
  if (some === undefined || more === undefined) return some ?? more;
  const keys = new Set(some.map(({ key }) => key));
  return [...some, ...more.filter(({ key }) => !keys.has(key))].sort(byKey);
}

/** Returns the roles of a list sorted by key, or undefined if there is no list. */
export function readDesiredRoles(written: Written | null): readonly DesiredRole[] | undefined {
  const roles = readRoles(written)?.map((role) => ({ key: role.value, place: placeOf(role) }));
  return roles?.sort(byKey);
}

function byKey(left: DesiredRole, right: DesiredRole): number {
  return compareText(left.key, right.key);
}
