// The notices about people in a plan: new people who may be existing ones, and people who can't sign in.
import type { CreateUser } from '../../model/change.js';
import type { Comparison } from '../../model/comparison.js';
import { nameSome } from '../../model/name-some.js';
import type { Notice } from '../../model/notice.js';
import { notifyAddressChanges } from './notify-address-changes.js';
import { notifySimilarPeople } from './notify-similar-people.js';
import { notifySuspended } from './notify-suspended.js';

/** The number of addresses that `absence-not-proven` names. */
const mostNamed = 10;

/** Returns every notice about the listed people. `created` are the people whom the plan creates. */
export function notifyPeople(created: readonly CreateUser[], comparison: Comparison): readonly Notice[] {
  return [
    ...notifyUnproven(created, comparison.live.doubts.absent),
    ...notifyAddressChanges(created, comparison),
    ...notifySimilarPeople(created, comparison),
    ...notifySuspended(comparison),
  ];
}

/**
 * The notice `absence-not-proven`: an address counts as new, but Kinde's filter may miss other spellings and addresses
 * beside the preferred one. Apply learns whether it is in use when it creates the person.
 */
function notifyUnproven(created: readonly CreateUser[], unproven: ReadonlySet<string>): readonly Notice[] {
  const emails = created.flatMap(({ email }) => (unproven.has(email) ? [email] : []));
  if (emails.length === 0) return [];
  const message = `Kinde found no one with ${nameSome(emails.toSorted(), mostNamed)}, but this is no proof that no one has the address. Apply creates ${emails.length === 1 ? 'this person' : 'these people'}, or adds the person who turns out to have the address.`;
  return [{ code: 'absence-not-proven', message }];
}
