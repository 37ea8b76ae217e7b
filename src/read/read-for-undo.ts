// Reads what an undo compares: the resources that the changes of the journal touch, by name where they have no code.
import type { LiveThings } from '../kinds/live-index.js';
import { completeOrganizations } from '../kinds/organization/complete-organizations.js';
import type { Touched } from '../kinds/touched.js';
import type { OrganizationRef } from '../model/change.js';
import type { ReadClient } from '../model/client.js';
import type { LiveMember, LivePerson } from '../model/live.js';
import { uniteRows } from './ask-again.js';
import type { ListedMemberships } from './list-memberships.js';
import { countHolders, readEntities, shareRoles, toEntityNeeds } from './read-entities.js';
import { readInvitations } from './read-invitations.js';
import { keepInvitations, readTouchedMembers, readTouchedValues } from './read-touched.js';
import { lookUpIds, nobody, lookUpPeople } from './look-up-people.js';
import { addShownAddresses, unitePeople } from './unite-people.js';

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
  const [organizations, settings, invited, touchedMembers, named, byId, roles, business] = await Promise.all([
    completeOrganizations(listed, completed, client, withDomains),
    readTouchedValues(touched, (ref) => liveCode(ref), client),
    readInvitations(inviting, client),
    readTouchedMembers({ touched: lists, leavers: [], staying: [], reads: [] }, client),
    lookUpPeople({ ...nothing, emails, ids: [] }, client),
    userIds.length === 0 ? nobody : lookUpIds(userIds.toSorted(), client),
    needsRoles ? client.listRoles() : null,
    readEntities(needs, client),
  ]);
  const found = unitePeople(new Map(), [...named.people, ...byId.people]);
  const { members, partlyRead } = await showHidden(touchedMembers, found, client);
  const people = addShownAddresses(found, members.values());
  const roleKeys = roles === null ? null : new Set(roles.rows.map(({ key }) => key));
  const { holders } = await countHolders(new Set(touched.roleHolders), roles?.rows ?? [], client);
  const { entities } = business;
  const things = { organizations, members, partlyRead, people, roleKeys, entities, roleHolders: holders };
  return { ...things, ...settings, ...keepInvitations(invited) };
}

/**
 * Returns the members with those whom a list of several pages skipped: their own row names the organization. Its list is then
 * read once more. If it lacks them again, it counts as partly read.
 */
async function showHidden(
  { members, partlyRead, sources }: Pick<ListedMemberships, 'members' | 'partlyRead' | 'sources'>,
  people: ReadonlyMap<string, LivePerson>,
  client: Pick<ReadClient, 'listMembers'>,
): Promise<Pick<ListedMemberships, 'members' | 'partlyRead'>> {
  const paged = [...members].filter(([code]) => (sources.ownLists.get(code) ?? 0) > 1);
  const isWhole = (code: string, list: readonly LiveMember[]): boolean => {
    const shown = new Set(list.map(({ userId }) => userId));
    return [...people.values()].every(
      ({ userId, organizations }) => shown.has(userId) || organizations?.includes(code) !== true,
    );
  };
  const again = await Promise.all(
    paged
      .filter(([code, list]) => !isWhole(code, list))
      .map(async ([code, list]) => [code, uniteRows(list, await client.listMembers(code))] as const),
  );
  const open = again.flatMap(([code, list]) => (isWhole(code, list) ? [] : [code]));
  return { members: new Map([...members, ...again]), partlyRead: new Set([...partlyRead, ...open]) };
}
