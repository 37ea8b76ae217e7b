// Matches the entries of a configuration with live organizations. Each plan does this once and passes the matches on.
import { completeOrganizations } from '../kinds/organization/complete-organizations.js';
import { findWithDomains } from '../kinds/organization/registration-domains.js';
import { matchOrganizations, noMatches, renewMatches } from '../kinds/organization/match-organizations.js';
import type { OrganizationMatches } from '../kinds/organization/match-organizations.js';
import type { ReadClient } from '../model/client.js';
import type { DesiredState } from '../model/desired.js';
import type { LiveOverview } from '../model/live.js';
import type { OnReading } from './read-memberships.js';

/** The matches, and the overview completed for them. */
export interface Meant {
  /** Every matched organization has all of its fields in them. */
  readonly overview: LiveOverview;
  readonly matches: OrganizationMatches;
  readonly baseMatches: OrganizationMatches;
}

const readOneByOne = 'the list of organizations does not tell their registration domains';

/** The configuration and its base. */
export interface MeantInput {
  readonly desired: DesiredState;
  readonly base?: DesiredState | null;
  readonly onReading?: OnReading;
}

/**
 * Returns the matches of the configuration and of its base, if there is one. An organization that the list shows in part, or
 * whose registration domains an entry names, is read by itself. Throws the errors of the client.
 */
export async function readMeant(
  { desired, base = null, onReading = () => undefined }: MeantInput,
  listed: LiveOverview,
  client: Pick<ReadClient, 'getOrganization'>,
): Promise<Meant> {
  const matchAll = ({ organizations }: DesiredState): OrganizationMatches =>
    matchOrganizations(organizations, listed.organizations, listed.unreadOrganizations);
  const matches = matchAll(desired);
  const baseMatches = base === null ? noMatches : matchAll(base);
  const meant = [...matches.matches, ...baseMatches.matches].flatMap(({ live }) => live?.code ?? []);
  const withDomains = new Set([...findWithDomains(matches), ...findWithDomains(baseMatches)]);
  if (withDomains.size > 0) onReading({ requests: withDomains.size, reason: readOneByOne });
  const overview = await completeOverview(listed, new Set(meant), client, withDomains);
  const renew = (found: OrganizationMatches): OrganizationMatches =>
    renewMatches(found, overview.organizations);
  return { overview, matches: renew(matches), baseMatches: renew(baseMatches) };
}

/**
 * Returns the overview with all fields of these organizations, and with the registration domains of those that allow
 * registrations, which takes one request for each. Throws the errors of the client.
 */
export async function completeWithOpen(
  overview: LiveOverview,
  codes: ReadonlySet<string>,
  client: Pick<ReadClient, 'getOrganization'>,
): Promise<LiveOverview> {
  const complete = await completeOverview(overview, codes, client);
  const open = complete.organizations.filter((one) => one.allowRegistrations === true && codes.has(one.code));
  return completeOverview(complete, new Set(), client, new Set(open.map(({ code }) => code)));
}

/**
 * Returns the overview with all fields of these organizations, and with registration domains for `withDomains`. Throws the
 * errors of the client.
 */
export async function completeOverview(
  overview: LiveOverview,
  codes: ReadonlySet<string>,
  client: Pick<ReadClient, 'getOrganization'>,
  withDomains?: ReadonlySet<string>,
): Promise<LiveOverview> {
  const organizations = await completeOrganizations(overview.organizations, codes, client, withDomains);
  return { ...overview, organizations };
}
