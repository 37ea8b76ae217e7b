// The notice `absence-not-proven`: an address counts as new, but Kinde's filter may miss other spellings and addresses beside the
// preferred one.
import { nameSome } from '../../model/text/name-some.js';
import type { Notice } from '../../model/notice.js';

/** The number of addresses that the notice names. */
const mostNamed = 10;

/** Returns one notice for the addresses without a proof; `describeNext` says what an apply does with `this person`. */
export function notifyUnproven(
  people: readonly { readonly email: string }[],
  unproven: ReadonlySet<string>,
  describeNext: (them: string) => string,
): readonly Notice[] {
  const emails = [...new Set(people.map(({ email }) => email))].filter((email) => unproven.has(email));
  if (emails.length === 0) return [];
  const next = describeNext(emails.length === 1 ? 'this person' : 'these people');
  const message = `Kinde found no one with ${nameSome(emails.sort(), mostNamed)}, but this does not prove that no one has the address. ${next}`;
  return [{ code: 'absence-not-proven', message }];
}
