// Finds what a comparison takes from a gap of a list. A list of several pages may lack a row that Kinde has, and the list of
// everyone tells no suspension in one organization. What rests on such a gap is asked for once more.
import { organizationKey } from '../../model/change.js';
import { isMemberChange } from '../../model/change-predicates.js';
import type { Change, MemberChange } from '../../model/change.js';
import type { Comparison, MemberPair, OrganizationPair } from '../../model/comparison.js';
import { groupByOrganization } from '../../model/group-by.js';
import type { LiveState } from '../../model/live.js';
import { rolesAfter } from './held-roles.js';

/** What Kinde is asked for once more; each part is sorted. */
export interface Doubted {
  /** Codes of the organizations whose own member list decides. */
  readonly codes: readonly string[];
  /** User ids and addresses of people whose own row decides. */
  readonly ids: readonly string[];
  readonly emails: readonly string[];
}

/** The comparison, and its changes. */
export interface DoubtInput {
  readonly comparison: Comparison;
  readonly changes: readonly Change[];
}

/**
 * Returns the organizations whose own member list decides: some roles come from lists of several pages, a role may lose its
 * last active holder, or the row of a person names an organization whose list does not show them. With `forLines`, the people
 * whose lines would be deleted are looked up, too. Nothing is returned twice.
 */
export function findDoubted(
  { comparison, changes }: DoubtInput,
  { forLines }: { readonly forLines: boolean },
): Doubted {
  const { organizations, live } = comparison;
  const byOrganization = groupByOrganization(changes.filter(isMemberChange));
  const codes = organizations.flatMap((pair) => {
    const own = byOrganization.get(organizationKey(pair.ref)) ?? [];
    return needsOwnList(pair, own, comparison) ? (pair.ref.code ?? []) : [];
  });
  const hidden = findHidden(comparison).map(({ code }) => code);
  const people = forLines ? findUnproven(comparison) : { ids: [], emails: [] };
  const toAsk = (all: readonly string[]): readonly string[] =>
    [...new Set(all)].filter((one) => live.sources?.asked.has(one) !== true).sort();
  return { codes: toAsk([...codes, ...hidden]), ids: toAsk(people.ids), emails: toAsk(people.emails) };
}

/** A person whose own row names an organization whose members do not include them. */
export interface HiddenMember {
  readonly code: string;
  readonly userId: string;
}

/**
 * Returns the listed people who are members by their own row, but not by the list of members. A member list of one page is
 * whole, and hides no one.
 */
export function findHidden({ organizations, live }: Comparison): readonly HiddenMember[] {
  return organizations.flatMap((pair) =>
    listMissing(pair).flatMap(({ userId }): readonly HiddenMember[] => {
      const { code } = pair.ref;
      if (code === null || userId === null || live.sources?.ownLists.get(code) === 1) return [];
      return live.people.get(userId)?.organizations?.includes(code) === true ? [{ code, userId }] : [];
    }),
  );
}

/** Returns the listed people whom the list of members does not show. */
function listMissing({ members }: OrganizationPair): readonly MemberPair[] {
  return (members ?? []).filter(({ desired, live }) => desired !== null && live === null);
}

function needsOwnList(
  { ref: { code } }: OrganizationPair,
  own: readonly MemberChange[],
  { desired: { safety }, live: { sources, members } }: Comparison,
): boolean {
  if (code === null || sources === undefined || sources.ownLists.has(code)) return false;
  if (!members.has(code) || own.every(({ action }) => action === 'add')) return false;
  const list = members.get(code) ?? [];
  return sources.hasPagedHolders || safety.keepHolder.some(({ key }) => mayLoseLast(key, own, list));
}

/** If more holders than these remain, they are not all suspended by chance, and the request is saved. */
const fewHolders = 3;

/** Returns whether a holder loses the role, and so few remain that all of them may be suspended in the organization. */
function mayLoseLast(
  role: string,
  own: readonly MemberChange[],
  list: NonNullable<ReturnType<LiveState['members']['get']>>,
): boolean {
  const after = new Map(own.map((change) => [change.userId, rolesAfter(change)]));
  const holders = list.filter(
    ({ roles, isSuspended }) => roles?.includes(role) === true && isSuspended !== true,
  );
  const remaining = holders.filter(({ userId }) => after.get(userId)?.includes(role) !== false);
  const gains = [...after.values()].filter((roles) => roles.includes(role));
  return remaining.length < holders.length && remaining.length + gains.length <= fewHolders;
}

/** Returns the people whom a list of several pages lacks, and whose own row was not read. */
function findUnproven({ organizations, live, listAddresses }: Comparison): Omit<Doubted, 'codes'> {
  const { sources, people } = live;
  if (sources === undefined) return { ids: [], emails: [] };
  const paged = new Set([...sources.ownLists].flatMap(([code, pages]) => (pages > 1 ? [code] : [])));
  const ids = organizations.flatMap((pair) =>
    paged.has(pair.ref.code ?? '')
      ? listMissing(pair).flatMap(({ userId }) => (userId === null || people.has(userId) ? [] : [userId]))
      : [],
  );
  if (!sources.hasPagedPeople) return { ids, emails: [] };
  const listed = organizations.flatMap(({ desired: { members = [] } }) => members);
  const known = new Set(listAddresses());
  return {
    ids: [...ids, ...listed.flatMap(({ id }) => (id === null || people.has(id) ? [] : [id]))],
    emails: listed.flatMap(({ email }) => (email === null || known.has(email) ? [] : [email])),
  };
}
