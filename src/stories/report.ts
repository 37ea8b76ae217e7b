// The story of an access report: read the memberships with their times, and compare them with the files if there are any. It
// changes nothing.
import { invitesNewcomers } from '../kinds/invitation/split-invitees.js';
import { matchOrganizations } from '../kinds/organization/match-organizations.js';
import type { OrganizationMatch } from '../kinds/organization/match-organizations.js';
import type { KindeConnection } from '../kinde/connect-kinde.js';
import type { AccessReport } from '../model/results/access-report.js';
import type { DesiredState } from '../model/desired.js';
import { dayOf } from '../model/day.js';
import { ConfigurationError, UsageError } from '../model/errors.js';
import type { LiveOrganization } from '../model/live.js';
import type { Refusal } from '../model/notice.js';
import type { EarlierReport } from '../model/results/report-change.js';
import type { WrittenDecisions } from '../model/review.js';
import { guardLock } from '../plan/guard-lock.js';
import { readAccess } from '../read/read-access.js';
import { lookAtInvitations, readWaysIn } from '../read/read-ways-in.js';
import type { WaysInReading } from '../read/read-ways-in.js';
import { requireDefault, requireUnderstood } from '../read/require-whole.js';
import { buildReport } from '../report/build-report.js';
import { chooseOrganizations } from '../report/choose-reported.js';
import { readDecisions } from '../report/read-decisions.js';
import type { DecisionsFile } from '../report/read-decisions.js';

export { proposeRemovals } from '../pull/propose-removals.js';
export type { Proposal } from '../pull/propose-removals.js';
export type { DecisionsFile } from '../report/read-decisions.js';

/** The options of the report. */
export interface ReportOptions {
  /** Null without a configuration: then no organization counts as managed. */
  readonly desired: DesiredState | null;
  /** The values of `--organization`; without any the report covers everything. */
  readonly selectors: readonly string[];
  readonly dormantAfterDays: number;
  /** Whether the report also lists the ways in. */
  readonly withWaysIn: boolean;
  /** The decisions of a review; null or absent without any. */
  readonly decisions?: DecisionsFile | null;
  /** The report to compare with; null or absent without one. */
  readonly earlier?: EarlierReport | null;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Takes the number of member lists that are left to read, and later the number of requests for the ways in. */
  readonly onReading: (requests: number, reason?: string) => void;
}

/** The part of a connection that the report uses. */
export type ReportConnection = Pick<
  KindeConnection,
  'access' | 'client' | 'domain' | 'requestCounts' | 'scopes' | 'waysIn'
>;

/**
 * Returns the report, or the refusal of the lock if the files are locked to another environment. Throws
 * `ConfigurationError` for entries that match no organization or several, and `UsageError` for such a selector. Throws
 * the errors of reading, also for an incomplete list. Malformed decisions are a `ConfigurationError` before any request, and an
 * earlier report of another environment is a `UsageError` (`foreign-report`).
 */
export async function makeReport(
  connection: ReportConnection,
  {
    desired,
    selectors,
    withWaysIn,
    onReading,
    decisions: file = null,
    earlier = null,
    ...times
  }: ReportOptions,
): Promise<AccessReport | Refusal> {
  const { access, client, domain, requestCounts } = connection;
  const decisions = file === null ? null : requireDecisions(file, times.now);
  const [environment, listed] = await Promise.all([client.getEnvironment(), client.listOrganizations()]);
  const refusal = desired === null ? null : guardLock(desired, environment);
  if (refusal !== null) return refusal;
  if (earlier !== null) requireSame(earlier, { domain, code: environment.code });
  requireDefault(listed);
  requireUnderstood({ unreadOrganizations: listed.unread?.length ?? 0 });
  const { matches, problems } = matchOrganizations(desired?.organizations ?? [], listed.rows);
  if (problems.length > 0) throw new ConfigurationError(problems);
  const chosen = chooseOrganizations(listed.rows, matches, selectors);
  const isWhole = selectors.length === 0;
  const facts = await readAccess(chosen, {
    client: { ...client, ...access },
    isWhole,
    onReading,
  });
  const ways = withWaysIn ? await readWays(facts.organizations, connection, onReading) : null;
  const invited =
    ways === null
      ? await lookAtInvitations(listInviting(matches, chosen), { client, scopes: connection.scopes() })
      : { invitations: ways.facts.invitations, reads: ways.reads };
  return buildReport({
    ...facts,
    waysIn: ways?.facts ?? null,
    invitations: invited.invitations,
    decisions,
    earlier,
    ...times,
    domain,
    environment,
    desired,
    matches,
    isWhole,
    reads: [{ list: 'organizations', pages: listed.pages, complete: true }, ...facts.reads, ...invited.reads],
    requests: requestCounts(),
  });
}

/** Returns the codes of the chosen organizations that invite newcomers. Without such an entry, the report asks for no invitation. */
function listInviting(
  matches: readonly OrganizationMatch[],
  chosen: readonly LiveOrganization[],
): readonly string[] {
  const codes = new Set(chosen.map(({ code }) => code));
  return matches.flatMap(({ desired, live }) =>
    live !== null && codes.has(live.code) && invitesNewcomers(desired) ? [live.code] : [],
  );
}

function requireDecisions(file: DecisionsFile, now: number): WrittenDecisions {
  const { decisions, diagnostics } = readDecisions(file, dayOf(now));
  if (diagnostics !== undefined) throw new ConfigurationError(diagnostics);
  return decisions;
}

function requireSame({ environment }: EarlierReport, { domain, code }: EarlierReport['environment']): void {
  if (environment.domain === domain && environment.code === code) return;
  throw new UsageError(
    'foreign-report',
    `The report of --since is of the environment ${environment.code} at ${environment.domain}, not of ${code} at ${domain}.`,
    { hint: 'Give an earlier report of this environment, written with --format json.' },
  );
}

function readWays(
  organizations: readonly LiveOrganization[],
  { client, waysIn, scopes }: ReportConnection,
  onReading: ReportOptions['onReading'],
): Promise<WaysInReading> {
  return readWaysIn(organizations, {
    client: { ...client, ...waysIn },
    scopes: scopes(),
    onReading: (requests) => onReading(requests, 'the ways into each organization'),
  });
}
