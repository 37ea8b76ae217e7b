// Renders the end of a plan for a terminal: who gains and loses access, the counts, the requests and the next command.
import { isMemberChange } from '../model/change-predicates.js';
import { organizationKey } from '../model/change.js';
import type { Change } from '../model/change.js';
import { countNoun, formatCount } from '../model/text/count-noun.js';
import type { Plan, RequestCounts } from '../model/plan.js';
import { countLater } from './first-notices.js';
import { countMemberships } from './count-review.js';
import { describeDay } from './describe-day.js';
import { describePending } from './describe-pending.js';
import { describeSessions } from './describe-sessions.js';
import type { Paint } from './paint.js';
import { describeUnchanged } from './open-differences.js';
import { wrapText } from './wrap-text.js';

type Block = readonly string[];

/** Returns the lines at the end of a plan: who gains and loses access, the counts, the requests and the next command. */
export function renderSummary(
  plan: Plan,
  paint: Paint,
  { next, width }: { readonly next: string | null; readonly width?: number },
): Block {
  // If the lock refuses, the plan was not compared.
  if (plan.refusals.some(({ guard }) => guard === 'environment-lock')) return [];
  const { summary, requests, estimate } = plan;
  const counts = [
    [summary.create, 'to create'],
    [summary.update, 'to update'],
  ] as const;
  const shown = [
    ...counts.filter(([count]) => count > 0).map(([count, words]) => `${formatCount(count)} ${words}`),
    ...countMemberships(plan),
    ...(summary.manual === 0 ? [] : [countNoun(summary.manual, 'manual setting')]),
  ];
  const verdict = shown.length === 0 ? (describeUnchanged(plan) ?? 'No changes') : shown.join(', ');
  const matches = summary.unchanged === 1 ? 'matches' : 'match';
  const applying = hasRequests(estimate.requests)
    ? [`Applying takes about ${formatRequests(estimate.requests)}.`]
    : [];
  return [
    ...renderAccess(plan.changes, paint),
    ...joinSentences(
      [`${verdict}.`, `${formatCount(summary.unchanged)} ${matches} the configuration.`],
      width,
      paint.strong,
    ),
    ...countLater(plan.warnings).map((words) => `Later: ${words}.`),
    ...describeSessions(plan.changes),
    ...describePending(summary),
    ...renderCauses(plan.changes),
    ...describeDay(plan),
    ...joinSentences([`Reading took ${formatRequests(requests)}.`, ...applying], width),
    ...(next === null ? [] : [`Next: ${paint.strong(next)}`]),
  ];
}

/** Returns the sentences on one line, or each on its own if they are too long for the width. */
function joinSentences(
  [first = '', ...rest]: readonly string[],
  width = Infinity,
  tint: (text: string) => string = (text) => text,
): Block {
  if ([first, ...rest].join(' ').length <= width) return [[tint(first), ...rest].join(' ')];
  return [...wrapText(first, width, '  ').map(tint), ...rest];
}

/** Returns no line without a base. */
function renderCauses(changes: readonly Change[]): Block {
  const here = changes.filter(({ cause }) => cause === 'here').length;
  const drifted = changes.filter(({ cause }) => cause === 'drifted').length;
  if (here + drifted === 0) return [];
  const own = here === 0 ? 'no change' : countNoun(here, 'change');
  const earlier = countNoun(drifted, 'change corrects', 'changes correct');
  return [`This pull request causes ${own}.${drifted === 0 ? '' : ` ${earlier} earlier drift.`}`];
}

/** Counts the people who gain and who lose a membership, each person once. */
function renderAccess(changes: readonly Change[], paint: Paint): Block {
  const gaining = gather(changes, 'add');
  const losing = gather(changes, 'remove');
  return [
    ...(gaining === null ? [] : [paint.gain(`Gain access: ${gaining}.`)]),
    ...(losing === null ? [] : [paint.lose(`Lose access: ${losing}.`)]),
  ];
}

function gather(changes: readonly Change[], action: 'add' | 'remove'): string | null {
  const people = new Set<string>();
  const organizations = new Set<string>();
  for (const change of changes) {
    if (!isMemberChange(change) || change.action !== action) continue;
    people.add(change.userId ?? change.email ?? '');
    organizations.add(organizationKey(change.organization));
  }
  if (people.size === 0) return null;
  return `${countNoun(people.size, 'person', 'people')} in ${countNoun(organizations.size, 'organization')}`;
}

function hasRequests(requests: RequestCounts): boolean {
  return Object.keys(requests).length > 0;
}

/** Returns for example `4 requests (GET 4)`. */
export function formatRequests(requests: RequestCounts): string {
  const entries = Object.entries(requests);
  const total = entries.reduce((sum, [, number]) => sum + number, 0);
  const parts = entries.map(([method, number]) => `${method} ${formatCount(number)}`).join(', ');
  return `${countNoun(total, 'request')}${parts === '' ? '' : ` (${parts})`}`;
}
