// The guard against too many mails: one apply sends no more invitations than `safety.maxInvitations`, unless their number is
// approved.
import type { Change } from '../model/change.js';
import { countNoun } from '../model/text/count-noun.js';
import type { Safety } from '../model/desired.js';
import type { Refusal } from '../model/notice.js';
import type { RemovalApproval } from './guard-removals.js';

/** Returns a refusal if the plan sends more mails than the limit, or another number than the approved one. */
export function guardInvitations(
  changes: readonly Change[],
  { maxInvitations: limit }: Pick<Safety, 'maxInvitations'>,
  approval: RemovalApproval,
): readonly Refusal[] {
  const count = changes.filter(({ action }) => action === 'invite').length;
  const mails = countNoun(count, 'invitation');
  if (approval === 'any' || approval === count) return [];
  if (approval !== null) {
    return refuse(
      `${countNoun(approval, 'invitation is', 'invitations are')} approved, but this plan emails ${count}.`,
      `Review the plan. If it is right, use --allow-invitations ${count}.`,
    );
  }
  if (count <= limit) return [];
  return refuse(
    `${mails} would be emailed. One apply may email at most ${limit}.`,
    `If this is intended, approve them with --allow-invitations ${count}.`,
  );
}

function refuse(reason: string, way: string): readonly Refusal[] {
  return [{ guard: 'max-invitations', message: `${reason} ${way}`, reason, override: '--allow-invitations' }];
}
