// Reads only the resources that changes touch: after writing, and before an undo.
import { chooseReadBack } from '../kinds/membership/choose-read-back.js';
import { completeOrganizations } from '../kinds/organization/complete-organizations.js';
import type { LiveThings } from '../kinds/live-index.js';
import type { Touched, TouchedMembers } from '../kinds/touched.js';
import type { OrganizationRef } from '../model/change.js';
import type { ReadClient } from '../model/client.js';
import type { ListedPeople } from '../model/listed-people.js';
import type { ListRead, LiveOrganization, LivePerson } from '../model/live.js';
import { addValues, environmentCode } from '../model/values.js';
import { listMemberships } from './list-memberships.js';
import type { ListedMemberships } from './list-memberships.js';
import { countHolders, readEntities, shareRoles, toEntityNeeds } from './read-entities.js';
import { readInvitations } from './read-invitations.js';
import type { ReadInvitations } from './read-invitations.js';
import { readValues } from './read-values.js';
import { lookUpIds, nobody, resolvePeople } from './resolve-people.js';

/** The live resources after writing. */
export interface ReadAgain {
  readonly things: LiveThings;
  /** Codes of the organizations whose own member list was read. */
  readonly ownLists: ReadonlySet<string>;
}

/** The resources to read after writing. */
export interface ReadBackInput {
  /** The written resources. Each organization has a code. */
  readonly touched: Touched;
  /** People who must still be members of organizations, also of those that were not written. */
  readonly staying: readonly ListedPeople[];
  /** The lists that planning read. */
  readonly reads: readonly ListRead[];
}

/**
 * Returns the live state of the written resources, without people by address and without the roles of the environment. The
 * staying people whose member list is not read are looked up by id. Throws the errors of the client.
 */
export async function readBack(
  { touched, staying, reads }: ReadBackInput,
  reader: ReadClient,
): Promise<ReadAgain> {
  const client = shareRoles(reader);
  const pages = reads.find(({ list }) => list === 'organizations')?.pages ?? 1;
  const codes = touched.organizations.flatMap(({ code }) => code ?? []);
  const withDomains = touched.withDomains.flatMap(({ code }) => code ?? []);
  const invitingCodes = touched.invitations.flatMap(({ code }) => code ?? []);
  const [organizations, { entities }, settings, invited, { members, partlyRead, ownLists, people }] =
    await Promise.all([
      readOrganizations(codes, withDomains, { pages, client }),
      readEntities({ entities: toEntityNeeds(touched.entities) }, client),
      readTouchedValues(touched, ({ code }) => code, client),
      readInvitations(invitingCodes, client),
      readMembers({ touched: touched.members, leavers: touched.leavers, staying, reads }, client),
    ]);
  const others = { people, roleKeys: null, entities, ...settings, ...keepInvitations(invited) };
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
  const refs = touched.organizations.length + touched.members.length + touched.invitations.length;
  const needsOrganizations = isNamed || refs > 0;
  const listed = needsOrganizations ? (await client.listOrganizations()).rows : [];
  const known = new Map(listed.map(({ name, code }) => [name, code]));
  const codeOf = (ref: OrganizationRef): string | null => ref.code ?? known.get(ref.name) ?? null;
  const live = new Set(listed.map(({ code }) => code));
  const completed = new Set(touched.organizations.flatMap((ref) => codeOf(ref) ?? []));
  const withDomains = new Set(touched.withDomains.flatMap((ref) => codeOf(ref) ?? []));
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
  const inviting = touched.invitations.flatMap((ref) => liveCode(ref) ?? []);
  const [organizations, settings, invited, { members, partlyRead }, named, byId, roles, business] =
    await Promise.all([
      completeOrganizations(listed, completed, client, withDomains),
      readTouchedValues(touched, (ref) => liveCode(ref), client),
      readInvitations(inviting, client),
      readMembers({ touched: lists, leavers: [], staying: [], reads: [] }, client),
      resolvePeople({ ...nothing, emails, ids: [] }, client),
      userIds.length === 0 ? nobody : lookUpIds(userIds.toSorted(), client),
      needsRoles ? client.listRoles() : null,
      readEntities(needs, client),
    ]);
  const people = new Map([...named.people, ...byId.people].map((one) => [one.userId, one]));
  const roleKeys = roles === null ? null : new Set(roles.rows.map(({ key }) => key));
  const { holders } = await countHolders(new Set(touched.roleHolders), roles?.rows ?? [], client);
  const { entities } = business;
  const things = { organizations, members, partlyRead, people, roleKeys, entities, roleHolders: holders };
  return { ...things, ...settings, ...keepInvitations(invited) };
}

function keepInvitations({ invitations }: ReadInvitations): Pick<LiveThings, 'invitations'> {
  return invitations === undefined ? {} : { invitations };
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

/** Reads the organizations one by one if this takes fewer requests than the whole list, which lacks registration domains. */
async function readOrganizations(
  codes: readonly string[],
  withDomains: readonly string[],
  { pages, client }: { readonly pages: number; readonly client: ReadClient },
): Promise<readonly LiveOrganization[]> {
  if (codes.length < pages + withDomains.length)
    return Promise.all(codes.map((code) => client.getOrganization(code)));
  if (codes.length === 0) return [];
  const { rows } = await client.listOrganizations();
  return completeOrganizations(rows, new Set(codes), client, new Set(withDomains));
}

interface MembersInput extends Pick<ReadBackInput, 'staying' | 'reads'> {
  readonly touched: readonly TouchedMembers[];
  /** The user ids of people whose organizations are needed. */
  readonly leavers: readonly string[];
}

type MembersAgain = Pick<ListedMemberships, 'members' | 'partlyRead'> &
  Pick<ReadAgain, 'ownLists'> & { readonly people: LiveThings['people'] };

async function readMembers(
  { touched, leavers, staying, reads }: MembersInput,
  client: ReadClient,
): Promise<MembersAgain> {
  const lists = touched.flatMap(({ organization: { code }, needsRoles }) =>
    code === null ? [] : [{ code, needsRoles }],
  );
  const { everyone, ownLists, roleLists } = chooseReadBack(lists, reads);
  const memberLists = ownLists.map(({ code }) => code);
  const codes = lists.map(({ code }) => code);
  const read = new Set(codes);
  const unlisted = staying.filter(({ organization: { code } }) => !read.has(code));
  const [firstPage, roles, lookedUp] = await Promise.all([
    everyone ? client.readFirstUsers() : null,
    roleLists ? client.listRoles() : null,
    lookUpPeople([...leavers, ...(everyone ? [] : listIds(unlisted))], client),
  ]);
  const { members, partlyRead } = await listMemberships(
    {
      reading: { everyone, memberLists, roleLists, reason: 'read again' },
      // The list of everyone shows the members of the other organizations, too.
      codes: everyone ? [...codes, ...unlisted.map(({ organization: { code } }) => code)] : codes,
      roles: roles?.rows ?? [],
      firstPage,
    },
    client,
  );
  const people = new Map(lookedUp.map((one) => [one.userId, one]));
  return { members, partlyRead, ownLists: new Set(memberLists), people };
}

function listIds(staying: readonly ListedPeople[]): readonly string[] {
  return staying.flatMap(({ people }) => [...people.keys()]);
}

async function lookUpPeople(ids: readonly string[], client: ReadClient): Promise<readonly LivePerson[]> {
  const unlike = [...new Set(ids)].sort();
  return unlike.length === 0 ? [] : (await lookUpIds(unlike, client)).people;
}
