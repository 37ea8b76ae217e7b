// Describes what the files say of one listing: its place, last day and reason, and when it ends.
import type { ReportEnd, ReportMembership } from '../model/results/access-report.js';
import { soonDays } from '../model/results/access-report.js';
import { addDays } from '../model/day.js';
import type { Day } from '../model/day.js';
import type { DesiredMember, DesiredOrganization, EndedMember } from '../model/desired.js';
import { chooseEnded, uniteTerms } from '../model/listing-end.js';
import { domainOf } from '../model/email.js';
import { compareNames } from '../model/person-name.js';
import { formatPlace } from '../model/place.js';

export type Listed = Pick<DesiredMember, 'place' | 'until' | 'reason'>;

/**
 * Returns the listing of each person by the ids, or other names, that it means. As in a plan, one that holds takes precedence over
 * an ended one, of two that hold the later end and both reasons count, and of two that ended the later one.
 */
export function indexListings(
  { members = [], ended = [] }: Pick<DesiredOrganization, 'members' | 'ended'>,
  namesOf: (listing: DesiredMember) => readonly string[],
): ReadonlyMap<string, Listed> {
  const over = new Map<string, EndedMember>();
  const holding = new Map<string, Listed>();
  for (const one of [...ended].sort(compareNames))
    for (const name of namesOf(one)) over.set(name, chooseEnded(over.get(name), one));
  for (const one of [...members].sort(compareNames))
    for (const name of namesOf(one)) {
      const known = holding.get(name);
      holding.set(name, known === undefined ? one : { place: known.place, ...uniteTerms(known, one) });
    }
  return new Map<string, Listed>([...over, ...holding]);
}

/** Returns the terms of a listing; nulls without one. */
export function describeTerms(
  listed: Listed | undefined,
  today: Day,
): Pick<ReportMembership, 'managedBy' | 'until' | 'ends' | 'reason'> {
  const until = listed?.until ?? null;
  return {
    managedBy: listed === undefined ? null : formatPlace(listed.place),
    until,
    ends: until === null ? null : findEnd(until, today),
    reason: listed?.reason ?? null,
  };
}

function findEnd(until: Day, today: Day): ReportEnd {
  if (until < today) return 'ended';
  return until <= addDays(today, soonDays) ? 'soon' : 'later';
}

/**
 * Returns whether no address is in an allowed domain, or null if there is no limit or no address. One address in an allowed
 * domain is enough, since a person matches by any address.
 */
export function isOutside(emails: readonly string[], allowed: readonly string[] | null): boolean | null {
  if (allowed === null || emails.length === 0) return null;
  return !emails.some((email) => allowed.includes(domainOf(email)));
}
