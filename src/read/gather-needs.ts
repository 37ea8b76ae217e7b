// The lists that a configuration needs: the union of the needs of all kinds.
import { noMatches } from '../kinds/organization/match-organizations.js';
import type { OrganizationMatches } from '../kinds/organization/match-organizations.js';
import { areFewLists, countListed } from '../kinds/membership/member-lists.js';
import { kinds } from '../kinds/registry.js';
import type { DesiredState } from '../model/desired.js';
import type { LiveOverview } from '../model/live.js';
import { nothing, uniteNeeds } from '../model/read-needs.js';
import type { ReadNeeds } from '../model/read-needs.js';

/**
 * Returns the lists that the configuration needs; none without a configuration. Without matches, the needs are settings and
 * roles only. The overview shows which further lists the differences need.
 */
export function gatherNeeds(
  desired: DesiredState | null,
  matches: OrganizationMatches = noMatches,
  overview?: LiveOverview,
): ReadNeeds {
  if (desired === null) return nothing;
  return uniteNeeds(...kinds.map((kind) => kind.needs(desired, matches, overview)));
}

/**
 * Returns whether a configuration and its base list enough members to prefetch the first page of everyone. If most of their
 * organizations do not exist yet, this page is one request too many. It tells no suspension in one organization.
 */
export function isLookWorthwhile(desired: DesiredState, base: DesiredState | null): boolean {
  if ([desired, base].some((one) => one?.safety.refuseOn.includes('suspended-member') === true)) return false;
  return !areFewLists(countListed([...desired.organizations, ...(base?.organizations ?? [])]));
}
