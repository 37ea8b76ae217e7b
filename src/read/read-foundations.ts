// The small lists that everything else rests on, each read once and only if the files need it.
import type { Listing, ReadClient } from '../model/client.js';
import type { DesiredState } from '../model/desired.js';
import { completeOrganizations } from '../kinds/complete-organizations.js';
import { managesRoles } from '../kinds/managed-roles.js';
import { matchOrganizations } from '../kinds/match-organizations.js';
import type { Foundations, ListRead, LiveOrganization } from '../model/live.js';

/**
 * Returns the environment, the organizations, and those of roles, feature flags and passkeys that the files name.
 * Takes one request for each, or more where a list has more than 500 entries. Throws what the client throws.
 */
export async function readFoundations(desired: DesiredState, client: ReadClient): Promise<Foundations> {
  const { featureFlags: flags, passkeys } = desired.environment;
  const [environment, organizations, roles, featureFlags, passkeyPolicy] = await Promise.all([
    client.getEnvironment(),
    listOrganizations(client),
    hasRoles(desired) ? client.listRoles() : null,
    flags.length > 0 ? client.listFeatureFlags() : null,
    passkeys === undefined ? null : client.getPasskeyPolicy(),
  ]);
  return {
    environment,
    organizations: await completeOrganizations(
      organizations.rows,
      findMeant(desired, organizations.rows),
      client,
    ),
    roles: roles?.rows ?? [],
    featureFlags: featureFlags?.rows ?? [],
    ...(passkeyPolicy === null ? {} : { passkeys: passkeyPolicy }),
    reads: [
      toRead('organizations', organizations),
      ...(roles === null ? [] : [toRead('roles', roles)]),
      ...(featureFlags === null ? [] : [toRead('feature flags', featureFlags)]),
    ],
  };
}

async function listOrganizations(client: ReadClient): Promise<Listing<LiveOrganization>> {
  const { rows, readRest } = await client.peekOrganizations();
  return readRest === null ? { rows, pages: 1 } : readRest();
}

function findMeant(
  { organizations }: DesiredState,
  listed: readonly LiveOrganization[],
): ReadonlySet<string> {
  const { matches } = matchOrganizations(organizations, listed);
  return new Set(matches.flatMap(({ live }) => (live === null ? [] : [live.code])));
}

function toRead(list: string, { pages }: { readonly pages: number }): ListRead {
  return { list, pages, complete: true };
}

/** Returns whether the files manage anybody's roles: only then is it worth knowing which there are. */
export function hasRoles({ organizations, safety }: DesiredState): boolean {
  return (
    safety.keepHolder.length > 0 ||
    organizations.some(({ members }) => members !== undefined && managesRoles(members))
  );
}
