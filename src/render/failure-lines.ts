// Renders why a run ends with 1 or 3, a line for each reason, beside a result that may go to a file.
import { organizationKey } from '../model/change.js';
import type { Change, OrganizationRef } from '../model/change.js';
import { countNoun } from '../model/text/count-noun.js';
import type { Code } from '../model/codes.js';
import type { Refusal } from '../model/notice.js';
import { isLeftOut } from '../model/outcome.js';
import type { AppliedChange, ApplyReport, OutcomeError } from '../model/outcome.js';
import { describeChange } from './describe-change.js';
import { findNamesakes, tellApart } from './namesakes.js';
import type { Namesakes, NamingParts } from './namesakes.js';
import { createPaint } from './paint.js';
import { toSafeText } from './safe-text.js';
import { sayWaysOnce } from './split-refusals.js';

/** The number of lines that are shown; further ones are counted. */
const mostLines = 9;

/** Warnings for which an apply ends with an error. */
export const unreached: ReadonlySet<Code> = new Set([
  'not-read-back',
  'no-journal',
  'listed-person-missing',
  'last-holder-missing',
] as const);

export interface LineOptions {
  readonly color: boolean;
}

/** Returns a line for each guard that refused. */
export function renderRefusalLines(plan: NamingParts, { color }: LineOptions): string {
  const refusals = tellApart(plan.refusals, findNamesakes(plan));
  return toText(sayWaysOnce(refusals).map(({ guard, text }) => toRefused(guard, text, color)));
}

/** Returns the line for the refusal of a run that makes no plan. */
export function renderRefusalLine({ guard, message }: Refusal, { color }: LineOptions): string {
  return toText([toRefused(guard, message, color)]);
}

function toRefused(guard: Refusal['guard'], text: string, color: boolean): string {
  return `${createPaint(color).lose(`refused ${guard}`)}: ${toSafeText(text)}`;
}

/**
 * Returns a line for each guard that refused and each change that failed, from the tenth on as a count. If no change
 * failed, it returns the reasons why changes were skipped or not verified. A verified apply has no lines.
 */
export function renderFailureLines(report: ApplyReport, options: LineOptions): string {
  if (report.refusals.length > 0) return renderRefusalLines(report, options);
  const namesakes = findNamesakes(report);
  const paint = createPaint(options.color);
  const failed = report.changes.filter(({ result }) => result === 'failed');
  const open = failed.length > 0 ? [] : countReasons(report.changes);
  const unproven = tellApart(report.warnings, namesakes).filter(({ code }) => unreached.has(code));
  const known = [
    ...failed.map((change) => toError(change, namesakes)),
    ...listOpenSessions(report.changes),
    ...open,
    ...unproven,
  ];
  const all = (known.length === 0 && !report.verified ? [unexplained] : known).map(
    ({ code, message }) => `${paint.lose(`error ${code}`)}: ${toSafeText(message)}`,
  );
  const skipped = report.changes.filter(isSkipped).length;
  const rest =
    failed.length === 0 || skipped === 0
      ? []
      : [`${countNoun(skipped, 'other change was', 'other changes were')} not made.`];
  return toText([...nameFirst(all, failed.length > 0 ? 'error' : 'reason'), ...rest]);
}

const unexplained: OutcomeError = {
  code: 'not-verified',
  message: 'Verification did not find everything as planned. Run plan again to see the current state.',
};

/** Returns the first lines and a count of the others; `noun` names one line. */
export function nameFirst(lines: readonly string[], noun: string): readonly string[] {
  const others = lines.length - mostLines;
  return others <= 0 ? lines : [...lines.slice(0, mostLines), `${countNoun(others, `more ${noun}`)}.`];
}

/** Returns the change on one line with its organization, for example `+ jane@acme.com member in Acme Corp (org_1)`. */
export function nameChange(change: Change, namesakes: Namesakes): string {
  const [words] = describeChange(change);
  const where = 'organization' in change ? ` in ${namePlace(change.organization, namesakes)}` : '';
  return `${words?.sign ?? ''} ${words?.subject ?? ''} ${words?.detail ?? ''}${where}`;
}

/** Returns the reason for each person whose sessions may go on. The error of a failed removal says enough. */
export function listOpenSessions(changes: ApplyReport['changes']): readonly OutcomeError[] {
  const errors = changes.flatMap(({ result, sessions }) => {
    if (sessions === undefined || sessions.result === 'applied') return [];
    return sessions.result === 'failed' || result === 'applied' ? [sessions.error] : [];
  });
  return [...new Map(errors.map((error) => [error.message, error])).values()];
}

function namePlace(organization: OrganizationRef, namesakes: Namesakes): string {
  const mark = namesakes.get(organizationKey(organization));
  return mark === undefined ? organization.name : `${organization.name} (${mark})`;
}

function toError(change: AppliedChange, namesakes: Namesakes): OutcomeError {
  const { code, message } = change.error ?? { code: 'internal', message: 'No reason is known.' };
  return { code, message: `${nameChange(change, namesakes)}: ${message}` };
}

function isSkipped(change: AppliedChange): boolean {
  return change.result === 'skipped' && !isLeftOut(change);
}

/** Returns each reason once, with its count: one reason often stops all changes. */
export function countReasons(changes: ApplyReport['changes']): readonly OutcomeError[] {
  const reasons = new Map<string, { readonly error: OutcomeError; count: number }>();
  for (const { error } of changes.filter(isSkipped)) {
    if (error === undefined) continue;
    const reason = reasons.get(error.message) ?? { error, count: 0 };
    reason.count += 1;
    reasons.set(error.message, reason);
  }
  return [...reasons.values()].map(({ error: { code, message }, count }) => ({
    code,
    message: `${message} (${countNoun(count, 'change was', 'changes were')} not made)`,
  }));
}

function toText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
