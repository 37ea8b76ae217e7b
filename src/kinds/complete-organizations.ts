// Kinde's list of organizations may leave out whether registrations are allowed. Whoever needs to know asks for the
// organization itself, and nobody else does.
import type { ReadClient } from '../model/client.js';
import type { LiveOrganization } from '../model/live.js';

/**
 * Returns the listed organizations, those with these codes whole. Takes one request for each of them of which the
 * list does not say whether registrations are allowed. Throws what the client throws.
 */
export async function completeOrganizations(
  listed: readonly LiveOrganization[],
  codes: ReadonlySet<string>,
  client: Pick<ReadClient, 'getOrganization'>,
): Promise<readonly LiveOrganization[]> {
  return Promise.all(
    listed.map(async (one) =>
      one.allowRegistrations === null && codes.has(one.code) ? client.getOrganization(one.code) : one,
    ),
  );
}
