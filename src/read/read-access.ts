// Reads people and memberships with their times for the access report. Only member lists show when a person joined, so
// everyone and the members of each organization are read. An incomplete list is an error.
import { completeOrganizations } from '../kinds/organization/complete-organizations.js';
import type { AccessClient, AccessMember, AccessPerson } from '../model/access.js';
import type { Listing, ReadClient } from '../model/client.js';
import type { ListRead, LiveOrganization } from '../model/live.js';
import { sumPages, toRead } from './to-reads.js';

/** The live state that the report is built from. */
export interface AccessFacts {
  /** The reported organizations, with their registrations. */
  readonly organizations: readonly LiveOrganization[];
  /** By organization code. An organization without members has an empty list. */
  readonly members: ReadonlyMap<string, readonly AccessMember[]>;
  readonly people: readonly AccessPerson[];
  readonly reads: readonly ListRead[];
}

/** The client, and the extent of the report. */
export interface ReadAccessOptions {
  readonly client: Pick<ReadClient, 'getOrganization'> & AccessClient;
  /** Whether the report covers everyone; else only the members of the organizations. */
  readonly isWhole: boolean;
  /** Takes the number of member lists that are left to read. */
  readonly onReading: (lists: number) => void;
}

/**
 * Returns the facts of the report. A whole report takes one request for each 500 people, and one for each 500 members of
 * each organization. If one page shows everyone, organizations without members take none. A report on some organizations
 * takes one request for each 500 of their members, and one for each 100 people. Throws the errors of the client.
 */
export async function readAccess(
  listed: readonly LiveOrganization[],
  { client, isWhole, onReading }: ReadAccessOptions,
): Promise<AccessFacts> {
  const everyone = isWhole ? await client.listAccessPeople() : null;
  // A list of several pages may lack the only member of an organization, so none of them counts as empty.
  const inhabited = everyone === null || everyone.pages > 1 ? null : findInhabited(everyone.rows);
  const codes = listed.map(({ code }) => code);
  const asked = codes.filter((code) => inhabited === null || inhabited.has(code));
  onReading(asked.length);
  const [organizations, lists] = await Promise.all([
    completeOrganizations(listed, new Set(codes), client),
    Promise.all(asked.map(async (code) => [code, await client.listAccessMembers(code)] as const)),
  ]);
  const people = everyone ?? (await client.findAccessPeople(listIds(lists.map(([, list]) => list))));
  const found = new Map(lists.map(([code, { rows }]) => [code, rows]));
  return {
    organizations,
    members: new Map(codes.map((code) => [code, found.get(code) ?? []])),
    people: people.rows,
    reads: [
      toRead('people', people),
      {
        list: 'members',
        lists: lists.length,
        pages: sumPages(lists.map(([, list]) => list)),
        complete: true,
      },
    ],
  };
}

/** Returns the codes of organizations with members; null if Kinde omits the organizations of a person. */
function findInhabited(people: readonly AccessPerson[]): ReadonlySet<string> | null {
  const codes = new Set<string>();
  for (const { organizations } of people) {
    if (organizations === null) return null;
    for (const code of organizations) codes.add(code);
  }
  return codes;
}

function listIds(lists: readonly Listing<AccessMember>[]): readonly string[] {
  return [...new Set(lists.flatMap(({ rows }) => rows.map(({ userId }) => userId)))];
}
