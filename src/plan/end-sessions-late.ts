// The sessions that an earlier apply of a saved plan left open. It made the removals, and was stopped before it ended the sessions.
import { listSignedOut } from '../kinds/membership/mark-access.js';
import type { Change, RemoveMember } from '../model/change.js';
import { compareText } from '../model/text/compare-text.js';
import type { Comparison } from '../model/comparison.js';
import { nameSome } from '../model/text/name-some.js';
import type { Notice } from '../model/notice.js';
import type { Plan, RequestCounts } from '../model/plan.js';
import { splitFilter } from '../model/split-filter.js';

/** The most people that a notice names. */
const mostNamed = 10;

/**
 * Returns the removals that were made before and after which apply still ends sessions. The present files decide: their rule, and
 * whether they list the person again. Apply reads whether the person has access, since a saved plan proves nothing about a person.
 */
export function chooseLate(
  removals: readonly RemoveMember[],
  { desired }: Pick<Comparison, 'desired'>,
  fresh: readonly Change[],
): readonly RemoveMember[] {
  if (desired.safety.endSessions === 'never') return [];
  const joining = new Set(fresh.flatMap((change) => (change.action === 'add' ? [change.userId] : [])));
  return removals.filter(({ userId }) => !joining.has(userId));
}

/** Returns the notice that names the people whom no change of the plan signs out; none without such people. */
export function notifyLate(late: readonly RemoveMember[], carried: readonly Change[]): readonly Notice[] {
  const people = listLate(late, carried).map(({ email, userId }) => email ?? userId);
  if (people.length === 0) return [];
  const who = nameSome([...new Set(people)], mostNamed);
  const message = `The removals of ${who} were made before. This apply ends their sessions that go on, unless they have access again.`;
  return [{ code: 'ends-sessions-late', message }];
}

/** Returns the plan with the removals that were made before, the rule of the files, and the requests. */
export function endLate(
  plan: Plan,
  late: readonly RemoveMember[],
  { desired: { safety } }: Pick<Comparison, 'desired'>,
): Plan {
  if (late.length === 0 || safety.endSessions === 'never') return plan;
  const requests = addRequests(plan.estimate.requests, listSignedOut(listLate(late, plan.changes)));
  return { ...plan, endSessions: safety.endSessions, madeBefore: late, estimate: { requests } };
}

function listLate(late: readonly RemoveMember[], carried: readonly Change[]): readonly RemoveMember[] {
  const signedOut = new Set(listSignedOut(carried));
  return late.filter(({ userId }) => !signedOut.has(userId));
}

/** Apply looks the people up, and counts the sessions of each before and after it ends them. */
function addRequests(requests: RequestCounts, people: readonly string[]): RequestCounts {
  const { GET = 0, DELETE = 0 } = requests;
  const sums = {
    ...requests,
    GET: GET + splitFilter(people).length + 2 * people.length,
    DELETE: DELETE + people.length,
  };
  return Object.fromEntries(
    Object.entries(sums)
      .filter(([, count]) => count > 0)
      .sort(([one], [other]) => compareText(one, other)),
  );
}
