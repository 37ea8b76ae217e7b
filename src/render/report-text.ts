// Renders the outcome of an apply for a terminal. If it is not complete, at most ten lines of reasons come first and one line
// of summary last.
import { countNoun } from '../model/count-noun.js';
import type { Notice } from '../model/notice.js';
import type { AppliedChange, ApplyReport } from '../model/outcome.js';
import { countReasons, listOpenSessions, nameChange, unreached } from './failure-lines.js';
import { createPaint } from './paint.js';
import type { Paint } from './paint.js';
import { formatRequests } from './plan-summary-text.js';
import { toSafeText } from './safe-text.js';
import { sayWaysOnce } from './split-refusals.js';

/** The most lines of details; the summary comes after them. */
const mostDetails = 10;

/** Returns the report as text, lines ended by `\n`. Every name in it is made safe for a terminal. */
export function renderReportText(report: ApplyReport, { color }: { readonly color: boolean }): string {
  const paint = createPaint(color);
  const changes = report.changes.filter(({ action }) => action !== 'manual');
  const open = changes.filter(({ result }) => result !== 'applied');
  if (open.length > 0 && open.every(({ error }) => error?.code === 'declined'))
    return `${paint.strong('Cancelled. Nothing was changed.')}\n`;
  const isRefused = report.refusals.length > 0;
  const details = isRefused ? renderRefusals(report, paint) : limit(renderDetails(report, open, paint));
  const verdict = renderVerdict(report, changes.length, paint);
  const cost = `The run took ${formatRequests(report.requests)}.`;
  const isDone = isRefused || (open.length === 0 && report.verified);
  return [...(isDone ? [verdict, ...details, cost] : [...details, cost, verdict]), ''].join('\n');
}

function renderRefusals({ refusals }: ApplyReport, paint: Paint): readonly string[] {
  return sayWaysOnce(refusals).map(({ guard, text }) => `  ${paint.lose(guard)}: ${toSafeText(text)}`);
}

function renderDetails(report: ApplyReport, open: readonly AppliedChange[], paint: Paint): readonly string[] {
  const failed = open.filter(({ result }) => result === 'failed');
  const found = report.warnings.filter(({ code }) => code === 'person-found');
  const others = report.warnings.filter(({ code }) => unreached.has(code));
  return [
    ...failed.map((change) => renderFailed(change, paint)),
    ...listOpenSessions(report.changes).map(
      ({ code, message }) => `  ${paint.lose('sessions')} ${code}: ${toSafeText(message)}`,
    ),
    ...countReasons(open).map(
      ({ code, message }) => `  ${paint.change('skipped')} ${code}: ${toSafeText(message)}`,
    ),
    ...[...others, ...uniteFound(found)].map(
      ({ code, message }) => `  ${paint.change(code)}: ${toSafeText(message)}`,
    ),
  ];
}

/** Several addresses are found at once if another apply creates the same people meanwhile. */
function uniteFound(found: readonly Notice[]): readonly Pick<Notice, 'code' | 'message'>[] {
  if (found.length <= 3) return found;
  const message = `${found.length} people who counted as new are in Kinde, so apply created no one twice. Somebody else did this meanwhile.`;
  return [{ code: 'person-found', message }];
}

function limit(lines: readonly string[]): readonly string[] {
  if (lines.length <= mostDetails) return lines;
  const shown = lines.slice(0, mostDetails - 1);
  return [...shown, `  … and ${lines.length - shown.length} more; --format json tells each.`];
}

function renderVerdict(report: ApplyReport, total: number, paint: Paint): string {
  if (report.refusals.length > 0) return paint.lose('Refused: nothing was changed.');
  const applied = report.changes.filter(({ result }) => result === 'applied').length;
  if (total === 0) return paint.gain('No changes: Kinde matches the configuration.');
  const count = `${applied} of ${countNoun(total, 'change')} applied`;
  const writes = Object.entries(report.requests).filter(([method]) => method !== 'GET');
  if (report.verified && applied === total && writes.length === 0) {
    return paint.gain(
      `Nothing was written: ${total === 1 ? 'the change was' : `all ${total} changes were`} already in place.`,
    );
  }
  const open = listOpenSessions(report.changes).length;
  const sessions =
    open === 0 ? '' : ` The sessions of ${countNoun(open, 'person', 'people')} who left may go on.`;
  if (report.interrupted) return paint.lose(`Interrupted: ${count}. Run apply again to finish.${sessions}`);
  if (report.verified && applied === total) return paint.gain(`${count} and verified.`);
  const meanwhile = hasMovedMeanwhile(report)
    ? ' Somebody else may have done this meanwhile: apply again.'
    : '';
  return paint.lose(`${count}${report.verified ? '' : ', not verified'}.${meanwhile}${sessions}`);
}

const movedCodes: ReadonlySet<string> = new Set(['not-verified', 'left-out', 'organization-missing']);

/** Returns whether all failures are states that another run or a person made, and not refusals of Kinde. */
function hasMovedMeanwhile({ changes, warnings }: ApplyReport): boolean {
  const failed = changes.filter(({ result }) => result === 'failed');
  const isMoved = failed.every(({ error }) => movedCodes.has(error?.code ?? ''));
  return isMoved && (failed.length > 0 || warnings.some(({ code }) => code === 'listed-person-missing'));
}

function renderFailed(change: AppliedChange, paint: Paint): string {
  const { code = '', message = '' } = change.error ?? {};
  return `  ${paint.lose('failed')} ${toSafeText(nameChange(change))}: ${code}: ${toSafeText(message)}`;
}
