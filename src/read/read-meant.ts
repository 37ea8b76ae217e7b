// Matches the entries of a configuration with live organizations. Each plan does this once and passes the matches on.
import { completeOrganizations } from '../kinds/organization/complete-organizations.js';
import { matchOrganizations, noMatches, renewMatches } from '../kinds/organization/match-organizations.js';
import type { OrganizationMatches } from '../kinds/organization/match-organizations.js';
import type { ReadClient } from '../model/client.js';
import type { DesiredState } from '../model/desired.js';
import type { Foundations } from '../model/live.js';

/** The matches, and the foundations completed for them. */
export interface Meant {
  /** Every matched organization has all of its fields in them. */
  readonly foundations: Foundations;
  readonly matches: OrganizationMatches;
  readonly baseMatches: OrganizationMatches;
}

/**
 * Returns the matches of the configuration and of its base, if there is one. An organization that the list shows in part is
 * read by itself. Throws the errors of the client.
 */
export async function readMeant(
  { desired, base = null }: { readonly desired: DesiredState; readonly base?: DesiredState | null },
  listed: Foundations,
  client: Pick<ReadClient, 'getOrganization'>,
): Promise<Meant> {
  const matchAll = ({ organizations }: DesiredState): OrganizationMatches =>
    matchOrganizations(organizations, listed.organizations, listed.unreadOrganizations);
  const matches = matchAll(desired);
  const baseMatches = base === null ? noMatches : matchAll(base);
  const meant = [...matches.matches, ...baseMatches.matches].flatMap(({ live }) => live?.code ?? []);
  const foundations = await completeFoundations(listed, new Set(meant), client);
  const renew = (found: OrganizationMatches): OrganizationMatches =>
    renewMatches(found, foundations.organizations);
  return { foundations, matches: renew(matches), baseMatches: renew(baseMatches) };
}

/** Returns the foundations with all fields of these organizations. Throws the errors of the client. */
export async function completeFoundations(
  foundations: Foundations,
  codes: ReadonlySet<string>,
  client: Pick<ReadClient, 'getOrganization'>,
): Promise<Foundations> {
  const organizations = await completeOrganizations(foundations.organizations, codes, client);
  return { ...foundations, organizations };
}
