// The small lists that everything else rests on, each read once and only if it is needed.
import type { ReadClient } from '../model/client.js';
import type { Foundations, ListRead } from '../model/live.js';
import type { ReadNeeds } from '../model/read-needs.js';
import type { OpenReading } from './open-reading.js';

/**
 * Returns the environment, the organizations, and those of roles, feature flags and passkeys that are needed.
 * Takes one request for each, or more where a list has more than 500 entries. Throws what the client throws.
 */
export async function readFoundations(
  needs: Pick<ReadNeeds, 'roles' | 'featureFlags' | 'passkeys'>,
  reading: OpenReading,
  client: ReadClient,
): Promise<Foundations> {
  const [environment, organizations, roles, featureFlags, passkeys] = await Promise.all([
    reading.environment,
    reading.organizations,
    needs.roles ? client.listRoles() : null,
    needs.featureFlags ? client.listFeatureFlags() : null,
    needs.passkeys ? client.getPasskeyPolicy() : null,
  ]);
  return {
    environment,
    organizations: organizations.rows,
    roles: roles?.rows ?? [],
    featureFlags: featureFlags?.rows ?? [],
    ...(passkeys === null ? {} : { passkeys }),
    reads: [
      toRead('organizations', organizations),
      ...(roles === null ? [] : [toRead('roles', roles)]),
      ...(featureFlags === null ? [] : [toRead('feature flags', featureFlags)]),
    ],
  };
}

function toRead(list: string, { pages }: { readonly pages: number }): ListRead {
  return { list, pages, complete: true };
}
