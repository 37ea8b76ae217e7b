// Matches the entries of a configuration with live organizations. Each plan does this once and passes the matches on.
import { completeOrganizations } from '../kinds/organization/complete-organizations.js';
import { findWithDomains } from '../kinds/organization/registration-domains.js';
import { matchOrganizations, noMatches, renewMatches } from '../kinds/organization/match-organizations.js';
import type { OrganizationMatch, OrganizationMatches } from '../kinds/organization/match-organizations.js';
import type { ReadClient } from '../model/client.js';
import type { DesiredState } from '../model/desired.js';
import type { LiveOverview } from '../model/live.js';
import type { OnReading } from './read-memberships.js';
import { toRead } from './to-reads.js';

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
 * whose registration domains an entry names, is read by itself. If an entry matches none, a list of several pages is read
 * once more. Throws the errors of the client.
 */
export async function readMeant(
  { desired, base = null, onReading = () => undefined }: MeantInput,
  first: LiveOverview,
  client: Pick<ReadClient, 'getOrganization' | 'listOrganizations'>,
): Promise<Meant> {
  const isAbsent = ({ live }: OrganizationMatch): boolean => live === null;
  const listed = matchListed(desired, first).matches.some(isAbsent)
    ? await listAgain(first, { client, onReading })
    : first;
  const matchAll = (state: DesiredState): OrganizationMatches => matchListed(state, listed);
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

function matchListed(
  { organizations }: DesiredState,
  { organizations: live, unreadOrganizations }: LiveOverview,
): OrganizationMatches {
  return matchOrganizations(organizations, live, unreadOrganizations);
}

/**
 * Returns the overview with the organizations of a second listing beside those of the first, if that took several pages. A page
 * may have skipped an organization, which the plan would create again.
 */
async function listAgain(
  overview: LiveOverview,
  {
    client,
    onReading,
  }: Required<Pick<MeantInput, 'onReading'>> & { readonly client: Pick<ReadClient, 'listOrganizations'> },
): Promise<LiveOverview> {
  const pages = overview.reads.find(({ list }) => list === 'organizations')?.pages ?? 1;
  if (pages <= 1) return overview;
  const reason = 'an organization is to be created, and a page may have skipped it';
  onReading({ requests: pages, reason });
  const again = await client.listOrganizations();
  const organizations = new Map([...overview.organizations, ...again.rows].map((one) => [one.code, one]));
  return {
    ...overview,
    organizations: [...organizations.values()],
    unreadOrganizations: Math.max(overview.unreadOrganizations, again.unread?.length ?? 0),
    reads: [...overview.reads, toRead('organizations', again, reason)],
  };
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
