// Reads the members and values that changes touch, for reading back and for an undo.
import type { LiveThings } from '../kinds/live-index.js';
import { chooseReadBack } from '../kinds/membership/choose-read-back.js';
import type { Touched, TouchedMembers } from '../kinds/touched.js';
import type { OrganizationRef } from '../model/change.js';
import type { ReadClient } from '../model/client.js';
import type { ListedPeople } from '../model/listed-people.js';
import type { ListRead, LivePerson } from '../model/live.js';
import { addValues, environmentCode } from '../model/values.js';
import { listMemberships } from './list-memberships.js';
import type { ListedMemberships } from './list-memberships.js';
import type { ReadInvitations } from './read-invitations.js';
import { readValues } from './read-values.js';
import { lookUpIds } from './look-up-people.js';

/** The member lists to read, and the people to look up. */
export interface TouchedMembersInput {
  /** People who must still be members of organizations, also of those that were not written. */
  readonly staying: readonly ListedPeople[];
  /** The lists that planning read. */
  readonly reads: readonly ListRead[];
  readonly touched: readonly TouchedMembers[];
  /** The user ids of people whose organizations are needed. */
  readonly leavers: readonly string[];
}

interface TouchedMemberships
  extends Pick<ListedMemberships, 'members' | 'partlyRead' | 'sources'>, Pick<LiveThings, 'people'> {
  /** Codes of the organizations whose own member list was read. */
  readonly ownLists: ReadonlySet<string>;
}

/** Returns the members of the touched organizations, read by the lists that take the fewest requests. */
export async function readTouchedMembers(
  { touched, leavers, staying, reads }: TouchedMembersInput,
  client: ReadClient,
): Promise<TouchedMemberships> {
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
    lookUpOnce([...leavers, ...(everyone ? [] : listIds(unlisted))], client),
  ]);
  const { members, partlyRead, sources } = await listMemberships(
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
  return { members, partlyRead, sources, ownLists: new Set(memberLists), people };
}

function listIds(staying: readonly ListedPeople[]): readonly string[] {
  return staying.flatMap(({ people }) => [...people.keys()]);
}

async function lookUpOnce(ids: readonly string[], client: ReadClient): Promise<readonly LivePerson[]> {
  const unlike = [...new Set(ids)].sort();
  return unlike.length === 0 ? [] : (await lookUpIds(unlike, client)).people;
}

/** Returns the touched values. An organization without a code has none yet. */
export async function readTouchedValues(
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

/** Returns the invitations, if they were read. */
export function keepInvitations({ invitations }: ReadInvitations): Pick<LiveThings, 'invitations'> {
  return invitations === undefined ? {} : { invitations };
}
