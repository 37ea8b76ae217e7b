// How a kept plan's additions and removals stand by now: what somebody has done meanwhile, and what has moved.
import type { AddMember, RemoveMember } from '../model/change.js';
import { normalizeEmail } from '../model/email.js';
import { hasExactly } from './held-roles.js';
import type { Recheck, Standing } from './kind.js';
import { done, due, moved, standingOfMissingRole } from './standings.js';

/** Returns how an addition stands: the person, their address and the organization must still be as planned. */
export function standingOfAddition(change: AddMember, found: Recheck): Standing {
  const { organization, email, userId, roles } = change;
  const unready = standingOfMissingRole(roles ?? [], found);
  if (unready !== null) return unready;
  // Nothing is known of people and organizations that the plan itself creates.
  if (userId === null || organization.code === null) return due;
  if (!found.organizations.has(organization.code)) return moved(`${organization.name} is gone.`);
  const person = found.people.get(userId);
  const who = email ?? userId;
  if (person === undefined) return moved(`${who} is no longer in Kinde.`);
  if (email !== null && !person.emails.includes(normalizeEmail(email))) {
    return moved(`${userId} no longer has the address ${email}.`);
  }
  const member = found.members.get(organization.code)?.get(userId);
  if (member === undefined) return due;
  if (roles === undefined || hasExactly(member.roles, roles)) return done;
  return moved(
    `${who} is in ${organization.name} by now, with the roles ${(member.roles ?? []).join(', ') || 'none'}.`,
  );
}

/** Returns how a removal stands: an address or roles that differ by now need another look. */
export function standingOfRemoval(
  { organization, email, userId, roles }: RemoveMember,
  found: Recheck,
): Standing {
  if (!found.organizations.has(organization.code ?? '')) return moved(`${organization.name} is gone.`);
  const member = found.members.get(organization.code ?? '')?.get(userId);
  if (member === undefined) return done;
  const who = email ?? userId;
  if (normalizeEmail(member.email ?? '') !== normalizeEmail(email ?? '')) {
    return moved(`${who} in ${organization.name} has the address ${member.email ?? 'none'} by now.`);
  }
  if (roles === undefined || hasExactly(member.roles, roles)) return due;
  return moved(
    `${who} in ${organization.name} holds the roles ${(member.roles ?? []).join(', ') || 'none'} by now.`,
  );
}
