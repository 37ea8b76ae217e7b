// Reads again what changes touch, and only that: after writing, and before an undo.
import { chooseRereading } from '../kinds/choose-rereading.js';
import { completeOrganizations } from '../kinds/complete-organizations.js';
import type { LiveThings } from '../kinds/live-index.js';
import type { Touched, TouchedMembers } from '../kinds/touched.js';
import type { ReadClient } from '../model/client.js';
import type { ListRead, LiveOrganization } from '../model/live.js';
import { listMemberships } from './list-memberships.js';
import { lookUpIds, nobody, resolvePeople } from './resolve-people.js';

export interface ReadAgain {
  readonly things: LiveThings;
  /** The organizations whose own member list was read. */
  readonly ownLists: ReadonlySet<string>;
}

/**
 * Returns what was written, as it is now: no person by address, and no roles beside those of members. Every organization
 * of `touched` has a code; `reads` are those that planning took. Throws what the client throws: never a part of a list.
 */
export async function readBack(
  touched: Touched,
  reads: readonly ListRead[],
  client: ReadClient,
): Promise<ReadAgain> {
  const pages = reads.find(({ list }) => list === 'organizations')?.pages ?? 1;
  const codes = touched.organizations.flatMap(({ code }) => code ?? []);
  const [organizations, settings, { members, ownLists }] = await Promise.all([
    readOrganizations(codes, pages, client),
    readSettings(touched, client),
    readMembers(touched.members, reads, client),
  ]);
  const things = { organizations, members, people: new Map(), roleKeys: null, ...settings };
  return { things, ownLists };
}

/**
 * Returns everything that decides whether changes can be taken back: all organizations, members with their roles, people
 * and roles. An organization without a code is found by its name. Throws what the client throws.
 */
export async function readForUndo(touched: Touched, client: ReadClient): Promise<LiveThings> {
  const needsOrganizations = touched.organizations.length + touched.members.length > 0;
  const listed = needsOrganizations ? (await client.listOrganizations()).rows : [];
  const known = new Map(listed.map(({ name, code }) => [name, code]));
  const codeOf = (ref: { readonly code: string | null; readonly name: string }): string | null =>
    ref.code ?? known.get(ref.name) ?? null;
  const live = new Set(listed.map(({ code }) => code));
  const doors = new Set(touched.organizations.flatMap((ref) => codeOf(ref) ?? []));
  const lists = touched.members.flatMap(({ organization }) => {
    const code = codeOf(organization);
    if (code === null || !live.has(code)) return [];
    return [{ organization: { ...organization, code }, needsRoles: true }];
  });
  const nothing = { members: new Map(), people: [], peek: null };
  const { emails, userIds } = touched;
  const [organizations, settings, { members }, named, byId, roles] = await Promise.all([
    completeOrganizations(listed, doors, client),
    readSettings(touched, client),
    readMembers(lists, [], client),
    resolvePeople({ ...nothing, emails, ids: [] }, client),
    userIds.length === 0 ? nobody : lookUpIds(userIds.toSorted(), client),
    touched.roles.length === 0 ? null : client.listRoles(),
  ]);
  const people = new Map([...named.people, ...byId.people].map((one) => [one.userId, one]));
  const roleKeys = roles === null ? null : new Set(roles.rows.map(({ key }) => key));
  return { organizations, members, people, roleKeys, ...settings };
}

async function readSettings(
  { settings }: Touched,
  client: ReadClient,
): Promise<Pick<LiveThings, 'passkeys' | 'featureFlags'>> {
  const [passkeys, flags] = await Promise.all([
    settings.includes('passkeys') ? client.getPasskeyPolicy() : null,
    settings.includes('featureFlags') ? client.listFeatureFlags() : null,
  ]);
  return { passkeys, featureFlags: flags?.rows ?? [] };
}

/** One by one while that takes fewer requests than the whole list. */
async function readOrganizations(
  codes: readonly string[],
  pages: number,
  client: ReadClient,
): Promise<readonly LiveOrganization[]> {
  if (codes.length < pages) return Promise.all(codes.map((code) => client.getOrganization(code)));
  if (codes.length === 0) return [];
  const { rows } = await client.listOrganizations();
  return completeOrganizations(rows, new Set(codes), client);
}

async function readMembers(
  touched: readonly TouchedMembers[],
  reads: readonly ListRead[],
  client: ReadClient,
): Promise<Pick<LiveThings, 'members'> & Pick<ReadAgain, 'ownLists'>> {
  const lists = touched.flatMap(({ organization: { code }, needsRoles }) =>
    code === null ? [] : [{ code, needsRoles }],
  );
  const { everyone, ownLists, roleLists } = chooseRereading(lists, reads);
  const memberLists = ownLists.map(({ code }) => code);
  const [peek, roles] = await Promise.all([
    everyone ? client.peekUsers() : null,
    roleLists ? client.listRoles() : null,
  ]);
  const { members } = await listMemberships(
    {
      reading: { everyone, memberLists, roleLists, reason: 'read again' },
      codes: lists.map(({ code }) => code),
      roles: roles?.rows ?? [],
      peek,
    },
    client,
  );
  return { members, ownLists: new Set(memberLists) };
}
