// The story of an access report: read the memberships with their times, and compare them with the files if there are any. It
// changes nothing.
import { matchOrganizations } from '../kinds/organization/match-organizations.js';
import type { KindeConnection } from '../kinde/connect-kinde.js';
import type { AccessReport } from '../model/access-report.js';
import type { DesiredState } from '../model/desired.js';
import { ConfigurationError } from '../model/errors.js';
import type { LiveOrganization } from '../model/live.js';
import type { Refusal } from '../model/notice.js';
import { guardLock } from '../plan/guard-lock.js';
import { readAccess } from '../read/read-access.js';
import { readWaysIn } from '../read/read-ways-in.js';
import type { WaysInReading } from '../read/read-ways-in.js';
import { requireDefault, requireUnderstood } from '../read/require-whole.js';
import { buildReport } from '../report/build-report.js';
import { chooseOrganizations } from '../report/choose-organizations.js';

/** The options of the report. */
export interface ReportOptions {
  /** Null without a configuration: then no organization counts as managed. */
  readonly desired: DesiredState | null;
  /** The values of `--organization`; without any the report covers everything. */
  readonly selectors: readonly string[];
  readonly dormantAfterDays: number;
  /** Whether the report also lists the ways in. */
  readonly withWaysIn: boolean;
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
 * the errors of reading, also for an incomplete list.
 */
export async function makeReport(
  connection: ReportConnection,
  { desired, selectors, withWaysIn, onReading, ...times }: ReportOptions,
): Promise<AccessReport | Refusal> {
  const { access, client, domain, requestCounts } = connection;
  const [environment, listed] = await Promise.all([client.getEnvironment(), client.listOrganizations()]);
  const refusal = desired === null ? null : guardLock(desired, environment);
  if (refusal !== null) return refusal;
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
  return buildReport({
    ...facts,
    waysIn: ways?.facts ?? null,
    ...times,
    domain,
    environment,
    desired,
    matches,
    isWhole,
    reads: [
      { list: 'organizations', pages: listed.pages, complete: true },
      ...facts.reads,
      ...(ways?.reads ?? []),
    ],
    requests: requestCounts(),
  });
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
