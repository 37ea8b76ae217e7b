// Explains why a saved change no longer fits the new plan: a former value has changed, or a listing has ended.
import { isPrivate } from '../kinds/change-words.js';
import { endsSessions } from '../kinds/membership/mark-access.js';
import { noContext } from '../kinds/kind.js';
import { kindOf } from '../kinds/registry.js';
import { organizationKey } from '../model/change.js';
import { isMemberChange } from '../model/change-predicates.js';
import type { Change, RemoveMember } from '../model/change.js';
import type { Comparison } from '../model/comparison.js';
import { normalizeEmail } from '../model/email.js';
import type { Plan } from '../model/plan.js';

/** Returns the sentence on a former value that has changed since the saved plan; null if no value has changed. */
export function explainBefore(saved: Change, fresh: Change): string | null {
  if ('email' in saved && 'email' in fresh && saved.action !== 'create') {
    const [before, now] = [saved.email, fresh.email].map((email) => normalizeEmail(email ?? ''));
    if (before !== now) return `${saved.email ?? 'The person'} now has the address ${fresh.email ?? 'none'}.`;
  }
  if (saved.action === 'remove' && fresh.action === 'remove') {
    if (endsSessions(saved) !== endsSessions(fresh)) return explainSessions(fresh);
    const [before, now] = [saved.roles, fresh.roles].map((roles) => roles?.join(', '));
    if (before === undefined || now === undefined || before === now) return null;
    return `${saved.email ?? saved.userId} in ${saved.organization.name} now has the roles ${now || 'none'}.`;
  }
  if (saved.action !== 'update' || fresh.action !== 'update') return null;
  const [was, is] = [saved, fresh].map(({ fields }) => fields.map(({ before }) => before));
  if (JSON.stringify(was) === JSON.stringify(is)) return null;
  const [words] = kindOf(fresh).describe(fresh, noContext);
  if (isPrivate(saved) || isPrivate(fresh))
    return `${words?.subject ?? 'A value'} has another private value now.`;
  return `${words?.subject ?? 'A value'} was ${JSON.stringify(was?.[0])} and is now ${JSON.stringify(is?.[0])}.`;
}

function explainSessions(fresh: RemoveMember): string {
  const who = fresh.email ?? fresh.userId;
  return `The apply would ${endsSessions(fresh) ? 'now also' : 'no longer'} end the sessions of ${who}.`;
}

/**
 * Returns the function that explains by an ended listing why the new plan lacks a saved change. The files may say the same as
 * when the plan was saved, and yet mean something else on a later day.
 */
export function prepareEnds(
  saved: Pick<Plan, 'asOf'>,
  { desired, organizations }: Comparison,
): (change: Change) => string | null {
  const { asOf } = desired;
  if (asOf === undefined || saved.asOf === undefined || saved.asOf === asOf) return () => null;
  const days = `The saved plan was made for ${saved.asOf}, and this is ${asOf}.`;
  const ends = new Map(
    organizations.map((pair) => [organizationKey(pair.ref), pair.desired.ended ?? []] as const),
  );
  return (change) => {
    if (!isMemberChange(change)) return null;
    const email = normalizeEmail(change.email ?? '');
    const own = ends.get(organizationKey(change.organization)) ?? [];
    const ended = own.find((one) => one.email === email || (one.id !== null && one.id === change.userId));
    const end = ended === undefined ? '' : ` Their listing ended on ${ended.until}.`;
    return `The configuration no longer contains it.${end} ${days}`;
  };
}
