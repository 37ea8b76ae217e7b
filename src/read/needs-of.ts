// Which lists a configuration needs: those of all kinds together.
import { noMatches } from '../kinds/organization/match-organizations.js';
import type { OrganizationMatches } from '../kinds/organization/match-organizations.js';
import { areFewLists, countListed } from '../kinds/membership/member-lists.js';
import { kinds } from '../kinds/registry.js';
import type { DesiredState } from '../model/desired.js';
import { nothing, uniteNeeds } from '../model/read-needs.js';
import type { ReadNeeds } from '../model/read-needs.js';

/**
 * Returns what the configuration needs, nothing without one; before it is known which organizations it means, that is
 * settings and roles.
 */
export function needsOf(desired: DesiredState | null, matches: OrganizationMatches = noMatches): ReadNeeds {
  if (desired === null) return nothing;
  return uniteNeeds(...kinds.map((kind) => kind.needs(desired, matches)));
}

/**
 * Returns whether a configuration and its base list so many members that the first page of everyone pays. Where most of
 * their organizations do not exist yet, that page is a request too many.
 */
export function isLookWorthwhile(desired: DesiredState, base: DesiredState | null): boolean {
  return !areFewLists(countListed([...desired.organizations, ...(base?.organizations ?? [])]));
}
