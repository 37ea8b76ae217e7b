// Describes the people of the report: names, addresses and the last access anywhere.
import { findSuspended } from '../kinds/membership/find-suspended.js';
import { isProtected } from '../kinds/person/protection.js';
import type { AccessPerson } from '../model/access.js';
import type { KnownTime } from '../model/known-time.js';
import type { ReportPerson } from '../model/results/access-report.js';
import { compareText } from '../model/text/compare-text.js';
import type { Safety } from '../model/desired.js';
import { isDormant, lastSeenThere, latestOf } from './activity.js';
import type { Activity } from './activity.js';
import type { UnitedFacts } from './unite-facts.js';

/** A person of the report, with the facts that their memberships need. */
export interface DescribedPerson {
  readonly shown: ReportPerson;
  readonly facts: AccessPerson;
  readonly activity: Activity;
}

export interface PeopleRules {
  /** A person without access since this time is dormant. */
  readonly limit: string;
  /** Null without a configuration. */
  readonly protect: Safety | null;
  /** The addresses and ids of `leavers`. */
  readonly leavers: ReadonlySet<string>;
}

/** Returns the people sorted by address. People without one come last, sorted by id. */
export function describePeople(
  { people, members }: UnitedFacts,
  rules: PeopleRules,
): readonly DescribedPerson[] {
  const seen = new Map<string, KnownTime>();
  const counts = new Map<string, number>();
  const suspended = findSuspended(members, people.values());
  for (const [code, list] of members) {
    for (const member of list) {
      const { userId } = member;
      const there = lastSeenThere(member, people.get(userId) ?? null, code);
      seen.set(userId, latestOf([seen.get(userId) ?? null, there]));
      counts.set(userId, (counts.get(userId) ?? 0) + 1);
    }
  }
  return [...people.values()]
    .map((facts) => {
      const { userId } = facts;
      return describePerson(facts, rules, {
        seen: seen.get(userId) ?? null,
        count: counts.get(userId) ?? 0,
        isSuspended: suspended(null, userId) || facts.isSuspended,
      });
    })
    .sort(comparePeople);
}

interface Presence {
  readonly seen: KnownTime;
  readonly count: number;
  /** True if a list marks the person or a membership of theirs; null if Kinde does not tell. */
  readonly isSuspended: boolean | null;
}

function describePerson(
  facts: AccessPerson,
  { limit, protect, leavers }: PeopleRules,
  { seen, count, isSuspended }: Presence,
): DescribedPerson {
  const { userId, email, emails, fullName, createdOn, lastSignedIn, signIns } = facts;
  const lastSeen = latestOf([lastSignedIn, seen, ...facts.lastSignIns.values()]);
  const neverSignedIn = lastSeen === null && signIns === 0;
  const activity = { lastSeen, neverSignedIn, since: createdOn };
  const shown = {
    id: userId,
    email,
    emails,
    name: fullName,
    createdOn,
    lastSeen,
    neverSignedIn,
    dormant: isDormant(activity, limit),
    suspended: isSuspended,
    protected: protect !== null && isProtected(emails, protect),
    leaver: [...emails, userId].some((name) => leavers.has(name)),
    memberships: count,
  };
  return { shown, facts, activity };
}

function comparePeople({ shown: one }: DescribedPerson, { shown: other }: DescribedPerson): number {
  if ((one.email === null) !== (other.email === null)) return one.email === null ? 1 : -1;
  return (
    compareText((one.email ?? '').toLowerCase(), (other.email ?? '').toLowerCase()) ||
    compareText(one.id, other.id)
  );
}
