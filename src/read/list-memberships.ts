// Carries out the chosen reading: lists of members, of everyone, of role holders, each to its end and only once.
import type { Listing, Peek, ReadClient } from '../model/client.js';
import type { ListRead, LiveMember, LivePerson, LiveRole } from '../model/live.js';
import type { Reading } from './choose-reading.js';

export interface ListedMemberships {
  readonly members: ReadonlyMap<string, readonly LiveMember[]>;
  readonly people: readonly LivePerson[];
  /** Whether `people` is everyone in the environment: an address not among them does not exist. */
  readonly isEveryone: boolean;
  /** Whether `members` was made of `people` alone. */
  readonly isMadeOfPeople: boolean;
  readonly reads: readonly ListRead[];
}

export interface ListingInput {
  readonly reading: Reading;
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
  const people = everyone?.rows ?? peek?.rows ?? [];
  const members = new Map<string, readonly LiveMember[]>(lists.map(([code, { rows }]) => [code, rows]));
  if (everyone !== null) {
    const rolesOf = reading.roleLists ? indexHolders(holders) : null;
    const lacking = input.codes.filter((code) => !members.has(code));
    for (const [code, list] of groupByOrganization(people, lacking, rolesOf)) members.set(code, list);
  }
  return {
    members,
    people,
    isEveryone: everyone !== null || peek?.readRest === null,
    isMadeOfPeople: everyone !== null && lists.length === 0,
    reads: describeReads(input, { lists, everyone, holders }),
  };
}

async function readEveryone({ rows, readRest }: Peek<LivePerson>): Promise<Listing<LivePerson>> {
  return readRest === null ? { rows, pages: 1 } : readRest();
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

function groupByOrganization(
  people: readonly LivePerson[],
  codes: readonly string[],
  rolesOf: ReadonlyMap<string, readonly string[]> | null,
): ReadonlyMap<string, readonly LiveMember[]> {
  const groups = new Map<string, LiveMember[]>(codes.map((code) => [code, []]));
  for (const person of people) {
    const { userId, email, fullName, organizations } = person;
    // One row stands for somebody wherever they hold no role.
    const plain = rolesOf === null ? person : { userId, email, fullName, roles: noRoles };
    for (const code of organizations ?? []) {
      const roles = rolesOf?.get(holdingKey(userId, code));
      groups.get(code)?.push(roles === undefined ? plain : { ...plain, roles });
    }
  }
  return groups;
}

interface Read {
  readonly lists: readonly (readonly [string, Listing<LiveMember>])[];
  readonly everyone: Listing<LivePerson> | null;
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
