// The notice `absence-not-proven`: an address is taken for new although somebody may have it in a spelling, or beside a
// preferred one, that Kinde's filter does not see. Apply finds out when it creates the person.
import type { CreateUser } from '../../model/change.js';
import { nameSome } from '../../model/name-some.js';
import type { Notice } from '../../model/notice.js';

/** How many addresses the notice names. */
const mostNamed = 10;

/** Returns one notice for all of them, or none. */
export function notifyUnproven(
  created: readonly CreateUser[],
  unproven: ReadonlySet<string>,
): readonly Notice[] {
  const emails = created.flatMap(({ email }) => (unproven.has(email) ? [email] : []));
  if (emails.length === 0) return [];
  const message = `Kinde shows nobody with ${nameSome(emails.toSorted(), mostNamed)}, and does not say that it looks at every address of everyone. Apply creates ${emails.length === 1 ? 'this person' : 'these people'}; whoever turns out to have the address already is added instead.`;
  return [{ code: 'absence-not-proven', message }];
}
