// Reads only the resources that changes touch: after writing, and before an undo.
import { chooseReadBack } from '../kinds/membership/choose-read-back.js';
import { completeOrganizations } from '../kinds/organization/complete-organizations.js';
import type { LiveThings } from '../kinds/live-index.js';
import type { Touched, TouchedMembers } from '../kinds/touched.js';
import type { OrganizationRef } from '../model/change.js';
import type { ReadClient } from '../model/client.js';
import type { ListRead, LiveOrganization } from '../model/live.js';
import { addValues, environmentCode } from '../model/values.js';
import { listMemberships } from './list-memberships.js';
import type { ListedMemberships } from './list-memberships.js';
import { countHolders, readEntities, shareRoles, toEntityNeeds } from './read-entities.js';
import { readValues } from './read-values.js';
import { lookUpIds, nobody, resolvePeople } from './resolve-people.js';

/** The live resources after writing. */
export interface ReadAgain {
  readonly things: LiveThings;
  /** Codes of the organizations whose own member list was read. */
  readonly ownLists: ReadonlySet<string>;
}

/**
 * Returns the live state of the written resources, without people by address and without the roles of the environment.
 * Every organization of `touched` has a code; `reads` are the lists that planning read. Throws the errors of the client.
 */
export async function readBack(
  touched: Touched,
  reads: readonly ListRead[],
  reader: ReadClient,
): Promise<ReadAgain> {
  const client = shareRoles(reader);
  const pages = reads.find(({ list }) => list === 'organizations')?.pages ?? 1;
  const codes = touched.organizations.flatMap(({ code }) => code ?? []);
  const [organizations, { entities }, settings, { members, partlyRead, ownLists }] = await Promise.all([
    readOrganizations(codes, pages, client),
    readEntities({ entities: toEntityNeeds(touched.entities) }, client),
    readTouchedValues(touched, ({ code }) => code, client),
    readMembers(touched.members, reads, client),
  ]);
  const others = { people: new Map(), roleKeys: null, entities, ...settings };
  const things = { organizations, members, partlyRead, ...others };
  return { things, ownLists };
}

/**
 * Returns the live state that decides whether changes can be undone: all organizations, members with their roles, people
 * and roles. An organization without a code is found by its name. Throws the errors of the client.
 */
export async function readForUndo(touched: Touched, reader: ReadClient): Promise<LiveThings> {
  const client = shareRoles(reader);
  const isNamed = touched.values.some(({ organization }) => organization !== null);
  const needsOrganizations = isNamed || touched.organizations.length + touched.members.length > 0;
  const listed = needsOrganizations ? (await client.listOrganizations()).rows : [];
  const known = new Map(listed.map(({ name, code }) => [name, code]));
  const codeOf = (ref: OrganizationRef): string | null => ref.code ?? known.get(ref.name) ?? null;
  const live = new Set(listed.map(({ code }) => code));
  const completed = new Set(touched.organizations.flatMap((ref) => codeOf(ref) ?? []));
  const liveCode = (ref: OrganizationRef): string | null => {
    const code = codeOf(ref);
    return code === null || !live.has(code) ? null : code;
  };
  const lists = touched.members.flatMap(({ organization }) => {
    const code = liveCode(organization);
    if (code === null) return [];
    return [{ organization: { ...organization, code }, needsRoles: true }];
  });
  const nothing = { members: new Map(), people: [], firstPage: null, everyone: 'always' as const };
  const { emails, userIds } = touched;
  const needsRoles = touched.roles.length + touched.roleHolders.length > 0;
  const needs = { entities: toEntityNeeds(touched.entities) };
  const [organizations, settings, { members, partlyRead }, named, byId, roles, business] = await Promise.all([
    completeOrganizations(listed, completed, client),
    readTouchedValues(touched, (ref) => liveCode(ref), client),
    readMembers(lists, [], client),
    resolvePeople({ ...nothing, emails, ids: [] }, client),
    userIds.length === 0 ? nobody : lookUpIds(userIds.toSorted(), client),
    needsRoles ? client.listRoles() : null,
    readEntities(needs, client),
  ]);
  const people = new Map([...named.people, ...byId.people].map((one) => [one.userId, one]));
  const roleKeys = roles === null ? null : new Set(roles.rows.map(({ key }) => key));
  const { holders } = await countHolders(new Set(touched.roleHolders), roles?.rows ?? [], client);
  const { entities } = business;
  return {
    organizations,
    members,
    partlyRead,
    people,
    roleKeys,
    entities,
    roleHolders: holders,
    ...settings,
  };
}

/** An organization without a code has no values yet. */
async function readTouchedValues(
  { values }: Touched,
  codeOf: (ref: OrganizationRef) => string | null,
  client: ReadClient,
): Promise<Pick<LiveThings, 'values'>> {
  const codes = new Map<string, Set<string>>();
  for (const { collection, organization } of values) {
    const code = organization === null ? environmentCode : codeOf(organization);
    if (code !== null) codes.set(collection, (codes.get(collection) ?? new Set()).add(code));
  }
  const needs = { values: codes };
  const [own, inherited] = await Promise.all([
    readValues(needs, 'organization', client),
    readValues(needs, 'environment', client),
  ]);
  return { values: addValues(own.values, inherited.values) };
}

/** Reads the organizations one by one if this takes fewer requests than the whole list. */
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
): Promise<Pick<ListedMemberships, 'members' | 'partlyRead'> & Pick<ReadAgain, 'ownLists'>> {
  const lists = touched.flatMap(({ organization: { code }, needsRoles }) =>
    code === null ? [] : [{ code, needsRoles }],
  );
  const { everyone, ownLists, roleLists } = chooseReadBack(lists, reads);
  const memberLists = ownLists.map(({ code }) => code);
  const [firstPage, roles] = await Promise.all([
    everyone ? client.readFirstUsers() : null,
    roleLists ? client.listRoles() : null,
  ]);
  const { members, partlyRead } = await listMemberships(
    {
      reading: { everyone, memberLists, roleLists, reason: 'read again' },
      codes: lists.map(({ code }) => code),
      roles: roles?.rows ?? [],
      firstPage,
    },
    client,
  );
  return { members, partlyRead, ownLists: new Set(memberLists) };
}
