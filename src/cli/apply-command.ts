// `kinde-sync apply`: plans, asks, applies, reads back. With a saved plan, carries out what stands in both plans.
import { leaveUntouched } from '../model/outcome.js';
import { toSafeText } from '../render/safe-text.js';
import type { Approved } from '../stories/apply-saved-plan.js';
import {
  approveSaved,
  refusedError,
  refuseUnplannable,
  requireEnvironment,
} from '../stories/apply-saved-plan.js';
import { applyReviewed, endRefused } from './apply-reviewed.js';
import type { ApplyCommandOptions, Reviewed } from './apply-reviewed.js';
import type { ExitCode } from './exit-codes.js';
import { reportErrors } from './open-session.js';
import { readPlanFile } from './plan-file.js';
import type { SavedPlan } from './plan-file.js';
import { refuseOverwriting } from './refuse-overwriting.js';
import { runMasked } from './run-masked.js';
import type { MaskedWorld } from './run-masked.js';
import { runPlanned } from './run-planned.js';
import type { Planned, PlanningWork } from './run-planned.js';
import type { World } from './world.js';

/**
 * Writes the plan and how it ended to stdout. With the path of a saved plan, carries out what it approves of a new plan.
 * Exit status 0 only if the goal is reached and was read back.
 */
export async function runApply(world: World, options: ApplyCommandOptions, path?: string): Promise<ExitCode> {
  return runMasked(world, options, (masked) =>
    path === undefined ? applyFiles(masked, options) : applySaved(masked, options, path),
  );
}

function prepareJournal(world: World, options: ApplyCommandOptions): PlanningWork['prepare'] {
  const journal = { option: '--journal', path: options.journal } as const;
  return async ({ files }) => {
    await refuseOverwriting(journal, { ...options, cwd: world.cwd, files });
    return {};
  };
}

function applyFiles(world: MaskedWorld, options: ApplyCommandOptions): Promise<ExitCode> {
  const finish = ({ plan, connection, progress, planAgain }: Planned) =>
    applyReviewed(world, options, {
      plan,
      connection,
      progress,
      report: (report) => report,
      planAgain: () => approveAgain(plan, planAgain),
    });
  return runPlanned(world, options, { prepare: prepareJournal(world, options), finish });
}

/** Of a plan made anew, only what was shown is carried out. */
async function approveAgain(
  shown: Reviewed['plan'],
  planAgain: Planned['planAgain'],
): Promise<Pick<Reviewed, 'plan' | 'report'>> {
  const { plan, basis } = await planAgain();
  return basis === null ? { plan, report: (report) => report } : approveSaved(shown, basis);
}

function applySaved(world: MaskedWorld, options: ApplyCommandOptions, path: string): Promise<ExitCode> {
  return reportErrors(world, options, async () => {
    const saved = await readPlanFile(path, world.cwd);
    return runPlanned(world, options, {
      prepare: prepareJournal(world, options),
      onEnvironment: ({ code }, domain) => requireEnvironment(saved.plan, { code, domain }),
      onUnplannable: ({ diagnostics }) => {
        const refused = refuseUnplannable(saved.plan, diagnostics);
        return Promise.resolve(endRefused(world, options, refused, leaveUntouched(refused, refusedError)));
      },
      finish: (planned) => finishSaved(world, options, saved, planned),
    });
  });
}

function finishSaved(
  world: MaskedWorld,
  options: ApplyCommandOptions,
  saved: SavedPlan,
  { plan, basis, connection, progress, planAgain }: Planned,
): Promise<ExitCode> {
  tellOrigin(world, saved);
  const approved: Approved =
    basis === null ? { plan, report: (report) => report } : approveSaved(saved.plan, basis);
  return applyReviewed(world, options, {
    ...approved,
    fingerprint: saved.plan.fingerprint,
    connection,
    progress,
    planAgain: async () => {
      const again = await approveAgain(approved.plan, planAgain);
      return { plan: again.plan, report: (report) => approved.report(again.report(report)) };
    },
  });
}

/** An approval can be old, so its age is said with --quiet, too. */
function tellOrigin(world: World, { origin }: SavedPlan): void {
  if (origin === null) return;
  const commit = origin.commit === null ? '' : `, of commit ${toSafeText(origin.commit)}`;
  world.stderr.write(`The saved plan was made at ${toSafeText(origin.at)}${commit}.\n`);
}
