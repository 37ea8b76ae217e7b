// Inverts memberships for an undo: an addition becomes a removal, and a removal an addition.
import type { AddMember, RemoveMember } from '../../model/change.js';
import { normalizeEmail } from '../../model/email.js';
import type { Inversion, KnownIds } from '../kind.js';
import type { LiveIndex } from '../live-index.js';

type Presence = AddMember | RemoveMember;

/** Returns the removal of a person whom an apply added, with the roles that they hold now. */
export function invertAddition(change: AddMember, live: LiveIndex, ids: KnownIds): Inversion<Presence> {
  const { organization, email, source } = change;
  const code = ids.codeOf(organization);
  const userId = ids.userIdOf(change);
  if (userId === null) return { irreversible: `No one in Kinde has the address ${email ?? ''}.` };
  const member = live.member(code, userId);
  const known = [...(live.person(userId)?.emails ?? []), normalizeEmail(member?.email ?? '')];
  // The plan must show the person whom it removes, so the address and the id must belong together.
  if (email !== null && !known.includes(normalizeEmail(email)))
    return { irreversible: `${userId} no longer has the address ${email}.` };
  const roles = member?.roles ?? null;
  return {
    change: {
      action: 'remove',
      resource: 'member',
      organization: { ...organization, code },
      email,
      userId,
      ...(roles === null ? {} : { roles }),
      source,
    },
  };
}

/** Returns the addition of a person whom an apply removed. There is none for an ended listing and for a leaver, whom the files would take out again. */
export function invertRemoval({
  organization,
  email,
  userId,
  roles,
  until,
  leaver,
  source,
}: RemoveMember): Inversion<Presence> {
  if (leaver === true) {
    return {
      irreversible: '`leavers` named them, so the next apply would remove them again.',
      advice: 'Remove them from `leavers` and list them in the files, then plan and apply.',
    };
  }
  if (until !== undefined) {
    return {
      irreversible: `Their listing ended on ${until}, so the next apply would remove them again.`,
      advice: 'Give the listing a later day in the files, then plan and apply.',
    };
  }
  const change = { action: 'add', resource: 'member', organization, email, userId, source } as const;
  if (roles !== undefined) return { change: { ...change, roles } };
  return { change, lost: 'The journal does not say which roles this person had before.' };
}
