// Reads the listings of people: an entry of a list, or a way into the list through groups. A way unites the roles of its entries,
// ends with the first of them and has all of their reasons.
import { compareText } from '../model/text/compare-text.js';
import { earlierEnd, laterEnd } from '../model/listing-end.js';
import type { DesiredRole, Listing } from '../model/desired.js';
import { joinReasons } from '../model/join-reasons.js';
import type { PersonName } from '../model/person-name.js';
import type { ConfigParts } from './gather-parts.js';
import { readMembers, readRoles } from './read-members.js';
import type { MemberPart } from './read-members.js';
import { asText, fieldOf, placeOf } from './written-value.js';
import type { Written } from './written-value.js';

/** Returns the listings of a group, by the group's name; none for a group that does not exist. */
export type GroupListings = (name: string) => readonly Listing[];

/** Returns the listings of the groups. A group in a cycle has those of its own people. */
export function readGroups(parts: ConfigParts): GroupListings {
  const nested = new Map<string, readonly Listing[]>();
  // Only groups with groups in them are memoised, since a group may have a million people.
  const read: GroupListings = (name) => {
    const known = nested.get(name);
    if (known !== undefined) return known;
    const members = readMembers(parts.groupsByName.get(name)?.list ?? null);
    return members.flatMap((member) => (member.by === 'group' ? [] : [readListing(member)]));
  };
  for (const { name, members } of parts.groupOrder.nested) {
    const all = members.flatMap((member) =>
      member.by === 'group'
        ? read(member.key).map((one) => passOn(one, member.entry))
        : [readListing(member)],
    );
    // Two ways through groups often give the same listing, and their number would double with each level.
    nested.set(name, [...new Map(all.map((one) => [JSON.stringify(one), one])).values()]);
  }
  return read;
}

/** Returns the address or the id by which an entry names a person. */
export function readName({ by, key }: Pick<MemberPart, 'by' | 'key'>): PersonName {
  return by === 'email' ? { email: key, id: null } : { email: null, id: key };
}

/** Returns the listing of an entry that names a person. */
export function readListing(member: MemberPart): Listing {
  const { entry } = member;
  const name = readName(member);
  if (typeof entry.value === 'string') return name;
  const [firstName, lastName] = [asText(fieldOf(entry, 'firstName')), asText(fieldOf(entry, 'lastName'))];
  return {
    ...name,
    ...(firstName === null ? {} : { firstName: firstName.value }),
    ...(lastName === null ? {} : { lastName: lastName.value }),
    ...readTerms(entry),
  };
}

/** Returns the listing as a reference to its group passes it on. */
export function passOn(listing: Listing, reference: Written): Listing {
  const { roles, until, reason } = readTerms(reference);
  const united = uniteRoles(listing.roles, roles);
  const end = earlierEnd(listing.until, until);
  const why = joinReasons(listing.reason, reason);
  return {
    ...listing,
    ...(united === undefined ? {} : { roles: united }),
    ...(end === undefined ? {} : { until: end }),
    ...(why === undefined ? {} : { reason: why }),
  };
}

/** Returns the roles, the last day and the reason of an entry. */
function readTerms(entry: Written): Pick<Listing, 'roles' | 'until' | 'reason'> {
  const roles = readDesiredRoles(fieldOf(entry, 'roles'));
  const [until, reason] = [asText(fieldOf(entry, 'until')), asText(fieldOf(entry, 'reason'))];
  return {
    ...(roles === undefined ? {} : { roles }),
    ...(until === null ? {} : { until: until.value }),
    ...(reason === null ? {} : { reason: reason.value }),
  };
}

/** Returns the union of two role lists. Roles are managed if at least one entry names them. */
export function uniteRoles(
  some: readonly DesiredRole[] | undefined,
  more: readonly DesiredRole[] | undefined,
): readonly DesiredRole[] | undefined {
  if (some === undefined || more === undefined) return some ?? more;
  const added = new Map(more.map((role) => [role.key, role]));
  const kept = some.map((role) => {
    const other = added.get(role.key);
    added.delete(role.key);
    return other === undefined ? role : { key: role.key, place: role.place, ...nameEnd(role, other) };
  });
  return [...kept, ...added.values()].sort(byKey);
}

/** Returns the later of the two ends of a role. */
function nameEnd({ until: one }: DesiredRole, { until: other }: DesiredRole): Pick<DesiredRole, 'until'> {
  const until = laterEnd(one, other);
  return until === undefined ? {} : { until };
}

/** Returns the roles of a list sorted by key, or undefined if there is no list. */
export function readDesiredRoles(written: Written | null): readonly DesiredRole[] | undefined {
  const roles = readRoles(written)?.map((role) => ({ key: role.value, place: placeOf(role) }));
  return roles?.sort(byKey);
}

function byKey(left: DesiredRole, right: DesiredRole): number {
  return compareText(left.key, right.key);
}
