// Builds the access report from the lists of Kinde and the desired state. Pure: the time is an argument.
import type { OrganizationMatch } from '../kinds/organization/match-organizations.js';
import type { AccessMember, AccessPerson } from '../model/access.js';
import type { AccessReport } from '../model/results/access-report.js';
import { compareText } from '../model/text/compare-text.js';
import type { DesiredState } from '../model/desired.js';
import type { ListRead, LiveEnvironment, LiveOrganization } from '../model/live.js';
import { nameOf } from '../model/person-name.js';
import type { RequestCounts } from '../model/plan.js';
import { dayOf } from '../model/day.js';
import type { EarlierReport } from '../model/results/report-change.js';
import type { WrittenDecisions } from '../model/review.js';
import type { WaysInFacts } from '../model/ways-in.js';
import { compareReports } from './compare-reports.js';
import { describeInvitations, notifyUnread } from './describe-invitations.js';
import type { LookedInvitations } from './describe-invitations.js';
import { describeMemberships } from './describe-memberships.js';
import { describeOrganizations } from './describe-organizations.js';
import { describePeople } from './describe-people.js';
import { describeWaysIn } from './describe-ways-in.js';
import { matchDecisions } from './match-decisions.js';
import { summarize } from './summarize.js';
import { uniteFacts } from './unite-facts.js';

export interface ReportInput {
  readonly domain: string;
  readonly environment: LiveEnvironment;
  readonly organizations: readonly LiveOrganization[];
  readonly members: ReadonlyMap<string, readonly AccessMember[]>;
  readonly people: readonly AccessPerson[];
  /** Null without a configuration. */
  readonly desired: DesiredState | null;
  readonly matches: readonly OrganizationMatch[];
  /** True if every organization and every person was read. */
  readonly isWhole: boolean;
  /** Null without `--ways-in`. */
  readonly waysIn: WaysInFacts | null;
  readonly invitations: LookedInvitations;
  /** Null or absent without `--decisions`. */
  readonly decisions?: WrittenDecisions | null;
  /** Null or absent without `--since`. */
  readonly earlier?: EarlierReport | null;
  readonly dormantAfterDays: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly reads: readonly ListRead[];
  readonly requests: RequestCounts;
}

const day = 86_400_000;

/** Returns the report with every list sorted: equal facts and an equal time give an equal report. */
export function buildReport(input: ReportInput): AccessReport {
  const { domain, environment, desired, matches, isWhole, waysIn, dormantAfterDays, now } = input;
  const { decisions = null, earlier = null } = input;
  const united = uniteFacts(input, { isWhole });
  const limit = toTime(now - dormantAfterDays * day);
  const people = describePeople(united, {
    limit,
    protect: desired?.safety ?? null,
    leavers: new Set((desired?.leavers ?? []).map(nameOf)),
  });
  const organizations = describeOrganizations(united, matches);
  const listed = input.people;
  const today = dayOf(now);
  const described = describeMemberships({ organizations, people, united, matches, listed, limit, today });
  const persons = people.map(({ shown: person }) => person);
  const known = { organizations, people: persons, earlier, isWhole };
  const reviewed =
    decisions === null ? null : matchDecisions(decisions, { ...known, memberships: described });
  const memberships = reviewed?.memberships ?? described;
  const shown = { organizations, people: persons, memberships };
  const looked = input.invitations;
  const invitations = describeInvitations({ ...shown, matches, looked, desired, today });
  return {
    formatVersion: '1',
    generatedOn: toTime(now),
    environment: { domain, code: environment.code, name: environment.name },
    whole: isWhole,
    configured: desired !== null,
    dormantAfterDays,
    summary: {
      ...summarize(shown, { isWhole, isConfigured: desired !== null }),
      invitations: invitations?.length ?? null,
    },
    ...shown,
    ...(invitations === null ? {} : { invitations }),
    ...(waysIn === null ? {} : { waysIn: describeWaysIn({ ...shown, facts: waysIn, desired }) }),
    ...(reviewed === null ? {} : { review: reviewed.review }),
    ...(earlier === null ? {} : { since: compareReports(earlier, { ...shown, whole: isWhole }) }),
    warnings: [
      ...united.warnings,
      ...(waysIn === null ? notifyUnread(looked) : []),
      ...(reviewed?.notices ?? []),
    ],
    reads: [...input.reads].sort((one, other) => compareText(one.list, other.list)),
    requests: input.requests,
  };
}

function toTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
