// Renders the outcome of an apply for a terminal: the verdict, then each change that was not applied and why.
import { countNoun } from '../model/count-noun.js';
import type { AppliedChange, ApplyReport } from '../model/outcome.js';
import { nameChange, unreached } from './failure-lines.js';
import { createPaint } from './paint.js';
import type { Paint } from './paint.js';
import { formatRequests } from './plan-text.js';
import { toSafeText } from './safe-text.js';
import { sayWaysOnce } from './split-refusals.js';

/** Returns the report as text, lines ended by `\n`. Every name in it is made safe for a terminal. */
export function renderReportText(report: ApplyReport, { color }: { readonly color: boolean }): string {
  const paint = createPaint(color);
  const changes = report.changes.filter(({ action }) => action !== 'manual');
  const open = changes.filter(({ result }) => result !== 'applied');
  const lines = [
    renderVerdict(report, changes.length, paint),
    ...sayWaysOnce(report.refusals).map(({ guard, text }) => `  ${paint.lose(guard)}: ${toSafeText(text)}`),
    ...(report.refusals.length > 0 ? [] : open.map((change) => renderOpen(change, paint))),
    ...report.warnings
      .filter(({ code }) => unreached.has(code) || code === 'person-found')
      .map(({ code, message }) => `  ${paint.change(code)}: ${toSafeText(message)}`),
    `The run took ${formatRequests(report.requests)}.`,
  ];
  return `${lines.join('\n')}\n`;
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
  if (report.interrupted) return paint.lose(`Interrupted: ${count}. Run apply again to finish.`);
  if (report.verified && applied === total) return paint.gain(`${count} and verified.`);
  return paint.lose(`${count}${report.verified ? '' : ', not verified'}.`);
}

function renderOpen(change: AppliedChange, paint: Paint): string {
  const why = change.error === undefined ? '' : ` ${change.error.code}: ${change.error.message}`;
  const color = change.result === 'failed' ? paint.lose : paint.change;
  return `  ${color(change.result)} ${toSafeText(nameChange(change))}\n    ${toSafeText(why.trim())}`;
}
