// Completes listed organizations. Kinde's list may lack the registration setting, which then takes a request for the
// organization itself.
import type { ReadClient } from '../../model/client.js';
import type { LiveOrganization } from '../../model/live.js';

/**
 * Returns the listed organizations, complete for these codes. Sends one request (GET organization) for each of these
 * codes whose registration setting the list lacks. Throws what the client throws.
 */
export async function completeOrganizations(
  listed: readonly LiveOrganization[],
  codes: ReadonlySet<string>,
  client: Pick<ReadClient, 'getOrganization'>,
): Promise<readonly LiveOrganization[]> {
  const open = listed.filter(
    ({ allowRegistrations, code }) => allowRegistrations === null && codes.has(code),
  );
  // The same list object keeps the indexes that were memoised for it.
  if (open.length === 0) return listed;
  const whole = new Map(
    await Promise.all(open.map(async ({ code }) => [code, await client.getOrganization(code)] as const)),
  );
  return listed.map((one) => whole.get(one.code) ?? one);
}
