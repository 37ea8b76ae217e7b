// Mistakes in the files that only Kinde can show: an organization, role or flag that is not there.
import { matchOrganizations } from '../kinds/organization/match-organizations.js';
import type { OrganizationMatches } from '../kinds/organization/match-organizations.js';
import { kinds } from '../kinds/registry.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Foundations } from '../model/live.js';

/** Returns every such mistake; with any of them there is no plan, and memberships need not be read. */
export function diagnoseDesired(
  desired: DesiredState,
  foundations: Foundations,
  matches: OrganizationMatches,
): readonly Diagnostic[] {
  return kinds.flatMap((kind) => kind.check(desired, foundations, matches));
}

/** Returns a mistake for every two entries that mean one organization. */
export function diagnoseDoubles({ problems }: OrganizationMatches): readonly Diagnostic[] {
  return problems.filter(({ code }) => code === 'duplicate-organization');
}

/** Returns the same for a configuration that was narrowed: both entries together say who belongs there. */
export function diagnoseWhole(
  whole: DesiredState,
  narrowed: DesiredState,
  { organizations }: Foundations,
): readonly Diagnostic[] {
  return whole === narrowed ? [] : diagnoseDoubles(matchOrganizations(whole.organizations, organizations));
}
