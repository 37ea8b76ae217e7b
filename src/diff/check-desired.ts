// Mistakes in the files that only Kinde can show: an organization, role or flag that is not there.
import { matchOrganizations } from '../kinds/match-organizations.js';
import { kinds } from '../kinds/registry.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Foundations } from '../model/live.js';

/**
 * Returns a mistake for every two entries of the whole configuration that mean one organization: also of those that
 * `--organization` leaves out, since only both together say who belongs there.
 */
export function checkDoubles(whole: DesiredState, { organizations }: Foundations): readonly Diagnostic[] {
  const { problems } = matchOrganizations(whole.organizations, organizations);
  return problems.filter(({ code }) => code === 'duplicate-organization');
}

/** Returns every such mistake; with any of them there is no plan, and memberships need not be read. */
export function checkDesired(desired: DesiredState, foundations: Foundations): readonly Diagnostic[] {
  return kinds.flatMap((kind) => kind.check(desired, foundations));
}
