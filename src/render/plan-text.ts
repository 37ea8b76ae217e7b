// Renders the plan for a terminal: the changes of each organization, then notices, refusals and the summary.
import { isEntityChange, isMemberChange, isValueChange } from '../model/change.js';
import { organizationKey } from '../model/change.js';
import type { Change, OrganizationRef, Origin } from '../model/change.js';
import type { Notice, Refusal } from '../model/notice.js';
import type { Plan, RequestCounts } from '../model/plan.js';
import { countNoun } from '../model/count-noun.js';
import { describeChange, findNewPeople } from './describe-change.js';
import { describePending } from './describe-pending.js';
import { describeDay } from './describe-day.js';
import type { ChangeWords, Sign } from '../kinds/change-words.js';
import { sortNotices } from './first-notices.js';
import { groupChanges } from './group-changes.js';
import { createPaint } from './paint.js';
import type { Paint } from './paint.js';
import { toSafeText } from './safe-text.js';
import { renderSwitchText } from './switch-text.js';

export interface TextOptions {
  readonly color: boolean;
  /** The next command; null if there is none. */
  readonly next: string | null;
}

/** Returns the plan as text, lines ended by `\n`. Every name in it is made safe for a terminal. */
export function renderPlanText(plan: Plan, options: TextOptions): string {
  const paint = createPaint(options.color);
  const { first, others } = sortNotices(plan.warnings);
  const blocks = [
    renderTitle(plan, paint),
    renderNotices('Safety becomes weaker', first, paint),
    renderBusiness(plan.changes, paint),
    ...renderOrganizations(plan.changes, paint),
    renderSettings(plan.changes, paint),
    renderByHand(plan.changes, options.color),
    renderNotices('Warnings', others, paint),
    renderRefusals(plan.refusals, paint),
    renderSummary(plan, paint, options.next),
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

interface Line extends ChangeWords {
  readonly origin: Origin;
}

function renderOrganizations(changes: readonly Change[], paint: Paint): readonly Block[] {
  const isNewPerson = findNewPeople(changes);
  return groupChanges(changes).map(({ ref, own }) => {
    const lines = own.flatMap((change): readonly Line[] => {
      return describeChange(change, isNewPerson(change)).map((words) => ({ ...words, origin: change }));
    });
    const sorted = lines.sort((one, other) => orderOf(one) - orderOf(other));
    return [renderOrganizationTitle(ref, paint), ...renderLines(sorted, paint)];
  });
}

function renderOrganizationTitle({ code, name }: OrganizationRef, paint: Paint): string {
  return `${paint.strong(toSafeText(name))}  ${paint.faint(code === null ? 'new' : toSafeText(code))}`;
}

function renderBusiness(changes: readonly Change[], paint: Paint): Block {
  const lines = changes
    .filter(isEntityChange)
    .flatMap((change) => describeChange(change, false).map((words) => ({ ...words, origin: change })));
  const title = `${paint.strong('Business')}  ${paint.faint('in every environment')}`;
  return lines.length === 0 ? [] : [title, ...renderLines(lines, paint)];
}

function renderSettings(changes: readonly Change[], paint: Paint): Block {
  const lines = changes
    .filter((change) => isValueChange(change) && !('organization' in change))
    .flatMap((change) => describeChange(change, false).map((words) => ({ ...words, origin: change })));
  return lines.length === 0 ? [] : [paint.strong('Environment'), ...renderLines(lines, paint)];
}

function renderByHand(changes: readonly Change[], color: boolean): Block {
  const paint = createPaint(color);
  const manual = changes.filter((change) => change.action === 'manual');
  if (manual.length === 0) return [];
  return [
    paint.strong("By hand, in Kinde's dashboard"),
    ...manual.flatMap((change) =>
      renderSwitchText(change, { color, place: renderOrigin(change, '!', paint) }),
    ),
  ];
}

const signOrder: Readonly<Record<Sign, number>> = { '~': 0, '+': 1, '-': 2, '!': 3 };

/** An organization is created before anything happens to it. */
function orderOf({ sign, subject }: Line): number {
  return sign === '+' && subject === 'organization' ? -1 : signOrder[sign];
}

/** Pads the columns to their widest text, up to a width that leaves room for the next column. */
function renderLines(lines: readonly Line[], paint: Paint): Block {
  const texts = lines.map(({ subject, detail }) => ({
    subject: toSafeText(subject),
    detail: toSafeText(detail),
  }));
  const subjectWidth = Math.min(44, Math.max(...texts.map(({ subject }) => subject.length)));
  const detailWidth = Math.min(40, Math.max(...texts.map(({ detail }) => detail.length)));
  return lines.map(({ sign, origin }, index) => {
    const { subject = '', detail = '' } = texts[index] ?? {};
    const text = `${sign} ${subject.padEnd(subjectWidth)}  ${detail.padEnd(detailWidth)}`;
    return `  ${colorOf(sign, paint)(text)}  ${renderOrigin(origin, sign, paint)}`;
  });
}

/**
 * Marks only changes that had drifted; readers expect those of the pull request. A removal names no commit: the line that
 * listed the person is gone, and the last commit of the organization's line did not cause it.
 */
function renderOrigin({ source, commit, cause }: Origin, sign: Sign, paint: Paint): string {
  const place = commit === undefined || sign === '-' ? source : `${source} ${commit}`;
  return `${paint.faint(toSafeText(place))}${cause === 'drifted' ? `  ${paint.change('had drifted')}` : ''}`;
}

function colorOf(sign: Sign, paint: Paint): (text: string) => string {
  return { '+': paint.gain, '-': paint.lose, '~': paint.change, '!': paint.change }[sign];
}

function renderNotices(title: string, notices: readonly Notice[], paint: Paint): Block {
  if (notices.length === 0) return [];
  return [
    paint.strong(title),
    ...notices.map(({ code, message, source }) => {
      const place = source === undefined ? '' : `  ${paint.faint(toSafeText(source))}`;
      return `  ${paint.change(code)}: ${toSafeText(message)}${place}`;
    }),
  ];
}

function renderRefusals(refusals: readonly Refusal[], paint: Paint): Block {
  if (refusals.length === 0) return [];
  return [
    paint.lose(paint.strong('Refused: nothing will be changed')),
    ...refusals.map(({ guard, message }) => `  ${paint.lose(guard)}: ${toSafeText(message)}`),
  ];
}

function renderSummary(plan: Plan, paint: Paint, next: string | null): Block {
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
  return [
    ...renderAccess(plan.changes, paint),
    `${paint.strong(`${verdict}.`)} ${summary.unchanged} ${summary.unchanged === 1 ? 'matches' : 'match'} the configuration.`,
    ...renderPending(plan),
    ...renderCauses(plan.changes),
    ...renderDay(plan),
    `Reading took ${formatRequests(requests)}.${hasRequests(estimate.requests) ? ` Applying takes about ${formatRequests(estimate.requests)}.` : ''}`,
    ...(next === null ? [] : [`Next: ${paint.strong(next)}`]),
  ];
}

/** Returns no line if no invitation is pending. */
function renderPending({ summary }: Plan): Block {
  const words = describePending(summary);
  return words === null ? [] : [words];
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
