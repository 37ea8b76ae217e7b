// `kinde-sync apply`: plans, asks, applies, reads back. Without somebody to ask it needs --yes.
import { UsageError } from '../model/errors.js';
import { leaveUntouched } from '../model/outcome.js';
import type { ApplyReport } from '../model/outcome.js';
import type { Plan } from '../model/plan.js';
import { carryOutKept } from '../kept-plan.js';
import { carryOut } from '../carry-out.js';
import { checkWriteScopes } from '../check-write-scopes.js';
import { renderJson } from '../render/json.js';
import { countReview } from '../render/count-review.js';
import { renderPlanText } from '../render/plan-text.js';
import { toSafeText } from '../render/safe-text.js';
import { renderReportText } from '../render/report-text.js';
import { exitCodes } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import { openJournal } from './open-journal.js';
import { reportErrors, runConnected } from './open-session.js';
import type { Link } from './open-session.js';
import { wantsColor } from './options.js';
import type { PlanningOptions } from './options.js';
import { hasChanges, refuseOpenSettings } from './plan-command.js';
import { readPlanFile } from './plan-file.js';
import { refuseOverwriting } from './refuse-overwriting.js';
import { runMasked } from './run-masked.js';
import type { MaskedWorld } from './run-masked.js';
import { runPlanned } from './run-planned.js';
import { tellFailures, tellRefusals } from './tell-failures.js';
import type { World } from './world.js';

export interface ApplyCommandOptions extends PlanningOptions {
  readonly format: 'text' | 'json';
  readonly yes?: boolean;
  readonly journal?: string;
}

/**
 * Writes the plan and how it ended to stdout. With the path of a kept plan, applies exactly that one. Exit status 0
 * only if the goal is reached and was read back.
 */
export async function runApply(world: World, options: ApplyCommandOptions, path?: string): Promise<ExitCode> {
  if (options.yes !== true && world.ask === null) return refuseToGuess(world, options);
  if (path !== undefined) return runMasked(world, options, (masked) => runApplyKept(masked, options, path));
  return runMasked(world, options, (masked) => applyMasked(masked, options));
}

async function applyMasked(world: MaskedWorld, options: ApplyCommandOptions): Promise<ExitCode> {
  return runPlanned(world, options, {
    prepare: ({ files }) =>
      refuseOverwriting(
        { option: '--journal', path: options.journal },
        { ...options, cwd: world.cwd, files },
      ).then(() => ({})),
    finish: (planned) => applyReviewed(world, options, { ...planned, carry: carryOut }),
  });
}

async function runApplyKept(
  world: MaskedWorld,
  options: ApplyCommandOptions,
  path: string,
): Promise<ExitCode> {
  return runConnected(world, options, async (link) => {
    refuseSelection(options);
    const plan = await readPlanFile(path, world.cwd);
    return applyReviewed(world, options, { plan, ...link, carry: carryOutKept });
  });
}

/** A kept plan is whole in itself: what selects and approves was given when it was made. */
function refuseSelection({
  config,
  configIsFromVariable,
  organization,
  removals,
  allowRemovals,
}: ApplyCommandOptions): void {
  const isGiven = [
    [config !== undefined && configIsFromVariable !== true, '--config'],
    [organization !== undefined, '--organization'],
    [!removals, '--no-removals'],
    [allowRemovals !== undefined, '--allow-removals'],
  ] as const;
  const given = isGiven.flatMap(([is, name]) => (is ? [name] : []));
  if (given.length === 0) return;
  throw new UsageError(
    'invalid-option',
    `A kept plan is applied as it is: ${given.join(', ')} can't change it.`,
    {
      hint: 'Give these options to `kinde-sync plan --out FILE`, and apply what it writes.',
    },
  );
}

/** A plan that is ready to be shown and carried out. */
export interface Reviewed extends Link {
  readonly plan: Plan;
  readonly carry: typeof carryOutKept;
}

/** Shows the plan, asks where somebody is to be asked, carries it out and shows how it ended. */
export async function applyReviewed(
  world: MaskedWorld,
  options: ApplyCommandOptions,
  reviewed: Reviewed,
): Promise<ExitCode> {
  const { plan } = reviewed;
  const isAsking = hasChanges(plan) && options.yes !== true;
  if (options.quiet !== true || isAsking || plan.refusals.length > 0) showPlan(world, options, plan);
  if (plan.refusals.length > 0) {
    if (options.format === 'json') {
      showReport(
        world,
        options,
        leaveUntouched(plan, { code: 'refused', message: 'The plan was refused for safety.' }),
      );
    } else tellRefusals(world, options, plan);
    return exitCodes.refused;
  }
  // Whoever is asked is not to say yes to what can't be done.
  checkWriteScopes(plan, reviewed.connection);
  if (isAsking && !(await isConfirmed(world, plan))) {
    showReport(
      world,
      options,
      leaveUntouched(plan, { code: 'declined', message: 'The question was not answered with yes.' }),
    );
    return world.interrupt.aborted ? exitCodes.interrupted : exitCodes.error;
  }
  const report = await applyWithProgress(world, options, reviewed);
  showReport(world, options, report);
  const status = judge(report);
  if (status === exitCodes.done) refuseOpenSettings(plan, options);
  return status;
}

/** Says that somebody must be there to answer, or --yes be given; returns the exit status. */
export function refuseToGuess(
  world: World,
  options: ApplyCommandOptions,
  command = 'apply',
): Promise<ExitCode> {
  return reportErrors(world, options, () => {
    throw new UsageError(
      'confirmation-needed',
      `${command} asks before it changes anything, and nobody is there to ask.`,
      { hint: 'Run it on a terminal, or give --yes after the plan was reviewed.' },
    );
  });
}

async function applyWithProgress(
  world: World,
  options: ApplyCommandOptions,
  { plan, connection, progress, carry }: Reviewed,
): Promise<ApplyReport> {
  if (!hasChanges(plan) && carry === carryOut)
    return leaveUntouched(plan, {
      code: 'by-hand',
      message: 'Only a person can set this, in the dashboard.',
    });
  const journal = options.journal === undefined ? null : await openJournal(options.journal, world.cwd);
  progress.enter('applying');
  progress.expect(Object.values(plan.estimate.requests).reduce((sum, count) => sum + count, 0));
  try {
    const report = await carry(plan, connection, {
      journal: journal === null ? null : { journal, fingerprint: plan.fingerprint, now: world.now },
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
  } else if (options.yes !== true) {
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

function judge(report: ApplyReport): ExitCode {
  if (report.refusals.length > 0) return exitCodes.refused;
  if (report.interrupted) return exitCodes.interrupted;
  const isComplete = report.changes.every(
    ({ action, result }) => action === 'manual' || result === 'applied',
  );
  const isRecorded = report.warnings.every(({ code }) => code !== 'no-journal');
  return isComplete && isRecorded && report.verified ? exitCodes.done : exitCodes.error;
}
