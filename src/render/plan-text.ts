// Renders the plan for a terminal: the changes of each organization, then notices, refusals and the summary.
import { isEntityChange, isMemberChange, isValueChange } from '../model/change.js';
import { organizationKey } from '../model/change.js';
import type { Change, OrganizationRef } from '../model/change.js';
import type { Notice, Refusal } from '../model/notice.js';
import type { Plan, RequestCounts } from '../model/plan.js';
import { countNoun } from '../model/count-noun.js';
import { describeChange, findNewPeople, placeAt } from './describe-change.js';
import { describePending } from './describe-pending.js';
import { describeDay } from './describe-day.js';
import type { Sign } from '../kinds/change-words.js';
import { sortNotices } from './first-notices.js';
import { groupChanges } from './group-changes.js';
import { renderLines, renderOrigin, renderStatement } from './lay-out-lines.js';
import type { Line } from './lay-out-lines.js';
import { createPaint } from './paint.js';
import type { Paint } from './paint.js';
import { toSafeText } from './safe-text.js';
import { sayWaysOnce } from './split-refusals.js';
import { renderSwitchText } from './switch-text.js';

export interface TextOptions {
  readonly color: boolean;
  /** The next command; null if there is none. */
  readonly next: string | null;
  /** The columns of the terminal; absent for text that goes elsewhere and is not laid out. */
  readonly width?: number;
}

/** Returns the plan as text, lines ended by `\n`. Every name in it is made safe for a terminal. */
export function renderPlanText(plan: Plan, options: TextOptions): string {
  const paint = createPaint(options.color);
  const { width } = options;
  const { first, others } = sortNotices(plan.warnings);
  const blocks = [
    renderTitle(plan, paint),
    renderNotices('Safety becomes weaker', first, paint, width),
    renderBusiness(plan.changes, paint, width),
    ...renderOrganizations(plan.changes, paint, width),
    renderSettings(plan.changes, paint, width),
    renderByHand(plan.changes, options),
    renderNotices('Warnings', others, paint, width),
    renderRefusals(plan.refusals, paint, width),
    renderSummary(plan, paint, options),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

type Block = readonly string[];

function renderTitle({ environment }: Plan, paint: Paint): Block {
  const { code, domain } = environment;
  return [`Plan for the environment ${paint.strong(toSafeText(code))} at ${toSafeText(domain)}`];
}

function renderOrganizations(changes: readonly Change[], paint: Paint, width?: number): readonly Block[] {
  const isNewPerson = findNewPeople(changes);
  return groupChanges(changes).map(({ ref, own }) => {
    const lines = own.flatMap((change): readonly Line[] => {
      return describeChange(change, isNewPerson(change)).map((words) => ({
        ...words,
        origin: placeAt(change, words.source),
      }));
    });
    const sorted = lines.sort((one, other) => orderOf(one) - orderOf(other));
    return [renderOrganizationTitle(ref, paint), ...renderLines(sorted, paint, width)];
  });
}

function renderOrganizationTitle({ code, name }: OrganizationRef, paint: Paint): string {
  return `${paint.strong(toSafeText(name))}  ${paint.faint(code === null ? 'new' : toSafeText(code))}`;
}

function renderBusiness(changes: readonly Change[], paint: Paint, width?: number): Block {
  const lines = changes
    .filter(isEntityChange)
    .flatMap((change) => describeChange(change, false).map((words) => ({ ...words, origin: change })));
  const title = `${paint.strong('Business')}  ${paint.faint('in every environment')}`;
  return lines.length === 0 ? [] : [title, ...renderLines(lines, paint, width)];
}

function renderSettings(changes: readonly Change[], paint: Paint, width?: number): Block {
  const lines = changes
    .filter((change) => isValueChange(change) && !('organization' in change))
    .flatMap((change) => describeChange(change, false).map((words) => ({ ...words, origin: change })));
  return lines.length === 0 ? [] : [paint.strong('Environment'), ...renderLines(lines, paint, width)];
}

function renderByHand(changes: readonly Change[], { color, width = Infinity }: TextOptions): Block {
  const paint = createPaint(color);
  const manual = changes.filter((change) => change.action === 'manual');
  if (manual.length === 0) return [];
  return [
    paint.strong("By hand, in Kinde's dashboard"),
    ...manual.flatMap((change) => {
      const isWhole = change.where.length + change.source.length + 8 <= width;
      const place = renderOrigin(change, '!', paint, width - 6);
      if (isWhole) return renderSwitchText(change, { color, place });
      return [
        ...renderSwitchText(change, { color, place: '' }).map((line) => line.trimEnd()),
        `      ${place}`,
      ];
    }),
  ];
}

const signOrder: Readonly<Record<Sign, number>> = { '~': 0, '+': 1, '-': 2, '!': 3 };

/** An organization is created before anything happens to it. */
function orderOf({ sign, subject }: Line): number {
  return sign === '+' && subject === 'organization' ? -1 : signOrder[sign];
}

function renderNotices(title: string, notices: readonly Notice[], paint: Paint, width?: number): Block {
  if (notices.length === 0) return [];
  return [
    paint.strong(title),
    ...notices.flatMap(({ code, message, source }) => [
      ...renderStatement({ code, text: message, place: source, tint: paint.change }, paint, width),
    ]),
  ];
}

function renderRefusals(refusals: readonly Refusal[], paint: Paint, width?: number): Block {
  if (refusals.length === 0) return [];
  return [
    paint.lose(paint.strong('Refused: nothing will be changed')),
    ...sayWaysOnce(refusals).flatMap(({ guard, text }) =>
      renderStatement({ code: guard, text, tint: paint.lose }, paint, width),
    ),
  ];
}

function renderSummary(plan: Plan, paint: Paint, { next, width }: TextOptions): Block {
  // If the lock refuses, the plan was not compared.
  if (plan.refusals.some(({ guard }) => guard === 'environment-lock')) return [];
  const { summary, requests, estimate } = plan;
  const counts = [
    [summary.create, 'to create'],
    [summary.update, 'to update'],
    [summary.add, 'to add'],
    [summary.remove, 'to remove'],
    [summary.manual, 'by hand'],
  ] as const;
  const shown = counts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  const verdict = shown.length === 0 ? 'No changes' : shown.join(', ');
  const matches = summary.unchanged === 1 ? 'matches' : 'match';
  const applying = hasRequests(estimate.requests)
    ? [`Applying takes about ${formatRequests(estimate.requests)}.`]
    : [];
  return [
    ...renderAccess(plan.changes, paint),
    ...joinSentences(
      [`${verdict}.`, `${summary.unchanged} ${matches} the configuration.`],
      width,
      paint.strong,
    ),
    ...renderPending(plan),
    ...renderCauses(plan.changes),
    ...renderDay(plan),
    ...joinSentences([`Reading took ${formatRequests(requests)}.`, ...applying], width),
    ...(next === null ? [] : [`Next: ${paint.strong(next)}`]),
  ];
}

/** Returns no line if no invitation is pending. */
function renderPending({ summary }: Plan): Block {
  const words = describePending(summary);
  return words === null ? [] : [words];
}

/** Returns the sentences on one line, or each on its own if they are too long for the width. */
function joinSentences(
  [first = '', ...rest]: readonly string[],
  width = Infinity,
  tint: (text: string) => string = (text) => text,
): Block {
  const isWhole = [first, ...rest].join(' ').length <= width;
  return isWhole ? [[tint(first), ...rest].join(' ')] : [tint(first), ...rest];
}

/** Returns no line if no listing has an end. */
function renderDay(plan: Plan): Block {
  const day = describeDay(plan);
  return day === null ? [] : [day];
}

/** Returns no line without a base. */
function renderCauses(changes: readonly Change[]): Block {
  const here = changes.filter(({ cause }) => cause === 'here').length;
  const drifted = changes.filter(({ cause }) => cause === 'drifted').length;
  if (here + drifted === 0) return [];
  const comes = countNoun(here, 'change comes', 'changes come');
  return [`${comes} from this pull request, ${drifted} had drifted before.`];
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
  const parts = entries.map(([method, number]) => `${method} ${number}`).join(', ');
  return `${countNoun(total, 'request')}${parts === '' ? '' : ` (${parts})`}`;
}
