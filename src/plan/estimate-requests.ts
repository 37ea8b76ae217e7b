// What applying a plan will cost in requests, when nothing goes wrong: the kinds' writes, and the reading back.
import { compareText } from '../model/compare-text.js';
import { findMoves } from '../kinds/membership/movers.js';
import { chooseRereading } from '../kinds/membership/choose-rereading.js';
import { countCalls } from '../kinds/count-calls.js';
import { kindOf } from '../kinds/registry.js';
import { nothingTouched, uniteTouched } from '../kinds/touched.js';
import type { Touched } from '../kinds/touched.js';
import type { Change } from '../model/change.js';
import type { ListRead } from '../model/live.js';
import type { ExactDefaultOrganization, ReliedList, RequestCounts } from '../model/plan.js';
import { splitFilter } from '../model/split-filter.js';
import { toMethods } from '../model/write-calls.js';

/** What the estimate needs to know of the live state: how many pages each list took or will take. */
export interface ListSizes {
  readonly organizationPages: number;
  /** What planning has read, of which members may be read back. */
  readonly reads: readonly ListRead[];
  /** Pages of an organization's member list once the plan is applied; 1 for one that is yet to be created. */
  readonly memberPages: (organizationCode: string | null) => number;
  /** The same before anybody is removed. */
  readonly fullPages: (organizationCode: string | null) => number;
}

/** What is read beside the changes themselves. */
export interface BesideChanges {
  readonly exactDefault?: ExactDefaultOrganization | undefined;
  readonly reliedLists: readonly ReliedList[];
}

/** Returns the requests by HTTP method, methods without a request left out. */
export function estimateRequests(
  changes: readonly Change[],
  sizes: ListSizes,
  { exactDefault, reliedLists }: BesideChanges,
): RequestCounts {
  const reads = countRereads(changes, sizes, exactDefault) + countConfirming(changes, sizes, reliedLists);
  const requests = { ...toMethods(countCalls(changes, reliedLists)), ...(reads > 0 ? { GET: reads } : {}) };
  return Object.fromEntries(Object.entries(requests).sort(([one], [other]) => compareText(one, other)));
}

/** Additions on which removals rely are read back before these are sent. */
function countConfirming(
  changes: readonly Change[],
  { fullPages }: ListSizes,
  reliedLists: readonly ReliedList[],
): number {
  const lookUps = splitFilter([...findMoves(changes, reliedLists).keys()]).length;
  return reliedLists.reduce((sum, { organization }) => sum + fullPages(organization.code), lookUps);
}

function countRereads(
  changes: readonly Change[],
  sizes: ListSizes,
  exactDefault: ExactDefaultOrganization | undefined,
): number {
  const { organizations, members, values } = uniteTouched([
    ...changes.map((change) => kindOf(change).touches(change)),
    ...findStrayList(changes, exactDefault),
  ]);
  const lists = members.map(({ organization: { code }, needsRoles }) => ({ code, needsRoles }));
  const { ownLists, sharedPages } = chooseRereading(lists, sizes.reads);
  const pages = Math.min(organizations.length, sizes.organizationPages) + values.length + sharedPages;
  return ownLists.reduce((sum, { code }) => sum + sizes.memberPages(code), pages);
}

/** Where people are created, reading back also looks whether Kinde put them into the default organization. */
function findStrayList(
  changes: readonly Change[],
  exactDefault: ExactDefaultOrganization | undefined,
): readonly Touched[] {
  const createsPeople = changes.some((change) => change.action === 'create' && 'email' in change);
  if (exactDefault === undefined || !createsPeople) return [];
  return [{ ...nothingTouched, members: [{ organization: exactDefault, needsRoles: false }] }];
}
