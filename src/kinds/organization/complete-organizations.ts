// Kinde's list of organizations may leave out whether registrations are allowed. Whoever needs to know asks for the
// organization itself, and nobody else does.
import type { ReadClient } from '../../model/client.js';
import type { LiveOrganization } from '../../model/live.js';

/**
 * Returns the listed organizations, those with these codes whole. Takes one request for each of them of which the
 * list does not say whether registrations are allowed. Throws what the client throws.
 */
export async function completeOrganizations(
  listed: readonly LiveOrganization[],
  codes: ReadonlySet<string>,
  client: Pick<ReadClient, 'getOrganization'>,
): Promise<readonly LiveOrganization[]> {
  const open = listed.filter(
    ({ allowRegistrations, code }) => allowRegistrations === null && codes.has(code),
  );
  // What was made of the list goes on to hold for it.
  if (open.length === 0) return listed;
  const whole = new Map(
    await Promise.all(open.map(async ({ code }) => [code, await client.getOrganization(code)] as const)),
  );
  return listed.map((one) => whole.get(one.code) ?? one);
}
