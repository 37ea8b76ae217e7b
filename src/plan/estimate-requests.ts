// Estimates the requests of an apply without failures: the writes of the kinds, and the reads that verify them.
import { compareText } from '../model/text/compare-text.js';
import { findMoves } from '../kinds/membership/movers.js';
import { chooseReadBack } from '../kinds/membership/choose-read-back.js';
import { countCalls } from '../kinds/count-calls.js';
import { kindOf, kinds } from '../kinds/registry.js';
import { nothingTouched, uniteTouched } from '../kinds/touched.js';
import type { Touched } from '../kinds/touched.js';
import type { Change } from '../model/change.js';
import type { ListedPeople } from '../model/listed-people.js';
import type { ExactDefaultOrganization, ReliedList, RequestCounts } from '../model/plan.js';
import { splitFilter } from '../model/split-filter.js';
import { toMethods } from '../model/operations/write-calls.js';
import type { ListSizes } from './list-sizes.js';

/** The lists that apply reads beside those that the changes touch. */
export interface BesideChanges {
  readonly exactDefault?: ExactDefaultOrganization | undefined;
  readonly reliedLists: readonly ReliedList[];
  /** The people who must still be members after the apply. */
  readonly staying: readonly ListedPeople[];
}

/** Returns the number of requests by HTTP method, without the methods that have none. */
export function estimateRequests(
  changes: readonly Change[],
  sizes: ListSizes,
  beside: BesideChanges,
): RequestCounts {
  const { reliedLists } = beside;
  const reads =
    countReadBacks(changes, sizes, beside) +
    countConfirming(changes, sizes, reliedLists) +
    kinds.reduce((sum, kind) => sum + kind.confirmingReads(changes.filter((one) => kind.owns(one))), 0);
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
  return reliedLists.reduce((sum, { organization }) => sum + fullPages(organization), lookUps);
}

function countReadBacks(
  changes: readonly Change[],
  sizes: ListSizes,
  { exactDefault, staying }: BesideChanges,
): number {
  const { organizations, withDomains, members, values, entities, invitations, leavers } = uniteTouched([
    ...changes.map((change) => kindOf(change).touches(change)),
    ...findStrayList(changes, exactDefault),
  ]);
  const lists = members.map(({ organization, needsRoles }) => ({
    organization,
    code: organization.code,
    needsRoles,
  }));
  const { everyone, ownLists, sharedPages } = chooseReadBack(lists, sizes.reads);
  const read = new Set(lists.map(({ code }) => code));
  const lookUps = countLookUps(leavers, everyone ? [] : staying, read);
  const listed = sizes.organizationPages + withDomains.length;
  const pages =
    Math.min(organizations.length, listed) +
    values.length +
    invitations.length +
    sharedPages +
    lookUps +
    countEntityLists(entities, changes);
  return ownLists.reduce((sum, { organization }) => sum + sizes.memberPages(organization), pages);
}

/**
 * Apply looks up the leavers in organizations that the files do not list, and the people who leave one organization and must
 * still be members of another whose list it does not read.
 */
function countLookUps(
  leavers: readonly string[],
  staying: readonly ListedPeople[],
  read: ReadonlySet<string | null>,
): number {
  const unread = staying.filter(({ organization: { code } }) => !read.has(code));
  const ids = new Set([...leavers, ...unread.flatMap(({ people }) => [...people.keys()])]);
  return splitFilter([...ids]).length;
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
