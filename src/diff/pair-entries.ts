// Pairs the entries of a base with those of the pull request: by the organization in Kinde that both mean, or by name.
import type { OrganizationMatches } from '../kinds/organization/match-organizations.js';
import { compareRefs, organizationKey } from '../model/change.js';
import type { OrganizationRef } from '../model/change.js';
import type { Comparison } from '../model/comparison.js';
import type { DesiredOrganization } from '../model/desired.js';

export interface EntryPair {
  readonly ref: OrganizationRef;
  readonly before: DesiredOrganization;
  /** Undefined if the pull request deletes the entry. */
  readonly after: DesiredOrganization | undefined;
}

/** Returns a pair for each entry of the base, sorted by the name and code of its organization. */
export function pairEntries(
  { matches }: OrganizationMatches,
  { organizations }: Pick<Comparison, 'organizations'>,
): readonly EntryPair[] {
  const entries = new Map(organizations.map(({ ref, desired }) => [organizationKey(ref), desired]));
  return matches
    .map(({ desired: before, live }) => {
      const ref = { code: live?.code ?? null, name: live?.name ?? before.name?.value ?? '' };
      return { ref, before, after: entries.get(organizationKey(ref)) };
    })
    .sort((one, other) => compareRefs(one.ref, other.ref));
}
