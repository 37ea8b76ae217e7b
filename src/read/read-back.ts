// Reads back what an apply wrote: only the resources that the changes touch, in the fewest requests.
import type { LiveThings } from '../kinds/live-index.js';
import { completeOrganizations } from '../kinds/organization/complete-organizations.js';
import type { Touched } from '../kinds/touched.js';
import type { ReadClient } from '../model/client.js';
import type { ListedPeople } from '../model/listed-people.js';
import type { ListRead, LiveOrganization } from '../model/live.js';
import { readEntities, shareRoles, toEntityNeeds } from './read-entities.js';
import { readInvitations } from './read-invitations.js';
import { keepInvitations, readTouchedMembers, readTouchedValues } from './read-touched.js';

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
      readTouchedMembers({ touched: touched.members, leavers: touched.leavers, staying, reads }, client),
    ]);
  const others = { people, roleKeys: null, entities, ...settings, ...keepInvitations(invited) };
  const things = { organizations, members, partlyRead, ...others };
  return { things, ownLists };
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
