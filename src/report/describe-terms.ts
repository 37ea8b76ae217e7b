// Describes what the files say of one listing: its place, last day and reason, and when it ends.
import type { ReportEnd, ReportMembership } from '../model/results/access-report.js';
import { soonDays } from '../model/results/access-report.js';
import { addDays } from '../model/day.js';
import type { Day } from '../model/day.js';
import type { DesiredMember } from '../model/desired.js';
import { domainOf } from '../model/email.js';
import { formatPlace } from '../model/place.js';

export type Listed = Pick<DesiredMember, 'place' | 'until' | 'reason'>;

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
