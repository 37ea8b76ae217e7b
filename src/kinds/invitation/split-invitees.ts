// Separates the listed people whom an invitation brings from those whom the plan creates or adds.
import type { MemberPair, OrganizationPair } from '../../model/comparison.js';
import type { DesiredOrganization } from '../../model/desired.js';

/** Returns whether unknown addresses of the entry are invited. */
export function invitesNewcomers({ newcomers, members }: DesiredOrganization): boolean {
  return newcomers === 'invite' && members !== undefined;
}

/**
 * Returns the pairs with `invitees` in place of the members without a person, where the entry invites newcomers. A person
 * whom another entry creates is added and not invited.
 */
export function splitInvitees(pairs: readonly OrganizationPair[]): readonly OrganizationPair[] {
  if (!pairs.some(({ desired }) => invitesNewcomers(desired))) return pairs;
  const created = new Set(
    pairs.filter(({ desired }) => !invitesNewcomers(desired)).flatMap(({ members }) => listNew(members)),
  );
  return pairs.map((pair) => {
    const { members, desired } = pair;
    if (members === null || !invitesNewcomers(desired)) return pair;
    const invitees = members.filter((one) => isNew(one) && !created.has(one.email ?? ''));
    if (invitees.length === 0) return pair;
    const invited = new Set(invitees);
    return { ...pair, members: members.filter((one) => !invited.has(one)), invitees };
  });
}

function isNew({ userId, email }: MemberPair): boolean {
  return userId === null && email !== null;
}

function listNew(members: readonly MemberPair[] | null): readonly (string | null)[] {
  return (members ?? []).filter(isNew).map(({ email }) => email);
}
