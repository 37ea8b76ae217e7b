// Which live organizations the entries of a configuration mean: decided here, once a plan, and handed on as a value.
import { completeOrganizations } from '../kinds/organization/complete-organizations.js';
import { matchOrganizations, noMatches, renewMatches } from '../kinds/organization/match-organizations.js';
import type { OrganizationMatches } from '../kinds/organization/match-organizations.js';
import type { ReadClient } from '../model/client.js';
import type { DesiredState } from '../model/desired.js';
import type { Foundations } from '../model/live.js';

export interface Meant {
  /** Every organization that is meant is whole in them. */
  readonly foundations: Foundations;
  readonly matches: OrganizationMatches;
  readonly baseMatches: OrganizationMatches;
}

/** Returns the matches of the configuration and of its base, if there is one. Throws what the client throws. */
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

/** Returns the foundations with these organizations whole. Throws what the client throws. */
export async function completeFoundations(
  foundations: Foundations,
  codes: ReadonlySet<string>,
  client: Pick<ReadClient, 'getOrganization'>,
): Promise<Foundations> {
  const organizations = await completeOrganizations(foundations.organizations, codes, client);
  return { ...foundations, organizations };
}
