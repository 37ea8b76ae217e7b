// Reads who has access, with times, for the report: everyone once and the members of each organization, since only
// member lists tell when somebody joined. It must never take a list that broke off for a short one.
import { completeOrganizations } from '../kinds/organization/complete-organizations.js';
import type { AccessClient, AccessMember, AccessPerson } from '../model/access.js';
import type { Listing, ReadClient } from '../model/client.js';
import type { ListRead, LiveOrganization } from '../model/live.js';

export interface AccessFacts {
  /** Those that are reported on, with their registrations. */
  readonly organizations: readonly LiveOrganization[];
  /** By organization code; one that nobody is in has an empty list. */
  readonly members: ReadonlyMap<string, readonly AccessMember[]>;
  readonly people: readonly AccessPerson[];
  readonly reads: readonly ListRead[];
}

export interface ReadAccessOptions {
  readonly client: Pick<ReadClient, 'getOrganization'> & AccessClient;
  /** Whether everybody is reported on; else only the members of the organizations. */
  readonly isWhole: boolean;
  /** Told how many lists are left to read. */
  readonly onReading: (lists: number) => void;
}

/**
 * Returns the facts of the report. Takes a request for each 500 people of the environment and one for each 500
 * members of each organization that anybody is in; for some organizations only, one for each 500 members and one for
 * about each 100. Throws what the client throws.
 */
export async function readAccess(
  listed: readonly LiveOrganization[],
  { client, isWhole, onReading }: ReadAccessOptions,
): Promise<AccessFacts> {
  const everyone = isWhole ? await client.listAccessPeople() : null;
  const inhabited = everyone === null ? null : findInhabited(everyone.rows);
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
      { list: 'people', pages: people.pages, complete: true },
      {
        list: 'members',
        lists: lists.length,
        pages: lists.reduce((sum, [, { pages }]) => sum + pages, 0),
        complete: true,
      },
    ],
  };
}

/** Null where Kinde leaves somebody's organizations out: then no list can be spared. */
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
