// The diagnostics of organizations that need Kinde's state. Checks the match, the code, the membership mode, and the
// handles, external ids and names that must be unique.
import type { DesiredState } from '../../model/desired.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import type { LiveOverview } from '../../model/live.js';
import { diagnoseExternalIds, diagnoseRenames } from './external-ids.js';
import { diagnoseHandles } from './handles.js';
import type { OrganizationMatch, OrganizationMatches } from './match-organizations.js';

/** Returns every diagnostic about organizations that needs Kinde's state. */
export function diagnoseOrganizations(
  _: DesiredState,
  overview: LiveOverview,
  { matches, problems }: OrganizationMatches,
): readonly Diagnostic[] {
  return [
    ...problems,
    ...matches.flatMap(diagnoseCode),
    ...matches.flatMap(diagnoseMembershipIsStated),
    ...diagnoseHandles(matches, overview.organizations),
    ...diagnoseExternalIds(matches, overview.organizations),
    ...diagnoseRenames(matches),
  ];
}

/** A code beside `default: true` can only confirm the match, because Kinde assigns codes. */
function diagnoseCode({ desired: { code }, live }: OrganizationMatch): readonly Diagnostic[] {
  if (code === undefined || live === null || code.value === live.code) return [];
  return [
    {
      code: 'code-mismatch',
      severity: 'error',
      message: `The default organization is ${live.code} ("${live.name}"), not "${code.value}".`,
      place: code.place,
      hint: 'Remove `default: true` or `code:`, so that the other one selects the organization.',
    },
  ];
}

/** If registrations are open, an implied `exact` would remove the people who register themselves. */
function diagnoseMembershipIsStated({ desired, live }: OrganizationMatch): readonly Diagnostic[] {
  const isOpenInKinde = desired.allowRegistrations === undefined && live?.allowRegistrations === true;
  if (!isOpenInKinde || desired.members === undefined || desired.isMembershipStated) return [];
  return [
    {
      code: 'membership-not-stated',
      severity: 'error',
      message: `${live.code} ("${live.name}") allows registrations in Kinde and has a member list here, but the entry does not set "membership:": people who register themselves would be removed.`,
      place: desired.place,
      hint: 'Add `membership: additive` (keep those who register) or `membership: exact` (remove them).',
    },
  ];
}
