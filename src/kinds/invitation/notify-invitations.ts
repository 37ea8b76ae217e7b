// The notices about invitations.
import type { OrganizationRef } from '../../model/change.js';
import type { OrganizationPair } from '../../model/comparison.js';
import { countNoun } from '../../model/text/count-noun.js';
import type { Notice } from '../../model/notice.js';
import { formatPlace } from '../../model/place.js';

/** Returns the roles as text. */
export function describeRoles(roles: readonly string[]): string {
  return roles.length === 0 ? 'no roles' : roles.join(', ');
}

/** A pending invitation with other roles than the file's. */
interface Difference {
  readonly organization: OrganizationRef;
  readonly email: string;
  /** The roles that the invitation gives, as text. */
  readonly given: string;
  readonly wanted: string;
  readonly source: string;
}

/** Returns `invitation-differs`. */
export function notifyDiffering({ organization, email, given, wanted, source }: Difference): Notice {
  const message = `The pending invitation of ${email} into ${organization.name} gives ${given}; the file says ${wanted}. Kinde can't change an invitation: the roles are set once it is accepted. To send one with these roles, revoke this one in Kinde's dashboard; the next apply sends it.`;
  return { code: 'invitation-differs', message, organization, email, source };
}

/** Returns the notice about a pending invitation that is not listed and stays. */
export function notifyProtected({ ref, desired }: OrganizationPair, email: string): Notice {
  const message = `${email} is invited into ${ref.name} and not in the files. The invitation stays, because safety.protect protects them.`;
  return {
    code: 'protected-member',
    message,
    organization: ref,
    email,
    source: formatPlace(desired.place),
  };
}

/** Returns `invite-into-closed` if invited people can't join: registrations stay closed for them, too. */
export function notifyClosed({ ref, live, desired }: OrganizationPair, count: number): readonly Notice[] {
  // A new organization is created with registrations closed.
  const isLiveOpen = live === null ? false : live.allowRegistrations;
  if (count === 0 || (desired.allowRegistrations?.value ?? isLiveOpen) !== false) return [];
  const who = countNoun(count, 'invited person', 'invited people');
  const message = `${ref.name} has registrations closed, which also applies to ${who}: Kinde may not let them join. Set allowRegistrations: true until they have joined.`;
  const source = formatPlace(desired.allowRegistrations?.place ?? desired.place);
  return [{ code: 'invite-into-closed', message, organization: ref, source }];
}

/** Returns for `absence-not-proven` what an apply does with the invited people. */
export function describeInvite(them: string): string {
  return `Apply invites ${them}. If Kinde refuses because someone has the address, list that person by id.`;
}
