// Renders the result of `init` for a terminal.
import type { FileOutcome, StartReport } from '../model/results/start.js';
import { createPaint } from './paint.js';
import type { Paint } from './paint.js';
import { toSafeText } from './safe-text.js';

/** Returns the files, the advice and the next commands; with `quiet` only the files. */
export function renderStartText(
  report: StartReport,
  { color, quiet }: { readonly color: boolean; readonly quiet: boolean },
): string {
  const paint = createPaint(color);
  const files = report.files.map((file) => renderFile(file, paint));
  if (quiet) return toText(files);
  const isIdle = report.files.every(({ outcome }) => outcome === 'kept');
  const next = report.next.flatMap(({ command, purpose }, index) => [
    `  ${index + 1}. ${purpose}:`,
    `     ${toSafeText(command)}`,
  ]);
  return toText([
    ...(report.platform === null ? [] : [toSafeText(report.platform), '']),
    ...files,
    ...(isIdle ? ['', 'Nothing was written: the existing files stay as they are.'] : []),
    ...(report.advice.length === 0 ? [] : ['', paint.strong('By hand')]),
    ...report.advice.map((line) =>
      line.startsWith(' ') ? `  ${toSafeText(line)}` : `  - ${toSafeText(line)}`,
    ),
    '',
    paint.strong('Next'),
    ...next,
  ]);
}

function renderFile({ path, outcome, reason }: FileOutcome, paint: Paint): string {
  const mark = { written: paint.gain('wrote '), kept: 'kept  ', failed: paint.lose('failed') }[outcome];
  return `${mark}  ${toSafeText(path)}${reason === null ? '' : `  ${paint.faint(toSafeText(reason))}`}`;
}

function toText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
