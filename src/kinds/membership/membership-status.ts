// The status of membership changes in Kinde: done, by this run or by hand, or in conflict with another change.
import type { AddMember, OrganizationRef, RemoveMember } from '../../model/change.js';
import { normalizeEmail } from '../../model/email.js';
import type { KnownIds } from '../kind.js';
import type { LiveIndex } from '../live-index.js';
import { conflict, done, partial, pending } from '../status.js';
import type { Status } from '../status.js';
import { hasExactly } from './held-roles.js';

/** Returns the status of an addition. It is `partial` if the member holds only a part of the planned roles. */
export function statusOfAddition(change: AddMember, live: LiveIndex, ids: KnownIds): Status {
  const { organization, email, roles } = change;
  const code = ids.codeOf(organization);
  const userId = ids.userIdOf(change);
  const who = email ?? userId ?? 'the person';
  const member = live.member(code, userId);
  if (member !== undefined) {
    if (roles === undefined || hasExactly(member.roles, roles)) return done;
    const held = member.roles ?? [];
    if (member.roles !== null && held.every((key) => roles.includes(key))) return partial;
    return conflict(`${who} is now in ${organization.name}, with the roles ${held.join(', ') || 'none'}.`);
  }
  const missing = (roles ?? []).find((key) => !live.mayHaveRole(key));
  if (missing !== undefined) return conflict(`Kinde no longer has the role "${missing}".`);
  if (code === null || userId === null) return pending;
  if (live.membersOf(code) === undefined) return conflict(explainUnread(organization));
  const person = live.person(userId);
  if (person === undefined) return conflict(`${who} is no longer in Kinde.`);
  if (email !== null && !person.emails.includes(normalizeEmail(email)))
    return conflict(`${userId} no longer has the address ${email}.`);
  return pending;
}

/** Returns the status of a removal. It is a conflict if the member has gained or lost a role since the plan. */
export function statusOfRemoval(change: RemoveMember, live: LiveIndex, ids: KnownIds): Status {
  const { organization, email, userId, roles } = change;
  const code = ids.codeOf(organization);
  if (code !== null && change.outside !== undefined && live.membersOf(code) === undefined)
    return statusOfLeaver(change, code, live);
  if (code === null || live.membersOf(code) === undefined) return conflict(explainUnread(organization));
  const member = live.member(code, userId);
  if (member === undefined)
    return live.isPartlyRead(code) ? { is: 'hidden', because: explainPartlyRead(organization) } : done;
  if (roles === undefined || hasExactly(member.roles, roles)) return pending;
  const held = (member.roles ?? []).join(', ') || 'none';
  return conflict(`${email ?? userId} in ${organization.name} now has the roles ${held}.`);
}

/** The person's own organizations decide, since the members of the organization are not read. */
function statusOfLeaver(
  { email, userId, organization }: RemoveMember,
  code: string,
  live: LiveIndex,
): Status {
  const who = email ?? userId;
  const person = live.person(userId);
  if (person === undefined) return conflict(`${who} is no longer in Kinde, or no longer a leaver.`);
  if (person.organizations === null)
    return conflict(`Kinde does not show whether ${who} is still in ${organization.name}.`);
  return person.organizations.includes(code) ? pending : done;
}

/** Returns the reason why a person may be in an organization although its list does not show them. */
export function explainPartlyRead({ name }: OrganizationRef): string {
  return `Kinde's list of the members of ${name} lacks a person, or has a row that kinde-sync can't read.`;
}

function explainUnread({ name }: OrganizationRef): string {
  return `${name} no longer exists, or its members are no longer managed.`;
}
