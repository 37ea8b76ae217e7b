// Diagnoses errors in the files that only the live state shows: an organization, role or flag that does not exist.
import { matchOrganizations } from '../kinds/organization/match-organizations.js';
import type { OrganizationMatches } from '../kinds/organization/match-organizations.js';
import { kinds } from '../kinds/registry.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { LiveOverview } from '../model/live.js';

/** Returns every such error. It needs no memberships, and a single error prevents the plan. */
export function diagnoseDesired(
  desired: DesiredState,
  overview: LiveOverview,
  matches: OrganizationMatches,
): readonly Diagnostic[] {
  return kinds.flatMap((kind) => kind.check(desired, overview, matches));
}

/** Returns an error for every two entries that match the same organization. */
export function diagnoseDoubles({ problems }: OrganizationMatches): readonly Diagnostic[] {
  return problems.filter(({ code }) => code === 'duplicate-organization');
}

/** Returns the same errors for the whole of a narrowed configuration, because both entries together list the members. */
export function diagnoseWhole(
  whole: DesiredState,
  narrowed: DesiredState,
  { organizations }: LiveOverview,
): readonly Diagnostic[] {
  return whole === narrowed ? [] : diagnoseDoubles(matchOrganizations(whole.organizations, organizations));
}
