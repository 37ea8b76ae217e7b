// The second half of apply and undo: shows the plan, asks, carries the plan out and shows the report.
import { randomBytes } from 'node:crypto';
import { countNoun } from '../model/text/count-noun.js';
import { UsageError } from '../model/errors.js';
import { leaveUntouched } from '../model/outcome.js';
import type { ApplyReport } from '../model/outcome.js';
import type { Plan } from '../model/plan.js';
import { carryOut } from '../stories/apply.js';
import type { Planning } from '../stories/plan.js';
import { checkWriteScopes } from '../stories/check-write-scopes.js';
import { renderJson } from '../render/json.js';
import { countMemberships, countOthers, countReview } from '../render/count-review.js';
import { renderPlanText } from '../render/plan-text.js';
import { toSafeText } from '../render/safe-text.js';
import { renderReportText } from '../render/report-text.js';
import { refusedError } from '../stories/apply-saved-plan.js';
import { exitCodes, hasChanges, statusOfReport } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import { isYes } from './is-yes.js';
import { openJournal } from './files/open-journal.js';
import type { Link } from './open-session.js';
import { readLayout } from './options/options.js';
import type { PlanningOptions } from './options/options.js';
import { repeatInPlan } from './options/repeat-options.js';
import { requireSettingsDone } from './options/require-settings.js';
import type { MaskedWorld } from './run-masked.js';
import { tellFailures, tellRefusals } from './tell-failures.js';
import type { Output, World } from './world.js';

export interface ApplyCommandOptions extends PlanningOptions {
  readonly format: 'text' | 'json';
  readonly yes?: boolean;
  readonly journal?: string;
}

/** Milliseconds from the question to the answer; after a longer time the plan is made anew. */
const longestThought = 60_000;

/** A plan that is ready to be shown and carried out. */
export interface Reviewed extends Link {
  readonly plan: Plan;
  /** The configuration and the live state behind the plan; null if the plan came from no configuration. */
  readonly basis: Planning['basis'];
  /** The fingerprint that the journal records; absent where it is that of `plan`. */
  readonly fingerprint?: string;
  /** Turns the report on `plan` into the one that is shown: with a saved plan, a report on that. */
  readonly report: (report: ApplyReport) => ApplyReport;
  /** Makes the plan anew and returns the changes that both plans have; null where no plan can be made anew. */
  readonly planAgain: (() => Promise<Pick<Reviewed, 'plan' | 'basis' | 'report'>>) | null;
}

/**
 * Shows the plan, asks a person unless `--yes` is given, carries the plan out and shows the report. Throws `UsageError`:
 * `confirmation-needed` without a terminal and without `--yes`, `open-manual-settings` with `--strict`.
 */
export async function confirmAndApply(
  world: MaskedWorld,
  options: ApplyCommandOptions,
  reviewed: Reviewed,
): Promise<ExitCode> {
  const { plan, connection } = reviewed;
  if (plan.refusals.length > 0) return endRefused(world, options, reviewed);
  const isAsking = hasChanges(plan) && options.yes !== true;
  if (options.quiet !== true || isAsking) showPlan(world, options, plan);
  if (isAsking && world.ask === null) throw needError(world, options, reviewed);
  // A person is not asked for what can't be done.
  checkWriteScopes(plan, connection);
  const confirmed = isAsking ? await confirm(world, reviewed) : reviewed;
  if (confirmed === null) return endDeclined(world, options, reviewed);
  if (confirmed.plan.refusals.length > 0) return endRefused(world, options, confirmed);
  const report = confirmed.report(await carryOutWithProgress(world, options, confirmed));
  showReport(world, options, report);
  const status = statusOfReport(report);
  if (status === exitCodes.done) requireSettingsDone(plan, options);
  return status;
}

type Shown = Pick<Reviewed, 'plan' | 'report'>;

/** Shows the refused plan and returns the exit status. */
function endRefused(world: MaskedWorld, options: ApplyCommandOptions, { plan, report }: Shown): ExitCode {
  showPlan(world, options, plan);
  const refused = report(leaveUntouched(plan, refusedError));
  if (options.format === 'json') showReport(world, options, refused);
  else tellRefusals(world, options, plan);
  return statusOfReport(refused);
}

function endDeclined(world: MaskedWorld, options: ApplyCommandOptions, { plan, report }: Shown): ExitCode {
  const error = { code: 'declined', message: 'The answer was not yes.' } as const;
  const declined = report(leaveUntouched(plan, error));
  showReport(world, options, declined);
  return statusOfReport({ ...declined, interrupted: world.interrupt.aborted });
}

/** Shows the report where the format is JSON, and returns the error that asks for a terminal or `--yes`. */
function needError(world: MaskedWorld, options: ApplyCommandOptions, { plan, report }: Shown): UsageError {
  const message = 'There is no terminal to ask for confirmation, so nothing was changed.';
  const error = { code: 'confirmation-needed', message } as const;
  if (options.format === 'json') showReport(world, options, report(leaveUntouched(plan, error)));
  return new UsageError('confirmation-needed', message, {
    hint: 'Run it on a terminal, or review the plan and give --yes.',
  });
}

/** Asks, and returns the plan that the answer confirms; null for any answer but yes. */
async function confirm(world: World, reviewed: Reviewed): Promise<Reviewed | null> {
  const asked = world.now();
  if (!(await isConfirmed(world, reviewed.plan))) return null;
  if (reviewed.planAgain === null || world.now() - asked <= longestThought) return reviewed;
  return { ...reviewed, ...(await reviewed.planAgain()) };
}

async function carryOutWithProgress(
  world: World,
  options: ApplyCommandOptions,
  { plan, basis, fingerprint = plan.fingerprint, connection, progress }: Reviewed,
): Promise<ApplyReport> {
  if (!hasChanges(plan)) {
    const message = 'Only a person can set this, in the dashboard.';
    return leaveUntouched(plan, { code: 'by-hand', message });
  }
  const journal = options.journal === undefined ? null : await openJournal(options.journal, world.cwd);
  progress.enter('applying');
  progress.expect(Object.values(plan.estimate.requests).reduce((sum, count) => sum + count, 0));
  const record = { fingerprint, run: randomBytes(8).toString('hex'), now: world.now };
  try {
    const report = await carryOut(plan, connection, {
      journal: journal === null ? null : { journal, ...record },
      comparison: basis?.comparison ?? null,
      isInterrupted: () => world.interrupt.aborted,
      onStep: (name, changes) => progress.enter(`${name} (${changes})`),
    });
    const failure = journal?.failure() ?? null;
    return failure === null ? report : { ...report, warnings: [...report.warnings, failure] };
  } finally {
    progress.stop();
    await journal?.close();
  }
}

/** With JSON, stdout takes only the report, which holds the plan; a person who may be asked sees the plan on stderr. */
export function showPlan(world: MaskedWorld, options: ApplyCommandOptions, plan: Plan): void {
  const shown = world.mask.plan(repeatInPlan(plan, options));
  const write = (stream: Output): void =>
    stream.write(renderPlanText(shown, { next: null, ...readLayout(world, options, stream) }));
  if (options.format === 'text') {
    write(world.stdout);
  } else if (options.yes !== true && world.ask !== null) {
    write(world.stderr);
  }
}

/** Writes the report to stdout, and the reasons of an incomplete apply to stderr. */
export function showReport(world: MaskedWorld, options: ApplyCommandOptions, report: ApplyReport): void {
  if (options.format === 'json') {
    world.stdout.write(renderJson(report));
  } else {
    const text = renderReportText(world.mask.plan(report), readLayout(world, options, world.stdout));
    world.stdout.write(options.quiet === true ? text : `\n${text}`);
  }
  tellFailures(world, options, report);
}

/** Returns the counts that a person should see before the answer. */
function countForQuestion(plan: Plan): string {
  const { opened, widened, signedOut } = countReview(plan);
  const memberships = countMemberships(plan);
  const others = countOthers(plan);
  return [
    ...(opened === 0 ? [] : [`${countNoun(opened, 'organization')} to open to registrations`]),
    ...(widened === 0 ? [] : [`${countNoun(widened, 'organization')} to let more addresses register`]),
    ...(memberships.length === 0 ? ['no membership to add or remove'] : memberships),
    ...(others === 0 ? [] : [countNoun(others, 'other change')]),
    ...(signedOut === 0 ? [] : [`${countNoun(signedOut, 'person', 'people')} to sign out`]),
  ].join(', ');
}

async function isConfirmed(world: World, plan: Plan): Promise<boolean> {
  if (world.ask === null) return false;
  const { code, domain } = plan.environment;
  const place = `${toSafeText(code)} at ${toSafeText(domain)}`;
  const answer = await world.ask(`Apply this to ${place} (${countForQuestion(plan)})? Type yes: `);
  return isYes(answer);
}
