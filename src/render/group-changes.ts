// Groups the changes of a plan by organization, in one order for every format.
import { organizationKey } from '../model/change.js';
import type { Change, OrganizationRef } from '../model/change.js';
import { compareText } from '../model/text/compare-text.js';
import { groupBy } from '../model/group-by.js';

/** A change of an organization, or of something in it. */
export type PlacedChange = Extract<Change, { readonly organization: OrganizationRef }>;

export interface ChangeGroup {
  readonly ref: OrganizationRef;
  /** The changes of the organization, in the plan's order. */
  readonly own: readonly PlacedChange[];
}

/** Returns the changes with an organization, sorted by its name and code. */
export function groupChanges(changes: readonly Change[]): readonly ChangeGroup[] {
  const own = changes.filter((change) => 'organization' in change);
  const groups = groupBy(own, ({ organization }) => organizationKey(organization));
  return [...groups]
    .flatMap(([key, [first, ...others]]) =>
      first === undefined ? [] : [{ key, ref: first.organization, own: [first, ...others] }],
    )
    .sort((one, other) => compareText(one.ref.name, other.ref.name) || compareText(one.key, other.key));
}
