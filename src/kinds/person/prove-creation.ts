// Proves that a person comes from a creation whose answer was lost. Another person may have got the address meanwhile.
import type { ConfirmClient, DatedPerson } from '../../model/client.js';
import type { KnownTime } from '../../model/known-time.js';
import { ownersAmong } from './find-owner.js';

/**
 * Returns whether the person was created since the time before the request, and has its address alone. An unknown time proves
 * nothing.
 */
export function isNewSince({ createdOn, emails, hidesIdentities }: DatedPerson, since: KnownTime): boolean {
  if (since === null || createdOn === null || createdOn < since) return false;
  return emails.length === 1 && hidesIdentities !== true;
}

/**
 * Returns the addresses of the creations that are proven to have taken effect, given the time of each request. It looks each
 * address up (GET users). Throws the errors of the client.
 */
export async function proveCreations(
  requests: ReadonlyMap<string, KnownTime>,
  client: Pick<ConfirmClient, 'findPeople'>,
): Promise<ReadonlySet<string>> {
  const proven = await Promise.all(
    [...requests].map(async ([email, since]) => {
      const [found, ...others] = ownersAmong(await client.findPeople(email), email);
      return found !== undefined && others.length === 0 && isNewSince(found, since) ? [email] : [];
    }),
  );
  return new Set(proven.flat());
}
