// Indexes the pending invitations of an organization by address.
import { compareText } from '../../model/text/compare-text.js';
import { normalizeEmail } from '../../model/email.js';
import { groupBy } from '../../model/group-by.js';
import type { LiveInvitation } from '../../model/invitation.js';

/**
 * Returns the pending invitations by normalized address, sorted by it. One address may have several, since Kinde may tell
 * capitals apart. An invitation without an address is left out, because it can't be matched.
 */
export function listPending(
  invitations: readonly LiveInvitation[],
): ReadonlyMap<string, readonly LiveInvitation[]> {
  const addressed = invitations.filter(({ email }) => email !== null);
  const byEmail = groupBy(addressed, ({ email }) => normalizeEmail(email ?? ''));
  return new Map([...byEmail].sort(([one], [other]) => compareText(one, other)));
}

/** Returns the roles that the invitations give together, sorted. */
export function rolesOf(invitations: readonly LiveInvitation[]): readonly string[] {
  return [...new Set(invitations.flatMap(({ roles }) => roles))].sort();
}
