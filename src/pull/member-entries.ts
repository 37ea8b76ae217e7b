// A written member as plain value: whom it names, and who of the live people that is.
import type { PeopleIndex } from '../kinds/person/people-index.js';
import { normalizeEmail } from '../model/email.js';
import type { LiveMember } from '../model/live.js';
import { entriesOf, fieldOf, isMapValue } from './yaml/yaml-value.js';

/** The live side of one organization. */
export interface LiveSide {
  readonly index: PeopleIndex;
  /** Its members by user id. */
  readonly members: ReadonlyMap<string, LiveMember>;
}

/** Returns the group that an entry refers to; null for a person. */
export function groupOf(entry: unknown): string | null {
  return textOf(fieldOf(entry, 'group'));
}

/** Returns the roles that an entry states, null where it leaves them alone. */
export function rolesOf(entry: unknown): readonly string[] | null {
  const roles = fieldOf(entry, 'roles');
  return roles === undefined ? null : entriesOf(roles).map(String);
}

/** Returns how an entry names its person, for people to read. */
export function nameOf(entry: unknown): string {
  return textOf(entry) ?? textOf(fieldOf(entry, 'email')) ?? textOf(fieldOf(entry, 'id')) ?? '';
}

/** Returns the user ids that an entry may mean: none, one, or several of one address. */
export function findMeant(entry: unknown, index: PeopleIndex): readonly string[] {
  const id = textOf(fieldOf(entry, 'id'));
  if (id !== null) return index.hasId(id) ? [id] : [];
  return index.findByEmail(normalizeEmail(nameOf(entry)));
}

/** Returns the one member whom an entry means; null for somebody who is not in, or not certain. */
export function findMember(entry: unknown, { index, members }: LiveSide): LiveMember | null {
  const [only, ...others] = findMeant(entry, index);
  return only === undefined || others.length > 0 ? null : (members.get(only) ?? null);
}

/** Returns the entry with these roles; an address alone becomes a map. */
export function withRoles(entry: unknown, roles: readonly string[]): unknown {
  return isMapValue(entry) ? { ...entry, roles } : { email: entry, roles };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
