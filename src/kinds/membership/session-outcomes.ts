// The outcomes of sessions that were not ended. A later apply has no removal to end them after, so each message about sessions that
// may go on says how to end them.
import type { RemoveMember } from '../../model/change.js';
import { InterruptedError } from '../../model/errors.js';
import type { KindeSyncError } from '../../model/errors.js';
import { nameSome } from '../../model/text/name-some.js';
import { writes } from '../../model/operations/operations.js';
import type { Outcome } from '../../model/outcome.js';

/** The most organizations that a message names. */
const mostNamed = 3;

/** Returns the outcome for a person who has left, and whose sessions may go on. Without an error, Kinde confirmed the request. */
export function explainOpen(removals: readonly RemoveMember[], error: KindeSyncError | null): Outcome {
  const because = error?.message ?? 'Kinde confirmed that it ended them, but still shows open ones.';
  const message = `${nameWho(removals)} has left ${nameWhere(removals)}, but their sessions may go on: ${because} To end them, ${adviseByHand(removals)}`;
  return fail(message, error);
}

/** Returns the outcome for a person of whom Kinde did not show whether they have left. */
export function explainUnread(removals: readonly RemoveMember[], error: KindeSyncError): Outcome {
  const message = `The sessions of ${nameWho(removals)} were not ended, because it could not be read whether they have left ${nameWhere(removals)}: ${error.message} If they have, ${adviseByHand(removals)}`;
  return fail(message, error);
}

/** Returns the outcome for a person of whom Kinde does not show the other organizations. */
export function explainHidden(removals: readonly RemoveMember[]): Outcome {
  const message = `The sessions of ${nameWho(removals)} were not ended, because Kinde does not show whether they are in another organization. If they are in none, ${adviseByHand(removals)}`;
  return fail(message, null);
}

/** Returns the outcome for a person whom an earlier apply took out, and who is not seen to be in no organization. */
export function explainLate(removals: readonly RemoveMember[]): Outcome {
  const message = `${nameWho(removals)} had left ${nameWhere(removals)} before this apply, and has sessions that go on. They may be newer, because the person may be in another organization. If they are not, ${adviseByHand(removals)}`;
  return fail(message, null);
}

/** Returns the outcome for a person who is still in organizations: those of `still`, or else one that no removal names. */
export function explainStay(removals: readonly RemoveMember[], still = removals): Outcome {
  const where = still.length === 0 ? 'another organization' : nameWhere(still);
  const message = `The sessions of ${nameWho(removals)} were not ended, because they are still in ${where}.`;
  return { result: 'skipped', error: { code: 'still-member', message } };
}

function fail(message: string, error: KindeSyncError | null): Outcome {
  if (error instanceof InterruptedError)
    return { result: 'skipped', error: { code: 'interrupted', message } };
  return { result: 'failed', error: { code: 'sessions-not-ended', message } };
}

function nameWho([first]: readonly RemoveMember[]): string {
  return first?.email ?? first?.userId ?? 'the person';
}

function nameWhere(removals: readonly RemoveMember[]): string {
  return nameSome(
    removals.map(({ organization }) => organization.name),
    mostNamed,
  );
}

function adviseByHand([first]: readonly RemoveMember[]): string {
  const { method, path, scope } = writes.endSessions;
  const filled = path.replace('{user_id}', encodeURIComponent(first?.userId ?? ''));
  return `send ${method} ${filled} to Kinde's API with a token that has the scope ${scope}.`;
}
