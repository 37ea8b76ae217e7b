// Reads the chosen lists of members, everyone and role holders, each to its end and only once. If the list of everyone does
// not show the members of an organization, its own member list is read.
import type { KeyedListing, Listing, FirstPage, ReadClient, UnreadRow } from '../model/client.js';
import type { ListRead, LiveMember, LivePerson, LiveRole, MemberSources } from '../model/live.js';
import type { Reading } from './choose-member-lists.js';
import { toRead, toReads } from './to-reads.js';

/** The members and people that the lists show. */
export interface ListedMemberships {
  /** By organization code. */
  readonly members: ReadonlyMap<string, readonly LiveMember[]>;
  /** By user id. */
  readonly people: ReadonlyMap<string, LivePerson>;
  /** Whether `people` is everyone in the environment; then an address outside `people` does not exist. */
  readonly isEveryone: boolean;
  /** Whether reading everyone stopped early because there were many more people than estimated. */
  readonly isCrowd: boolean;
  /** Whether all of `members` come from `people`. */
  readonly isMadeOfPeople: boolean;
  /** Codes of the organizations whose member list has a row that can't be parsed. */
  readonly partlyRead: ReadonlySet<string>;
  readonly sources: MemberSources;
  readonly reads: readonly ListRead[];
}

/** The chosen reading, and the facts that it needs. */
export interface ListingInput {
  readonly reading: Omit<Reading, 'requests'>;
  readonly codes: readonly string[];
  readonly roles: readonly LiveRole[];
  /** The prefetched first page of everyone, if any. */
  readonly firstPage: FirstPage<LivePerson> | null;
  /** Takes the rows of each page of everyone and returns whether reading on is still cheapest. */
  readonly isWorthwhile?: (rows: readonly LivePerson[]) => boolean;
}

/**
 * Returns the memberships of the organizations. Each list is whole. Throws the errors of the client. Scopes:
 * `read:organization_users` for member lists, `read:users` for everyone, and `read:organization_user_roles` for holders.
 */
export async function listMemberships(input: ListingInput, client: ReadClient): Promise<ListedMemberships> {
  const { reading, firstPage, roles } = input;
  const [chosen, everyone, holders] = await Promise.all([
    listEach(reading.memberLists, client),
    reading.everyone && firstPage !== null ? readEveryone(firstPage, input) : null,
    reading.roleLists
      ? Promise.all(roles.map(async (role) => [role.key, await client.listRoleHolders(role.id)] as const))
      : [],
  ]);
  const lists = [...chosen, ...(await listEach(findUntold(input, everyone, holders), client))];
  const members = everyone === null ? noMembers : groupByOrganization(everyone.rows, input);
  const grouped = reading.roleLists ? addRoles(members, indexHolders(holders)) : members;
  return {
    members: new Map([...grouped, ...lists.map(([code, { rows }]) => [code, rows] as const)]),
    people: everyone?.byKey ?? indexById(firstPage?.rows ?? []),
    isEveryone: everyone === null ? isWhole(firstPage) : everyone.unread === undefined,
    isCrowd: reading.everyone && everyone === null,
    isMadeOfPeople: everyone !== null && lists.length === 0,
    partlyRead: new Set(lists.flatMap(([code, { unread }]) => (unread === undefined ? [] : [code]))),
    sources: {
      ownLists: new Map(lists.map(([code, { pages }]) => [code, pages])),
      hasPagedPeople: everyone !== null && everyone.pages > 1,
      holderPages: new Map(holders.map(([key, { pages }]) => [key, pages])),
      movedHolders: new Map(),
      asked: new Set(),
    },
    reads: describeReads(input, { lists, everyone, holders }),
  };
}

type MemberList = readonly [code: string, list: Listing<LiveMember>];

function listEach(codes: readonly string[], client: ReadClient): Promise<readonly MemberList[]> {
  return Promise.all(codes.map(async (code) => [code, await client.listMembers(code)] as const));
}

/** Returns whether the first page is the whole list of people, and every row was parsed. */
export function isWhole(firstPage: FirstPage<LivePerson> | null): boolean {
  return firstPage?.readRemaining === null && firstPage.unread === undefined;
}

/**
 * Returns the organizations whose members the list of everyone does not show. The list was too long, a row has no
 * `organizations` field (an empty one is an answer), or a row can't be parsed.
 */
function findUntold(
  { reading, codes }: ListingInput,
  everyone: Listing<LivePerson> | null,
  holders: Holders,
): readonly string[] {
  const others = codes.filter((code) => !reading.memberLists.includes(code));
  if (everyone === null) return reading.everyone ? others : [];
  const open: readonly UnreadRow[] = [
    ...everyone.rows.filter(({ organizations }) => organizations === null),
    ...(everyone.unread ?? []),
    ...(holders.some(([, { unread }]) => unread !== undefined) ? [{ organizations: null }] : []),
  ];
  if (open.length === 0) return [];
  const isOpen = open.some(({ organizations }) => organizations === null);
  const named = new Set(open.flatMap(({ organizations }) => organizations ?? []));
  return isOpen ? others : others.filter((code) => named.has(code));
}

const noMembers: ReadonlyMap<string, readonly LivePerson[]> = new Map();

/** Returns people by organization code, for the organizations without a member list. */
function groupByOrganization(
  people: readonly LivePerson[],
  { reading, codes }: ListingInput,
): ReadonlyMap<string, readonly LivePerson[]> {
  const listed = new Set(reading.memberLists);
  const members = new Map<string, LivePerson[]>();
  for (const code of codes) if (!listed.has(code)) members.set(code, []);
  for (const person of people) {
    for (const code of person.organizations ?? []) members.get(code)?.push(person);
  }
  return members;
}

async function readEveryone(
  { rows, unread, readRemaining }: FirstPage<LivePerson>,
  { reading: { mostPages }, isWorthwhile }: ListingInput,
): Promise<KeyedListing<LivePerson> | null> {
  if (readRemaining !== null) {
    if (mostPages === undefined) return readRemaining();
    return readRemaining({ mostPages, ...(isWorthwhile === undefined ? {} : { isWorthwhile }) });
  }
  return { rows, byKey: indexById(rows), pages: 1, ...(unread === undefined ? {} : { unread }) };
}

function indexById(people: readonly LivePerson[]): ReadonlyMap<string, LivePerson> {
  return new Map(people.map((person) => [person.userId, person]));
}

type Holders = readonly (readonly [
  string,
  Listing<{ readonly userId: string; readonly organizations: readonly string[] }>,
])[];

function holdingKey(userId: string, code: string): string {
  return `${code} ${userId}`;
}

function indexHolders(holders: Holders): ReadonlyMap<string, readonly string[]> {
  const held = new Map<string, string[]>();
  for (const [key, { rows }] of holders) {
    for (const { userId, organizations } of rows) {
      for (const code of organizations) {
        const one = holdingKey(userId, code);
        const keys = held.get(one);
        if (keys === undefined) held.set(one, [key]);
        else if (!keys.includes(key)) keys.push(key);
      }
    }
  }
  for (const keys of held.values()) keys.sort();
  return held;
}

const noRoles: readonly string[] = [];

/** Adds the roles of each member. All memberships of a person without roles share one row, which saves memory. */
function addRoles(
  members: ReadonlyMap<string, readonly LivePerson[]>,
  rolesOf: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly LiveMember[]> {
  const plain = new Map<string, LiveMember>();
  const addTo = (code: string, { userId, email, fullName, isSuspended }: LivePerson): LiveMember => {
    const one = plain.get(userId) ?? { userId, email, fullName, roles: noRoles, isSuspended };
    plain.set(userId, one);
    const roles = rolesOf.get(holdingKey(userId, code));
    return roles === undefined ? one : { ...one, roles };
  };
  return new Map([...members].map(([code, people]) => [code, people.map((person) => addTo(code, person))]));
}

interface Read {
  readonly lists: readonly MemberList[];
  readonly everyone: Pick<Listing<LivePerson>, 'pages'> | null;
  readonly holders: Holders;
}

function describeReads(
  { reading, firstPage }: ListingInput,
  { lists, everyone, holders }: Read,
): readonly ListRead[] {
  const isGivenUp = reading.everyone && everyone === null;
  const reason = isGivenUp ? `more people than expected; ${reading.reason}` : reading.reason;
  const onePage = firstPage?.readRemaining === null ? [toRead('people', { pages: 1 })] : [];
  return [
    ...(everyone === null ? onePage : [toRead('people', everyone, reason)]),
    ...toReads('members', listingsOf(lists), reason),
    ...toReads('role holders', listingsOf(holders)),
  ];
}

function listingsOf<List>(lists: readonly (readonly [string, List])[]): readonly List[] {
  return lists.map(([, list]) => list);
}
