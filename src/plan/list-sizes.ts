// Estimates the pages of each member list that an apply reads: from the live members and the planned additions and removals.
import { organizationKey } from '../model/change.js';
import { isMemberChange } from '../model/change-predicates.js';
import type { Change, OrganizationRef } from '../model/change.js';
import { pagesOf } from '../model/kinde-limits.js';
import type { ListRead } from '../model/live.js';

/** The pages that each list took or will take. */
export interface ListSizes {
  readonly organizationPages: number;
  /** The lists that planning read. They decide which lists verify memberships. */
  readonly reads: readonly ListRead[];
  /** Pages of an organization's member list after the apply. */
  readonly memberPages: PagesOf;
  /** The same, before the removals are sent. */
  readonly fullPages: PagesOf;
}

export type PagesOf = (organization: OrganizationRef) => number;

/** The lists before the apply. */
export interface ListsBefore {
  readonly organizationPages: number;
  readonly reads: readonly ListRead[];
  /** The live members of each organization whose members were read. */
  readonly members: Iterable<readonly [organization: OrganizationRef, count: number]>;
}

/** Returns the pages of the lists for these changes. An organization that the plan creates has its additions as members. */
export function estimateSizes(changes: readonly Change[], { members, ...known }: ListsBefore): ListSizes {
  const full = new Map([...members].map(([ref, count]) => [organizationKey(ref), count]));
  const lost = new Map<string, number>();
  for (const change of changes) {
    if (!isMemberChange(change)) continue;
    const key = organizationKey(change.organization);
    if (change.action === 'add') full.set(key, (full.get(key) ?? 0) + 1);
    if (change.action === 'remove') lost.set(key, (lost.get(key) ?? 0) + 1);
  }
  const fullOf = (ref: OrganizationRef): number => full.get(organizationKey(ref)) ?? 0;
  return {
    ...known,
    memberPages: (ref) => pagesOf(fullOf(ref) - (lost.get(organizationKey(ref)) ?? 0)),
    fullPages: (ref) => pagesOf(fullOf(ref)),
  };
}
