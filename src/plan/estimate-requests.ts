// What applying a plan will cost in requests, when nothing goes wrong: the kinds' writes, and the reading back.
import { compareText } from '../model/compare-text.js';
import { kinds } from '../kinds/registry.js';
import type { Change } from '../model/change.js';
import { isSetting, organizationKey } from '../model/change.js';
import type { ExactDefaultOrganization, RequestCounts } from '../model/plan.js';

/** What the estimate needs to know of the live state: how many pages each list took or will take. */
export interface ListSizes {
  readonly organizationPages: number;
  readonly flagPages: number;
  /** Pages of an organization's member list once the plan is applied; 1 for one that is yet to be created. */
  readonly memberPages: (organizationCode: string | null) => number;
}

/** Returns the requests by HTTP method, methods without a request left out. */
export function estimateRequests(
  changes: readonly Change[],
  sizes: ListSizes,
  exactDefault: ExactDefaultOrganization | undefined,
): RequestCounts {
  const total = new Map<string, number>();
  for (const kind of kinds) {
    for (const [method, count] of Object.entries(kind.cost(changes))) {
      total.set(method, (total.get(method) ?? 0) + count);
    }
  }
  const reads = countRereads(changes, sizes, exactDefault);
  if (reads > 0) total.set('GET', reads);
  return Object.fromEntries(
    [...total].filter(([, count]) => count > 0).sort(([one], [other]) => compareText(one, other)),
  );
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
  for (const code of touchedMemberLists(changes, exactDefault).values()) reads += sizes.memberPages(code);
  return reads;
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
): ReadonlyMap<string, string | null> {
  const touched = new Map<string, string | null>();
  for (const change of changes) {
    if (change.resource !== 'member') continue;
    touched.set(organizationKey(change.organization), change.organization.code);
  }
  const createsPeople = changes.some(({ resource }) => resource === 'user');
  if (exactDefault !== undefined && createsPeople)
    touched.set(organizationKey(exactDefault), exactDefault.code);
  return touched;
}
