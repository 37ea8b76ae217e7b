// Renders the doctor's report for a terminal: a line for each check, and below a problem or warning its fix and place.
import { countNoun } from '../model/text/count-noun.js';
import { groupBy } from '../model/group-by.js';
import type { Check, DoctorReport } from '../model/results/doctor-report.js';
import { createPaint } from './paint.js';
import type { Paint } from './paint.js';
import { toSafeText } from './safe-text.js';
import { wrapPainted, wrapText } from './wrap-text.js';

/** Returns the report as text, lines ended by `\n`. Every text in it is made safe for a terminal. */
export function renderDoctorText(
  report: DoctorReport,
  { color, width = Infinity }: { readonly color: boolean; readonly width?: number },
): string {
  const paint = createPaint(color);
  const { domain, environment, checks } = report;
  const place = environment === null ? '' : `, environment ${toSafeText(environment.code)}`;
  const lines = [
    paint.strong(`Checked ${toSafeText(domain ?? 'the settings')}${place}`),
    '',
    ...uniteSkipped(checks).flatMap((check) => renderCheck(check, paint, width)),
    '',
    ...renderVerdict(report, paint, width),
  ];
  return `${lines.join('\n')}\n`;
}

/** Returns a line for each problem. */
export function renderProblemLines({ checks }: DoctorReport): string {
  return checks
    .filter(({ status }) => status === 'problem')
    .map(({ check, code, message }) => `error ${code ?? 'problem'}: ${check}: ${toSafeText(message)}\n`)
    .join('');
}

type Line = Omit<Check, 'check'> & { readonly check: string };

/** Joins the checks that were skipped for the same reason into one line, at the place of the first. */
function uniteSkipped(checks: readonly Check[]): readonly Line[] {
  const groups = groupBy(checks, (check) => (check.status === 'skipped' ? check.message : check));
  return [...groups.values()].flatMap(([first, ...rest]) => {
    if (first === undefined) return [];
    return [{ ...first, check: [first, ...rest].map(({ check }) => check).join(', ') }];
  });
}

const indentation = ' '.repeat(11);

function renderCheck(
  { check, status, code, message, cure, where }: Line,
  paint: Paint,
  width: number,
): readonly string[] {
  const tint = { ok: paint.gain, warning: paint.change, problem: paint.lose, skipped: paint.faint }[status];
  const said = `${code === undefined ? '' : `${code}: `}${toSafeText(message)}`;
  const head = `${status.padEnd(8)} ${check}:`;
  const [first = '', ...others] = wrapText(`  ${head} ${said}`, width, indentation);
  const tone = status === 'skipped' ? paint.faint : (text: string): string => text;
  const painted = first.startsWith(`  ${head}`)
    ? `  ${tint(status.padEnd(8))} ${paint.strong(check)}:${tone(first.slice(head.length + 2))}`
    : first;
  const add = (name: string, text: string | undefined): readonly string[] =>
    text === undefined
      ? []
      : wrapText(`${indentation}${name}: ${toSafeText(text)}`, width, ' '.repeat(13 + name.length));
  return [painted, ...others.map(tone), ...add('Fix', cure), ...add('Where', where)];
}

function renderVerdict(
  { canPlan, canApply, checks }: DoctorReport,
  paint: Paint,
  width: number,
): readonly string[] {
  const wrap = (head: string, rest: string, tint: (text: string) => string): readonly string[] =>
    wrapPainted([head, rest], { width, indent: '', tint });
  const count = (status: Check['status']): number => checks.filter((one) => one.status === status).length;
  const warnings = count('warning') === 0 ? '' : ` ${countNoun(count('warning'), 'warning')}.`;
  if (canApply === null) {
    const missing = 'Scopes and reading are not checked: there is no configuration.';
    return wrap('Kinde answers with these settings.', ` ${missing}${warnings}`, paint.change);
  }
  if (canApply) return wrap('Settings and credentials allow plan and apply.', warnings, paint.gain);
  const verdict = canPlan ? 'plan will work, apply will not.' : 'Neither plan nor apply will work.';
  return wrap(verdict, ` ${countNoun(count('problem'), 'problem')}.${warnings}`, paint.lose);
}
