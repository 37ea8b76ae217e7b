// The changes of a plan by organization, as reports show them: one order for every format.
import { organizationKey } from '../model/change.js';
import type { Change, MemberChange, OrganizationChange, OrganizationRef } from '../model/change.js';
import { compareText } from '../model/compare-text.js';
import { groupBy } from '../model/group-by.js';

export interface ChangeGroup {
  readonly ref: OrganizationRef;
  /** In the plan's order. */
  readonly own: readonly (OrganizationChange | MemberChange)[];
}

/** Returns the changes of organizations and members, sorted by the organization's name and code. */
export function groupChanges(changes: readonly Change[]): readonly ChangeGroup[] {
  const own = changes.filter((change) => change.resource === 'organization' || change.resource === 'member');
  const groups = groupBy(own, ({ organization }) => organizationKey(organization));
  return [...groups]
    .flatMap(([key, [first, ...others]]) =>
      first === undefined ? [] : [{ key, ref: first.organization, own: [first, ...others] }],
    )
    .sort((one, other) => compareText(one.ref.name, other.ref.name) || compareText(one.key, other.key));
}
