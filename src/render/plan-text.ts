// Renders the plan for a terminal: the changes of each organization, then notices, refusals and the summary.
import { isEntityChange, isValueChange } from '../model/change-predicates.js';
import type { Change } from '../model/change.js';
import type { Notice, Refusal } from '../model/notice.js';
import type { Plan } from '../model/plan.js';
import { describeChange, findContexts, atPlace } from './describe-change.js';
import type { Sign } from '../kinds/change-words.js';
import { noticeTitles, sortNotices } from './first-notices.js';
import type { SortedNotices } from './first-notices.js';
import { groupChanges } from './group-changes.js';
import { renderLines, renderOrigin, renderStatement, renderTitleOf } from './lay-out-lines.js';
import type { Line } from './lay-out-lines.js';
import { findNamesakes, tellApart } from './namesakes.js';
import { createPaint } from './paint.js';
import type { Paint } from './paint.js';
import { renderSummary } from './plan-summary-text.js';
import { toSafeText } from './safe-text.js';
import { sayWaysOnce } from './split-refusals.js';
import { renderSwitchText } from './switch-text.js';
import { wrapText } from './wrap-text.js';

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
  const notices = sortNotices(plan.warnings, plan.refusals);
  const namesakes = findNamesakes(plan);
  const show = (list: keyof SortedNotices): Block =>
    renderNotices(noticeTitles[list], tellApart(notices[list], namesakes), paint, width);
  const blocks = [
    renderTitle(plan, paint, width),
    show('first'),
    renderBusiness(plan.changes, paint, width),
    ...renderOrganizations(plan.changes, paint, width),
    renderSettings(plan.changes, paint, width),
    renderByHand(plan.changes, options),
    show('longer'),
    show('weaker'),
    show('others'),
    renderRefusals(tellApart(plan.refusals, namesakes), paint, width),
    renderSummary(plan, paint, options),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

type Block = readonly string[];

function renderTitle({ environment }: Plan, paint: Paint, width = Infinity): Block {
  const { code, domain } = environment;
  const head = 'Plan for the environment';
  const whole = `${head} ${toSafeText(code)} at ${toSafeText(domain)}`;
  if (whole.length <= width) return [`${head} ${paint.strong(toSafeText(code))} at ${toSafeText(domain)}`];
  return wrapText(whole, width, '  ');
}

function renderOrganizations(changes: readonly Change[], paint: Paint, width?: number): readonly Block[] {
  const contextOf = findContexts(changes);
  return groupChanges(changes).map(({ ref, own }) => {
    const lines = own.flatMap((change): readonly Line[] => {
      return describeChange(change, contextOf(change)).map((words) => ({
        ...words,
        origin: atPlace(change, words.source),
      }));
    });
    const sorted = lines.sort((one, other) => orderOf(one) - orderOf(other));
    return [
      ...renderTitleOf(ref.name, ref.code ?? 'new', paint, width),
      ...renderLines(sorted, paint, width),
    ];
  });
}

function renderBusiness(changes: readonly Change[], paint: Paint, width?: number): Block {
  const title = `${paint.strong('Business')}  ${paint.faint('in every environment')}`;
  return renderOwn(title, changes.filter(isEntityChange), paint, width);
}

function renderSettings(changes: readonly Change[], paint: Paint, width?: number): Block {
  const own = changes.filter((change) => isValueChange(change) && !('organization' in change));
  return renderOwn(paint.strong('Environment'), own, paint, width);
}

function renderOwn(title: string, own: readonly Change[], paint: Paint, width?: number): Block {
  const lines = own.flatMap((change) =>
    describeChange(change).map((words) => ({ ...words, origin: change })),
  );
  return lines.length === 0 ? [] : [title, ...renderLines(lines, paint, width)];
}

function renderByHand(changes: readonly Change[], { color, width = Infinity }: TextOptions): Block {
  const paint = createPaint(color);
  const manual = changes.filter((change) => change.action === 'manual');
  if (manual.length === 0) return [];
  return [
    paint.strong("Manual settings, in Kinde's dashboard"),
    ...manual.flatMap((change) => {
      const place = renderOrigin(change, '!', paint, width - 6);
      return renderSwitchText(change, { color, place, width });
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
    ...notices.flatMap(({ code, message, source }) =>
      renderStatement({ code, text: message, place: source, tint: paint.change }, paint, width),
    ),
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
