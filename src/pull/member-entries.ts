// A member entry of a file, as a plain value: its person or group, and the live member that it means.
import type { PeopleIndex } from '../kinds/person/people-index.js';
import { isOver } from '../model/listing-end.js';
import type { Day } from '../model/day.js';
import { normalizeEmail } from '../model/email.js';
import type { LiveMember } from '../model/live.js';
import { entriesOf, fieldOf, isMapValue } from './yaml/yaml-value.js';

/** The live people and members of one organization. */
export interface LiveSide {
  readonly index: PeopleIndex;
  /** Its members by user id. */
  readonly members: ReadonlyMap<string, LiveMember>;
  /** The normalized addresses with a pending invitation, where the entry invites newcomers. */
  readonly invited: ReadonlySet<string>;
}

/** Returns the group that an entry refers to; null for a person. */
export function groupOf(entry: unknown): string | null {
  return textOf(fieldOf(entry, 'group'));
}

/** Returns whether the last day of an entry has passed. Such an entry lists no person. */
export function hasEnded(entry: unknown, day: Day | undefined): boolean {
  return isOver(textOf(fieldOf(entry, 'until')) ?? undefined, day ?? null);
}

/** Returns the last day and the reason of an entry. */
export function termsOf(entry: unknown): { readonly until?: Day; readonly reason?: string } {
  const [until, reason] = [textOf(fieldOf(entry, 'until')), textOf(fieldOf(entry, 'reason'))];
  return { ...(until === null ? {} : { until }), ...(reason === null ? {} : { reason }) };
}

/** Returns the roles that an entry states, or null if it states none. */
export function rolesOf(entry: unknown): readonly string[] | null {
  const roles = fieldOf(entry, 'roles');
  return roles === undefined ? null : entriesOf(roles).map(String);
}

/** Returns how an entry names its person, for people to read. */
export function nameOf(entry: unknown): string {
  return textOf(entry) ?? textOf(fieldOf(entry, 'email')) ?? textOf(fieldOf(entry, 'id')) ?? '';
}

/** Returns the user ids that an entry may mean: none, one, or several who share the address. */
export function findMeant(entry: unknown, index: PeopleIndex): readonly string[] {
  const id = textOf(fieldOf(entry, 'id'));
  if (id !== null) return index.hasId(id) ? [id] : [];
  return index.findByEmail(normalizeEmail(nameOf(entry)));
}

/** Returns the member that an entry means; null if there is none, or several people share the address. */
export function findMember(entry: unknown, { index, members }: LiveSide): LiveMember | null {
  const [only, ...others] = findMeant(entry, index);
  return only === undefined || others.length > 0 ? null : (members.get(only) ?? null);
}

/** Returns whether an entry names a member, or a person who is invited. */
export function isPresent(entry: unknown, side: LiveSide): boolean {
  return findMember(entry, side) !== null || isInvited(entry, side);
}

/** Returns whether an entry names a person who is invited and no member yet. */
export function isInvited(entry: unknown, side: LiveSide): boolean {
  if (side.invited.size === 0 || textOf(fieldOf(entry, 'id')) !== null) return false;
  return side.invited.has(normalizeEmail(nameOf(entry))) && findMeant(entry, side.index).length === 0;
}

/** Returns the entry with these roles; a bare address becomes a map. */
export function withRoles(entry: unknown, roles: readonly string[]): unknown {
  return isMapValue(entry) ? { ...entry, roles } : { email: entry, roles };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
