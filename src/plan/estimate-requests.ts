// What applying a plan will cost in requests, when nothing goes wrong: the kinds' writes, and the reading back.
import { compareText } from '../model/compare-text.js';
import { chooseRereading, showsInRoles } from '../kinds/choose-rereading.js';
import type { TouchedList } from '../kinds/choose-rereading.js';
import { countCalls } from '../kinds/count-calls.js';
import type { Change } from '../model/change.js';
import { isSetting, organizationKey } from '../model/change.js';
import type { ListRead } from '../model/live.js';
import type { ExactDefaultOrganization, RequestCounts } from '../model/plan.js';
import { toMethods } from '../model/write-calls.js';

/** What the estimate needs to know of the live state: how many pages each list took or will take. */
export interface ListSizes {
  readonly organizationPages: number;
  readonly flagPages: number;
  /** What planning has read, of which members may be read back. */
  readonly reads: readonly ListRead[];
  /** Pages of an organization's member list once the plan is applied; 1 for one that is yet to be created. */
  readonly memberPages: (organizationCode: string | null) => number;
}

/** Returns the requests by HTTP method, methods without a request left out. */
export function estimateRequests(
  changes: readonly Change[],
  sizes: ListSizes,
  exactDefault: ExactDefaultOrganization | undefined,
): RequestCounts {
  const reads = countRereads(changes, sizes, exactDefault);
  const requests = { ...toMethods(countCalls(changes)), ...(reads > 0 ? { GET: reads } : {}) };
  return Object.fromEntries(Object.entries(requests).sort(([one], [other]) => compareText(one, other)));
}

function countRereads(
  changes: readonly Change[],
  sizes: ListSizes,
  exactDefault: ExactDefaultOrganization | undefined,
): number {
  let reads = 0;
  reads += Math.min(countTouchedOrganizations(changes), sizes.organizationPages);
  if (changes.some((change) => isSetting(change, 'passkeys'))) reads += 1;
  if (changes.some((change) => isSetting(change, 'featureFlags.'))) reads += sizes.flagPages;
  const { ownLists, sharedPages } = chooseRereading(touchedMemberLists(changes, exactDefault), sizes.reads);
  return ownLists.reduce((sum, { code }) => sum + sizes.memberPages(code), reads + sharedPages);
}

function countTouchedOrganizations(changes: readonly Change[]): number {
  const touched = changes.flatMap((change) =>
    change.resource === 'organization' ? [organizationKey(change.organization)] : [],
  );
  return new Set(touched).size;
}

function touchedMemberLists(
  changes: readonly Change[],
  exactDefault: ExactDefaultOrganization | undefined,
): readonly TouchedList[] {
  const touched = new Map<string, TouchedList>();
  for (const change of changes) {
    if (change.resource !== 'member') continue;
    const { organization } = change;
    const key = organizationKey(organization);
    const needsRoles = showsInRoles(change) || touched.get(key)?.needsRoles === true;
    touched.set(key, { code: organization.code, needsRoles });
  }
  const createsPeople = changes.some(({ resource }) => resource === 'user');
  const home = exactDefault === undefined ? '' : organizationKey(exactDefault);
  if (exactDefault !== undefined && createsPeople && !touched.has(home)) {
    touched.set(home, { code: exactDefault.code, needsRoles: false });
  }
  return [...touched.values()];
}
