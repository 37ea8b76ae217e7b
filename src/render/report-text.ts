// Renders the outcome of an apply for a terminal. If it is not complete, at most ten lines of reasons come first and one line
// of summary last.
import { countNoun, formatCount } from '../model/text/count-noun.js';
import type { Notice } from '../model/notice.js';
import type { AppliedChange, ApplyReport } from '../model/outcome.js';
import { countReasons, listOpenSessions, nameChange, unreached } from './failure-lines.js';
import { findNamesakes, tellApart } from './namesakes.js';
import type { Namesakes } from './namesakes.js';
import { describeUnapproved, describeUnchanged } from './open-differences.js';
import { createPaint } from './paint.js';
import type { Paint } from './paint.js';
import { formatRequests } from './plan-summary-text.js';
import { toSafeText } from './safe-text.js';
import { sayWaysOnce } from './split-refusals.js';
import { wrapPainted, wrapText } from './wrap-text.js';

/** The most lines of details; the summary comes after them. */
const mostDetails = 10;

/** Returns the report as text, lines ended by `\n`. Every name in it is made safe for a terminal. */
export function renderReportText(
  report: ApplyReport,
  { color, width = Infinity }: { readonly color: boolean; readonly width?: number },
): string {
  const paint = createPaint(color);
  const changes = report.changes.filter(({ action }) => action !== 'manual');
  const open = changes.filter(({ result }) => result !== 'applied');
  const reasons = [...open.map(({ error }) => error), ...listOpenSessions(report.changes)];
  if (reasons.length > 0 && reasons.every((error) => error?.code === 'declined'))
    return `${paint.strong('Cancelled. Nothing was changed.')}\n`;
  const isRefused = report.refusals.length > 0;
  const entries = isRefused ? listRefusals(report, paint) : listDetails(report, open, paint);
  const shown = entries.map((entry) => layOut(entry, width));
  const details = isRefused ? shown.flat() : limit(shown);
  const verdict = renderVerdict(report, changes.length, paint, width);
  const cost = `The run took ${formatRequests(report.requests)}.`;
  const isDone = isRefused || (open.length === 0 && report.verified);
  return [...(isDone ? [...verdict, ...details, cost] : [...details, cost, ...verdict]), ''].join('\n');
}

/** A detail: its first word, painted, and its text. */
interface Entry {
  readonly head: string;
  readonly text: string;
  readonly tint: (text: string) => string;
}

function layOut({ head, text, tint }: Entry, width: number): readonly string[] {
  const paintHead = (shown: string): string => `  ${tint(shown.slice(2))}`;
  return wrapPainted([`  ${head}`, toSafeText(text)], { width, indent: '    ', tint: paintHead });
}

function listRefusals(report: ApplyReport, paint: Paint): readonly Entry[] {
  return sayWaysOnce(tellApart(report.refusals, findNamesakes(report))).map(({ guard, text }) => ({
    head: guard,
    text: `: ${text}`,
    tint: paint.lose,
  }));
}

function listDetails(report: ApplyReport, open: readonly AppliedChange[], paint: Paint): readonly Entry[] {
  const failed = open.filter(({ result }) => result === 'failed');
  const found = report.warnings.filter(({ code }) => code === 'person-found');
  const namesakes = findNamesakes(report);
  const others = tellApart(report.warnings, namesakes).filter(
    ({ code }) => unreached.has(code) || code === 'name-not-kept',
  );
  return [
    ...failed.map((change) => ({
      head: 'failed',
      text: describeFailed(change, namesakes),
      tint: paint.lose,
    })),
    ...listOpenSessions(report.changes).map(({ code, message }) => ({
      head: 'sessions',
      text: ` ${code}: ${message}`,
      tint: paint.lose,
    })),
    ...countReasons(open).map(({ code, message }) => ({
      head: 'skipped',
      text: ` ${code}: ${message}`,
      tint: paint.change,
    })),
    ...[...others, ...uniteFound(found)].map(({ code, message }) => ({
      head: code,
      text: `: ${message}`,
      tint: paint.change,
    })),
  ];
}

/** Several addresses are found at once if another apply creates the same people meanwhile. */
function uniteFound(found: readonly Notice[]): readonly Pick<Notice, 'code' | 'message'>[] {
  if (found.length <= 3) return found;
  const message = `${found.length} people who counted as new are in Kinde, so apply created no one twice. Another run or person created them meanwhile.`;
  return [{ code: 'person-found', message }];
}

/** Returns the first details, whole, in at most `mostDetails` lines; the first one is always shown. */
function limit(details: readonly (readonly string[])[]): readonly string[] {
  if (details.flat().length <= mostDetails) return details.flat();
  let lines = 0;
  const shown = details.filter((detail, index) => {
    lines += detail.length;
    return index === 0 || lines < mostDetails;
  });
  return [
    ...shown.flat(),
    `  … and ${formatCount(details.length - shown.length)} more; --format json lists all of them.`,
  ];
}

function renderVerdict(report: ApplyReport, total: number, paint: Paint, width: number): readonly string[] {
  const { text, tint } = findVerdict(report, total, paint);
  return wrapText(text, width).map(tint);
}

function findVerdict(report: ApplyReport, total: number, paint: Paint): Omit<Entry, 'head'> {
  const { gain, lose, change } = paint;
  if (report.refusals.length > 0) return { text: 'Refused: nothing was changed.', tint: lose };
  const applied = report.changes.filter(({ result }) => result === 'applied').length;
  if (total === 0) {
    const open = describeUnchanged(report);
    if (open !== null) return { text: `${open}.`, tint: change };
    return { text: 'No changes: Kinde matches the configuration.', tint: gain };
  }
  const count = `${formatCount(applied)} of ${countNoun(total, 'change')} applied`;
  const more = describeUnapproved(report)
    .map((words) => ` ${words}`)
    .join('');
  const writes = Object.entries(report.requests).filter(([method]) => method !== 'GET');
  if (report.verified && applied === total && writes.length === 0) {
    const what = total === 1 ? 'the change was' : `all ${formatCount(total)} changes were`;
    return { text: `Nothing was written: ${what} already in place.${more}`, tint: gain };
  }
  const open = listOpenSessions(report.changes).length;
  const sessions =
    open === 0 ? '' : ` The sessions of ${countNoun(open, 'removed person', 'removed people')} may go on.`;
  if (report.interrupted)
    return { text: `Interrupted: ${count}. Run apply again to finish.${sessions}`, tint: lose };
  if (report.verified && applied === total) return { text: `${count} and verified.${more}`, tint: gain };
  const meanwhile = hasMovedMeanwhile(report)
    ? ' Another run or person may have changed Kinde meanwhile: apply again.'
    : '';
  return { text: `${count}${report.verified ? '' : ', not verified'}.${meanwhile}${sessions}`, tint: lose };
}

const movedCodes: ReadonlySet<string> = new Set(['not-verified', 'left-out', 'organization-missing']);

const lostCodes: ReadonlySet<string> = new Set(['listed-person-missing', 'last-holder-missing']);

/** Returns whether all failures are states that another run or a person made, and not refusals of Kinde. */
function hasMovedMeanwhile({ changes, warnings }: ApplyReport): boolean {
  const failed = changes.filter(({ result }) => result === 'failed');
  const isMoved = failed.every(({ error }) => movedCodes.has(error?.code ?? ''));
  return isMoved && (failed.length > 0 || warnings.some(({ code }) => lostCodes.has(code)));
}

function describeFailed(change: AppliedChange, namesakes: Namesakes): string {
  const { code = '', message = '' } = change.error ?? {};
  return ` ${nameChange(change, namesakes)}: ${code}: ${message}`;
}
