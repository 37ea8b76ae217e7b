// Completes listed organizations. Kinde's list lacks the registration domains, and may lack the registration setting; each
// then takes a request for the organization itself.
import type { ReadClient } from '../../model/client.js';
import type { LiveOrganization } from '../../model/live.js';

const noCodes: ReadonlySet<string> = new Set();

/**
 * Returns the listed organizations, complete for these codes, and with registration domains for `withDomains`. Sends one
 * request (GET organization) for each code that lacks something. Throws what the client throws.
 */
export async function completeOrganizations(
  listed: readonly LiveOrganization[],
  codes: ReadonlySet<string>,
  client: Pick<ReadClient, 'getOrganization'>,
  withDomains: ReadonlySet<string> = noCodes,
): Promise<readonly LiveOrganization[]> {
  const open = listed.filter(
    ({ allowRegistrations, registrationDomains, code }) =>
      (allowRegistrations === null && codes.has(code)) ||
      (registrationDomains === undefined && withDomains.has(code)),
  );
  // The same list object keeps the indexes that were memoised for it.
  if (open.length === 0) return listed;
  const whole = new Map(
    await Promise.all(open.map(async ({ code }) => [code, await client.getOrganization(code)] as const)),
  );
  return listed.map((one) => {
    const found = whole.get(one.code);
    // The list has shown which organization is the default one, and the answer may lack that field.
    return found === undefined ? one : { ...found, isDefault: one.isDefault || found.isDefault };
  });
}
