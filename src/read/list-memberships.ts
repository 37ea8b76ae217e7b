// Carries out the chosen reading: lists of members, of everyone, of role holders, each to its end and only once.
import type { KeyedListing, Listing, Peek, ReadClient } from '../model/client.js';
import type { ListRead, LiveMember, LivePerson, LiveRole } from '../model/live.js';
import type { Reading } from './choose-reading.js';

export interface ListedMemberships {
  readonly members: ReadonlyMap<string, readonly LiveMember[]>;
  /** By user id. */
  readonly people: ReadonlyMap<string, LivePerson>;
  /** Whether `people` is everyone in the environment: an address not among them does not exist. */
  readonly isEveryone: boolean;
  /** Whether `members` was made of `people` alone. */
  readonly isMadeOfPeople: boolean;
  readonly reads: readonly ListRead[];
}

export interface ListingInput {
  readonly reading: Omit<Reading, 'requests'>;
  readonly codes: readonly string[];
  readonly roles: readonly LiveRole[];
  /** The first page of everyone, where it was looked at. */
  readonly peek: Peek<LivePerson> | null;
}

/** Returns the memberships of the organizations. Throws what the client throws: never a part of a list. */
export async function listMemberships(input: ListingInput, client: ReadClient): Promise<ListedMemberships> {
  const { reading, peek, roles } = input;
  const [lists, everyone, holders] = await Promise.all([
    Promise.all(reading.memberLists.map(async (code) => [code, await client.listMembers(code)] as const)),
    reading.everyone && peek !== null ? readEveryone(peek) : null,
    reading.roleLists
      ? Promise.all(roles.map(async (role) => [role.key, await client.listRoleHolders(role.id)] as const))
      : [],
  ]);
  const members = everyone === null ? noMembers : groupByOrganization(everyone.rows, input);
  const grouped = reading.roleLists ? addRoles(members, indexHolders(holders)) : members;
  return {
    members: new Map([...lists.map(([code, { rows }]) => [code, rows] as const), ...grouped]),
    people: everyone?.byKey ?? indexById(peek?.rows ?? []),
    isEveryone: everyone !== null || peek?.readRest === null,
    isMadeOfPeople: everyone !== null && lists.length === 0,
    reads: describeReads(input, { lists, everyone, holders }),
  };
}

const noMembers: ReadonlyMap<string, readonly LivePerson[]> = new Map();

/** Returns people by those of their organizations whose members no other list shows. */
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

async function readEveryone({ rows, readRest }: Peek<LivePerson>): Promise<KeyedListing<LivePerson>> {
  return readRest === null ? { rows, byKey: indexById(rows), pages: 1 } : readRest();
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

/** Gives each member the roles that they hold there; one row stands for somebody wherever they hold none. */
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
  readonly lists: readonly (readonly [string, Listing<LiveMember>])[];
  readonly everyone: Pick<Listing<LivePerson>, 'pages'> | null;
  readonly holders: Holders;
}

function describeReads(
  { reading, peek }: ListingInput,
  { lists, everyone, holders }: Read,
): readonly ListRead[] {
  const reads: ListRead[] = [];
  const { reason } = reading;
  if (everyone !== null) reads.push({ list: 'people', pages: everyone.pages, complete: true, reason });
  else if (peek?.readRest === null) reads.push({ list: 'people', pages: 1, complete: true });
  if (lists.length > 0)
    reads.push({ list: 'members', lists: lists.length, pages: sumPages(lists), complete: true, reason });
  if (holders.length > 0)
    reads.push({ list: 'role holders', lists: holders.length, pages: sumPages(holders), complete: true });
  return reads;
}

function sumPages(lists: readonly (readonly [string, { readonly pages: number }])[]): number {
  return lists.reduce((sum, [, { pages }]) => sum + pages, 0);
}
