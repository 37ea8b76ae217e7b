// The notice `absence-not-proven`: an address counts as new, but Kinde's filter may miss other spellings and addresses
// beside the preferred one. Apply learns whether it is in use when it creates the person.
import type { CreateUser } from '../../model/change.js';
import { nameSome } from '../../model/name-some.js';
import type { Notice } from '../../model/notice.js';

/** How many addresses the notice names. */
const mostNamed = 10;

/** Returns one notice for all unproven addresses, or none. */
export function notifyUnproven(
  created: readonly CreateUser[],
  unproven: ReadonlySet<string>,
): readonly Notice[] {
  const emails = created.flatMap(({ email }) => (unproven.has(email) ? [email] : []));
  if (emails.length === 0) return [];
  const message = `Kinde found no one with ${nameSome(emails.toSorted(), mostNamed)}, but this is no proof that no one has the address. Apply creates ${emails.length === 1 ? 'this person' : 'these people'}, or adds the person who turns out to have the address.`;
  return [{ code: 'absence-not-proven', message }];
}
