// Reads the small lists that every later step needs, each once and only if the configuration needs it.
import type { ReadClient } from '../model/client.js';
import type { LiveOverview } from '../model/live.js';
import type { ReadNeeds } from '../model/read-needs.js';
import type { OpenReading } from './open-reading.js';
import { readEntities, shareRoles } from './read-entities.js';
import { readValues } from './read-values.js';
import { requireDefault } from './require-whole.js';
import { toRead } from './to-reads.js';

/**
 * Returns the environment, the organizations, and the needed roles, entities and values of the environment. Each takes one request
 * for every 500 entries. Throws the errors of the client, and `ApiError` (`incomplete-list`) if the list of
 * organizations lacks the default one.
 */
export async function readOverview(
  needs: Pick<ReadNeeds, 'roles' | 'entities' | 'values'>,
  reading: OpenReading,
  reader: ReadClient,
): Promise<LiveOverview> {
  const client = shareRoles(reader);
  const [environment, organizations, roles, business, { values, reads }] = await Promise.all([
    reading.environment,
    reading.organizations,
    needs.roles ? client.listRoles() : null,
    readEntities(needs, client),
    readValues(needs, 'environment', client),
  ]);
  requireDefault(organizations);
  return {
    environment,
    organizations: organizations.rows,
    unreadOrganizations: organizations.unread?.length ?? 0,
    roles: roles?.rows ?? [],
    values,
    ...(business.entities.size === 0 ? {} : { entities: business.entities }),
    reads: [
      toRead('organizations', organizations),
      ...(roles === null ? [] : [toRead('roles', roles)]),
      ...business.reads,
      ...reads,
    ],
  };
}
