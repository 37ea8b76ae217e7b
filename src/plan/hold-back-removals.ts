// `--no-removals`: the plan omits removals. A notice names each of them, so that it is not forgotten.
import { describeStanding } from '../kinds/membership/check-leaving.js';
import type { Change } from '../model/change.js';
import type { Notice } from '../model/notice.js';

/** Returns the changes without removals of members and revocations of invitations, and one notice for each removal. */
export function holdBackRemovals(changes: readonly Change[]): {
  readonly changes: readonly Change[];
  readonly notices: readonly Notice[];
} {
  const kept: Change[] = [];
  const notices: Notice[] = [];
  for (const change of changes) {
    if (change.action !== 'remove' && change.action !== 'revoke') {
      kept.push(change);
      continue;
    }
    const { organization, email, source } = change;
    const [who, stays] =
      change.action === 'remove'
        ? [email ?? change.userId, 'stays in']
        : [change.email, 'stays invited into'];
    notices.push({
      code: 'removal-held-back',
      message: `${who} is ${describeStanding(change)}, but ${stays} ${organization.name} because of --no-removals.`,
      organization,
      ...(email === null ? {} : { email }),
      source,
    });
  }
  return { changes: kept, notices };
}
