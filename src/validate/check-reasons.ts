// `safety.requireReason`: a listing that gives one of these roles must say why.
import { isOver } from '../model/listing-end.js';
import type { Listing } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { nameOf } from '../model/person-name.js';
import { formatPlace } from '../model/place.js';
import type { ConfigParts } from './gather-parts.js';
import { passOn, readDesiredRoles, readGroups, readListing } from './listings.js';
import type { GroupListings } from './listings.js';
import { readMembers } from './read-members.js';
import type { MemberPart } from './read-members.js';
import { fieldOf } from './written-value.js';

/** Returns a diagnostic for each role that a listing gives without a reason. It points at the role, once for each. */
export function diagnoseReasons(parts: ConfigParts): readonly Diagnostic[] {
  const roles = parts.safeties.flatMap((safety) => readDesiredRoles(fieldOf(safety, 'requireReason')) ?? []);
  if (roles.length === 0) return [];
  const required = new Set(roles.map(({ key }) => key));
  const groups = readGroups(parts);
  const found = new Map<string, Diagnostic>();
  for (const { members, isPlain } of parts.organizations) {
    if (isPlain) continue;
    for (const listing of readMembers(members).flatMap((member) => listThrough(member, groups))) {
      // An ended listing gives no role.
      if (listing.reason !== undefined || isOver(listing.until, parts.day)) continue;
      for (const { key, place } of listing.roles ?? []) {
        const at = formatPlace(place);
        if (required.has(key) && !found.has(at)) found.set(at, diagnoseMissing(key, listing, place));
      }
    }
  }
  return [...found.values()];
}

function listThrough(member: MemberPart, groups: GroupListings): readonly Listing[] {
  if (member.by !== 'group') return [readListing(member)];
  return groups(member.key).map((listing) => passOn(listing, member.entry));
}

function diagnoseMissing(key: string, listing: Listing, place: Diagnostic['place']): Diagnostic {
  return {
    code: 'reason-needed',
    severity: 'error',
    message: `${nameOf(listing)} is given the role "${key}" without a reason, which safety.requireReason asks for.`,
    ...(place === undefined ? {} : { place }),
    hint: 'Add reason: "…" to the entry.',
  };
}
