// Estimates the requests of an apply without failures: the writes of the kinds, and the reads that verify them.
import { compareText } from '../model/compare-text.js';
import { findMoves } from '../kinds/membership/movers.js';
import { chooseReadBack } from '../kinds/membership/choose-read-back.js';
import { countCalls } from '../kinds/count-calls.js';
import { kindOf, kinds } from '../kinds/registry.js';
import { nothingTouched, uniteTouched } from '../kinds/touched.js';
import type { Touched } from '../kinds/touched.js';
import type { Change } from '../model/change.js';
import type { ListRead } from '../model/live.js';
import type { ExactDefaultOrganization, ReliedList, RequestCounts } from '../model/plan.js';
import { splitFilter } from '../model/split-filter.js';
import { toMethods } from '../model/write-calls.js';

/** The pages that each list took or will take. */
export interface ListSizes {
  readonly organizationPages: number;
  /** The lists that planning read. They decide which lists verify memberships. */
  readonly reads: readonly ListRead[];
  /** Pages of an organization's member list after the apply; 1 for an organization that the plan creates. */
  readonly memberPages: (organizationCode: string | null) => number;
  /** The same, before the removals are sent. */
  readonly fullPages: (organizationCode: string | null) => number;
}

/** The lists that apply reads beside those that the changes touch. */
export interface BesideChanges {
  readonly exactDefault?: ExactDefaultOrganization | undefined;
  readonly reliedLists: readonly ReliedList[];
}

/** Returns the number of requests by HTTP method, without the methods that have none. */
export function estimateRequests(
  changes: readonly Change[],
  sizes: ListSizes,
  { exactDefault, reliedLists }: BesideChanges,
): RequestCounts {
  const reads = countReadBacks(changes, sizes, exactDefault) + countConfirming(changes, sizes, reliedLists);
  const requests = { ...toMethods(countCalls(changes, reliedLists)), ...(reads > 0 ? { GET: reads } : {}) };
  return Object.fromEntries(Object.entries(requests).sort(([one], [other]) => compareText(one, other)));
}

/** Apply reads the additions back before it sends the removals that rely on them. */
function countConfirming(
  changes: readonly Change[],
  { fullPages }: ListSizes,
  reliedLists: readonly ReliedList[],
): number {
  const lookUps = splitFilter([...findMoves(changes, reliedLists).keys()]).length;
  return reliedLists.reduce((sum, { organization }) => sum + fullPages(organization.code), lookUps);
}

function countReadBacks(
  changes: readonly Change[],
  sizes: ListSizes,
  exactDefault: ExactDefaultOrganization | undefined,
): number {
  const { organizations, members, values, entities } = uniteTouched([
    ...changes.map((change) => kindOf(change).touches(change)),
    ...findStrayList(changes, exactDefault),
  ]);
  const lists = members.map(({ organization: { code }, needsRoles }) => ({ code, needsRoles }));
  const { ownLists, sharedPages } = chooseReadBack(lists, sizes.reads);
  const pages =
    Math.min(organizations.length, sizes.organizationPages) +
    values.length +
    sharedPages +
    countEntityLists(entities, changes);
  return ownLists.reduce((sum, { code }) => sum + sizes.memberPages(code), pages);
}

/** Apply lists the entities once for their ids, and once to verify them with the references of each. */
function countEntityLists(touched: Touched['entities'], changes: readonly Change[]): number {
  const lookUps = kinds.flatMap((kind) => kind.lookUps(changes.filter((change) => kind.owns(change))));
  const lists = new Set(touched.map(({ kind }) => kind));
  return new Set(lookUps).size + lists.size + touched.filter(({ withReferences }) => withReferences).length;
}

/** If the plan creates people, apply also checks whether Kinde added them to the default organization. */
function findStrayList(
  changes: readonly Change[],
  exactDefault: ExactDefaultOrganization | undefined,
): readonly Touched[] {
  const createsPeople = changes.some((change) => change.action === 'create' && 'email' in change);
  if (exactDefault === undefined || !createsPeople) return [];
  return [{ ...nothingTouched, members: [{ organization: exactDefault, needsRoles: false }] }];
}
