// A plan that is ready: shows it, asks, carries it out and shows how it ended. Apply and undo share it.
import { randomBytes } from 'node:crypto';
import { UsageError } from '../model/errors.js';
import { leaveUntouched } from '../model/outcome.js';
import type { ApplyReport } from '../model/outcome.js';
import type { Plan } from '../model/plan.js';
import { carryOut } from '../stories/apply.js';
import { checkWriteScopes } from '../stories/check-write-scopes.js';
import { renderJson } from '../render/json.js';
import { countReview } from '../render/count-review.js';
import { renderPlanText } from '../render/plan-text.js';
import { toSafeText } from '../render/safe-text.js';
import { renderReportText } from '../render/report-text.js';
import { refusedError } from '../stories/apply-saved-plan.js';
import { exitCodes } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import { openJournal } from './open-journal.js';
import type { Link } from './open-session.js';
import { wantsColor } from './options.js';
import type { PlanningOptions } from './options.js';
import { hasChanges, refuseOpenSettings } from './plan-command.js';
import type { MaskedWorld } from './run-masked.js';
import { tellFailures, tellRefusals } from './tell-failures.js';
import type { World } from './world.js';

export interface ApplyCommandOptions extends PlanningOptions {
  readonly format: 'text' | 'json';
  readonly yes?: boolean;
  readonly journal?: string;
}

/** How long an answer may take, in milliseconds, before the plan is made anew. */
const longestThought = 60_000;

/** A plan that is ready to be shown and carried out. */
export interface Reviewed extends Link {
  readonly plan: Plan;
  /** The fingerprint that the journal names: that of the saved plan, where there is one. */
  readonly fingerprint?: string;
  /** Returns the report as it is shown. */
  readonly report: (report: ApplyReport) => ApplyReport;
  /** Makes the plan anew where the answer took long, and returns what stands in both; null where that can't be done. */
  readonly planAgain: (() => Promise<Pick<Reviewed, 'plan' | 'report'>>) | null;
}

/** Shows the plan, asks where a person is to be asked, carries it out and shows how it ended. */
export async function applyReviewed(
  world: MaskedWorld,
  options: ApplyCommandOptions,
  reviewed: Reviewed,
): Promise<ExitCode> {
  const { plan } = reviewed;
  const isAsking = hasChanges(plan) && options.yes !== true && plan.refusals.length === 0;
  if (options.quiet !== true || isAsking || plan.refusals.length > 0) showPlan(world, options, plan);
  if (isAsking && world.ask === null) return refuseToGuess(world, options, reviewed);
  if (plan.refusals.length > 0)
    return endRefused(world, options, plan, reviewed.report(leaveUntouched(plan, refusedError)));
  // A person is not asked for what can't be done.
  checkWriteScopes(plan, reviewed.connection);
  const confirmed = isAsking ? await confirm(world, reviewed) : reviewed;
  if (confirmed === null) {
    const error = { code: 'declined', message: 'The question was not answered with yes.' } as const;
    showReport(world, options, reviewed.report(leaveUntouched(plan, error)));
    return world.interrupt.aborted ? exitCodes.interrupted : exitCodes.error;
  }
  if (confirmed.plan.refusals.length > 0) {
    showPlan(world, options, confirmed.plan);
    const refused = leaveUntouched(confirmed.plan, refusedError);
    return endRefused(world, options, confirmed.plan, confirmed.report(refused));
  }
  const report = confirmed.report(await carryOutWithProgress(world, options, confirmed));
  showReport(world, options, report);
  const status = statusOf(report);
  if (status === exitCodes.done) refuseOpenSettings(plan, options);
  return status;
}

/** Shows the plan and says that a person must be there to answer, or --yes be given. */
function refuseToGuess(world: MaskedWorld, options: ApplyCommandOptions, { plan, report }: Reviewed): never {
  const message = 'Nobody is there to be asked, so nothing was changed.';
  const error = { code: 'confirmation-needed', message } as const;
  if (options.format === 'json') showReport(world, options, report(leaveUntouched(plan, error)));
  throw new UsageError('confirmation-needed', message, {
    hint: 'Run it on a terminal, or give --yes after the plan was reviewed.',
  });
}

/** Shows a refused plan's report where the format is JSON; returns the exit status. */
export function endRefused(
  world: MaskedWorld,
  options: ApplyCommandOptions,
  plan: Plan,
  report: ApplyReport,
): ExitCode {
  if (options.format === 'json') showReport(world, options, report);
  else tellRefusals(world, options, plan);
  return exitCodes.refused;
}

/** Returns what may be carried out; null without a yes. */
async function confirm(world: World, reviewed: Reviewed): Promise<Reviewed | null> {
  const asked = world.now();
  if (!(await isConfirmed(world, reviewed.plan))) return null;
  if (reviewed.planAgain === null || world.now() - asked <= longestThought) return reviewed;
  return { ...reviewed, ...(await reviewed.planAgain()) };
}

async function carryOutWithProgress(
  world: World,
  options: ApplyCommandOptions,
  { plan, fingerprint = plan.fingerprint, connection, progress }: Reviewed,
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

/** In JSON the report holds the plan; a person who is asked sees the plan on stderr first. */
function showPlan(world: MaskedWorld, options: ApplyCommandOptions, plan: Plan): void {
  const shown = world.mask.plan(plan);
  if (options.format === 'text') {
    const color = wantsColor(world, options, world.stdout);
    world.stdout.write(renderPlanText(shown, { color, next: null }));
  } else if (options.yes !== true && world.ask !== null) {
    world.stderr.write(
      renderPlanText(shown, { color: wantsColor(world, options, world.stderr), next: null }),
    );
  }
}

function showReport(world: MaskedWorld, options: ApplyCommandOptions, report: ApplyReport): void {
  if (options.format === 'json') {
    world.stdout.write(renderJson(report));
  } else {
    const text = renderReportText(world.mask.plan(report), {
      color: wantsColor(world, options, world.stdout),
    });
    world.stdout.write(options.quiet === true ? text : `\n${text}`);
  }
  tellFailures(world, options, report);
}

async function isConfirmed(world: World, plan: Plan): Promise<boolean> {
  if (world.ask === null) return false;
  const { environment, summary } = plan;
  const { opened } = countReview(plan);
  const doors = opened === 0 ? '' : `${opened} open to registrations, `;
  const answer = await world.ask(
    `Apply this to ${toSafeText(environment.code)} at ${toSafeText(environment.domain)} (${doors}${summary.add} join, ${summary.remove} leave)? Type yes: `,
  );
  return answer.trim().toLowerCase() === 'yes';
}

function statusOf(report: ApplyReport): ExitCode {
  if (report.refusals.length > 0) return exitCodes.refused;
  if (report.interrupted) return exitCodes.interrupted;
  const isComplete = report.changes.every(
    ({ action, result, error }) =>
      action === 'manual' || result === 'applied' || error?.code === 'removal-held-back',
  );
  return isComplete && report.verified ? exitCodes.done : exitCodes.error;
}
