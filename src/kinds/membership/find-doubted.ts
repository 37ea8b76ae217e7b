// Finds what a comparison takes from a gap of a list. A list of several pages may lack a row that Kinde has, and the list of
// everyone tells no suspension in one organization. What rests on such a gap is asked for once more.
import { organizationKey } from '../../model/change.js';
import { isMemberChange } from '../../model/change-predicates.js';
import type { Change, MemberChange } from '../../model/change.js';
import type { Comparison } from '../../model/comparison.js';
import type { Safety } from '../../model/desired.js';
import { groupByOrganization } from '../../model/group-by.js';
import type { LiveMember, LiveState, MemberSources } from '../../model/live.js';
import { rolesAfter } from './held-roles.js';

/** The things that Kinde is asked for once more; each part is sorted. */
export interface Doubted {
  /** Codes of the organizations whose own member list decides. */
  readonly codes: readonly string[];
  /** Keys of the roles whose holders are listed once more. */
  readonly roles: readonly string[];
  /** User ids and addresses of people whose own row decides. */
  readonly ids: readonly string[];
  readonly emails: readonly string[];
}

/** The comparison, and its changes. */
export interface DoubtInput {
  readonly comparison: Comparison;
  readonly changes: readonly Change[];
}

/** How the comparison is used. */
export interface DoubtOptions {
  /** Whether files are written: lines of missing people are deleted, and lines of others state their roles. */
  readonly forLines: boolean;
  /** The changes of a saved plan. A removal counts as done if no list shows the person. */
  readonly saved?: readonly Change[];
}

/**
 * Returns what decides in place of a gap. An organization is read if a role may lose its last active holder, or if the row of
 * a person names it and its list does not show them. If a change rests on a role that a list of several pages did not show,
 * the organization is read, or the holders once more if that takes fewer requests. Nothing is returned twice.
 */
export function findDoubted(
  { comparison, changes }: DoubtInput,
  { forLines, saved = [] }: DoubtOptions,
): Doubted {
  const { organizations, live, desired } = comparison;
  const { sources } = live;
  if (sources === undefined) return { codes: [], roles: [], ids: [], emails: [] };
  const byOrganization = groupByOrganization(changes.filter(isMemberChange));
  const absent = [...listMissing(comparison), ...listDone(saved, live)];
  const codes = keepHidden(absent, live).map(({ code }) => code);
  const hiding = new Map<string, readonly string[]>();
  for (const pair of organizations) {
    const { code } = pair.ref;
    const own = byOrganization.get(organizationKey(pair.ref)) ?? [];
    if (code === null || !mayHideRoles(code, own, live)) continue;
    const list = live.members.get(code) ?? [];
    const kept = forLines ? [] : desired.safety.keepHolder;
    if (kept.some(({ key }) => mayLoseLast(key, own, list))) codes.push(code);
    else hiding.set(code, findHiddenRoles(own, sources, { kept, forLines }));
  }
  const byRole = chooseLists(hiding, sources);
  const looked = forLines ? absent : listDone(saved, live);
  const ids = looked.flatMap((one) => (mayBeSkipped(one, live) ? [one.userId] : []));
  const people = forLines ? findUnlisted(comparison, sources) : { ids: [], emails: [] };
  const toAsk = (all: readonly string[]): readonly string[] =>
    [...new Set(all)].filter((one) => !sources.asked.has(one)).sort();
  return {
    codes: toAsk([...codes, ...byRole.codes]),
    roles: byRole.roles,
    ids: toAsk([...ids, ...people.ids]),
    emails: toAsk(people.emails),
  };
}

/** A person whom the members of an organization do not include. */
export interface AbsentMember {
  readonly code: string;
  readonly userId: string;
}

/** Returns the listed people who are members by their own row, but not by the list of members. */
export function findHidden(comparison: Comparison): readonly AbsentMember[] {
  return keepHidden(listMissing(comparison), comparison.live);
}

/** A member list of one page is whole, and hides no one. */
function keepHidden(
  absent: readonly AbsentMember[],
  { people, sources }: LiveState,
): readonly AbsentMember[] {
  return absent.filter(
    ({ code, userId }) =>
      sources?.ownLists.get(code) !== 1 && people.get(userId)?.organizations?.includes(code) === true,
  );
}

/** Returns the listed people whom the members do not include. */
function listMissing({ organizations }: Comparison): readonly AbsentMember[] {
  return organizations.flatMap(({ ref: { code }, members }) =>
    (members ?? []).flatMap(({ desired, live, userId }) =>
      code === null || userId === null || desired === null || live !== null ? [] : [{ code, userId }],
    ),
  );
}

/** Returns the people whom the removals of a saved plan name, and whom the members do not include. */
function listDone(saved: readonly Change[], { members }: LiveState): readonly AbsentMember[] {
  return saved.flatMap((change): readonly AbsentMember[] => {
    if (!isMemberChange(change) || change.action !== 'remove') return [];
    const { userId, organization } = change;
    const list = members.get(organization.code ?? '');
    if (organization.code === null || list === undefined) return [];
    return list.some((one) => one.userId === userId) ? [] : [{ code: organization.code, userId }];
  });
}

/** Returns whether a list of several pages may lack the person, and no row of theirs was read. */
function mayBeSkipped({ code, userId }: AbsentMember, { sources, people }: LiveState): boolean {
  if (people.has(userId)) return false;
  const pages = sources?.ownLists.get(code);
  return pages === undefined ? sources?.hasPagedPeople === true : pages > 1;
}

/** Returns whether the members come from the list of everyone, and a change takes something away. */
function mayHideRoles(
  code: string,
  own: readonly MemberChange[],
  { sources, members }: Pick<LiveState, 'sources' | 'members'>,
): boolean {
  return (
    sources?.ownLists.has(code) === false && members.has(code) && own.some(({ action }) => action !== 'add')
  );
}

/**
 * Returns the roles that a person with a change may hold unseen, so that they would lose them unseen. A removal takes every
 * role, so only kept roles and written lines matter.
 */
function findHiddenRoles(
  own: readonly MemberChange[],
  { holderPages }: MemberSources,
  { kept, forLines }: DoubtOptions & { readonly kept: Safety['keepHolder'] },
): readonly string[] {
  const paged = [...holderPages].flatMap(([key, pages]) => (pages > 1 ? [key] : []));
  const isKept = (role: string): boolean => kept.some(({ key }) => key === role);
  const hidden = own.flatMap((change) => {
    if (change.action === 'add') return [];
    if (change.action === 'remove')
      return paged.filter((key) => change.roles?.includes(key) !== true && (forLines || isKept(key)));
    const [{ before, after }] = change.fields;
    return paged.filter((key) => !before.includes(key) && !after.includes(key));
  });
  return [...new Set(hidden)];
}

/**
 * Returns the lists that show these roles, by organization, in the fewest requests. After a second listing of the holders, an
 * organization is read only if its holders differ in the two.
 */
function chooseLists(
  hiding: ReadonlyMap<string, readonly string[]>,
  { holderPages, movedHolders }: MemberSources,
): Pick<Doubted, 'codes' | 'roles'> {
  const moved: string[] = [];
  const unlisted = new Map<string, readonly string[]>();
  for (const [code, roles] of hiding) {
    if (roles.some((key) => movedHolders.get(key)?.has(code) === true)) moved.push(code);
    const open = roles.filter((key) => !movedHolders.has(key));
    if (open.length > 0) unlisted.set(code, open);
  }
  const roles = [...new Set([...unlisted.values()].flat())].sort();
  const pages = roles.reduce((sum, key) => sum + (holderPages.get(key) ?? 0), 0);
  return unlisted.size <= pages
    ? { codes: [...moved, ...unlisted.keys()], roles: [] }
    : { codes: moved, roles };
}

/** If more holders than these remain, they are not all suspended by chance, and the request is saved. */
const fewHolders = 3;

/** Returns whether a holder loses the role, and so few remain that all of them may be suspended in the organization. */
function mayLoseLast(role: string, own: readonly MemberChange[], list: readonly LiveMember[]): boolean {
  const after = new Map(own.map((change) => [change.userId, rolesAfter(change)]));
  const holders = list.filter(
    ({ roles, isSuspended }) => roles?.includes(role) === true && isSuspended !== true,
  );
  const remaining = holders.filter(({ userId }) => after.get(userId)?.includes(role) !== false);
  const held = new Set(holders.map(({ userId }) => userId));
  const gains = own.filter((change) => rolesAfter(change).includes(role) && !held.has(change.userId ?? ''));
  return remaining.length < holders.length && remaining.length + gains.length <= fewHolders;
}

/** Returns the ids and addresses of the files that the list of everyone does not show, if it has several pages. */
function findUnlisted(
  { organizations, live: { people }, listAddresses }: Comparison,
  { hasPagedPeople }: MemberSources,
): Pick<Doubted, 'ids' | 'emails'> {
  if (!hasPagedPeople) return { ids: [], emails: [] };
  const listed = organizations.flatMap(({ desired: { members = [] } }) => members);
  const known = new Set(listAddresses());
  return {
    ids: listed.flatMap(({ id }) => (id === null || people.has(id) ? [] : [id])),
    emails: listed.flatMap(({ email }) => (email === null || known.has(email) ? [] : [email])),
  };
}
