// `kinde-sync apply`: plans, asks, applies and verifies. With a saved plan, it carries out the changes of both plans.
import { toSafeText } from '../../render/safe-text.js';
import {
  approveSaved,
  refuseUnplannable,
  requireEnvironment,
  showAsItIs,
} from '../../stories/apply-saved-plan.js';
import type { PlanOptions } from '../../stories/plan.js';
import { confirmAndApply } from '../confirm-and-apply.js';
import type { ApplyCommandOptions } from '../confirm-and-apply.js';
import type { ExitCode } from '../exit-codes.js';
import { reportErrors } from '../open-session.js';
import { readPlanFile } from '../files/plan-file.js';
import type { SavedPlan } from '../files/plan-file.js';
import { checkJournal } from '../files/open-journal.js';
import { runMasked } from '../run-masked.js';
import type { MaskedWorld } from '../run-masked.js';
import { planAndRun } from '../plan-and-run.js';
import type { Planned, PlanningWork } from '../plan-and-run.js';
import type { World } from '../world.js';

/**
 * Writes the plan and the report to stdout. With the path of a saved plan, carries out what that approves of a new plan.
 * Exit status 0 only if every change was applied and verified.
 */
export async function runApply(world: World, options: ApplyCommandOptions, path?: string): Promise<ExitCode> {
  return runMasked(world, options, (masked) =>
    path === undefined ? applyFiles(masked, options) : applySaved(masked, options, path),
  );
}

function prepareJournal(
  world: World,
  options: ApplyCommandOptions,
  saved: Pick<PlanOptions, 'saved'> = {},
): PlanningWork['prepare'] {
  return async ({ files }) => {
    // A person is not asked before the journal is known to be of use.
    await checkJournal(options.journal, { ...options, cwd: world.cwd, files });
    return saved;
  };
}

function applyFiles(world: MaskedWorld, options: ApplyCommandOptions): Promise<ExitCode> {
  return planAndRun(world, options, {
    prepare: prepareJournal(world, options),
    finish: ({ plan, basis, connection, progress, planAgain }) =>
      confirmAndApply(world, options, {
        plan,
        basis,
        connection,
        progress,
        report: showAsItIs,
        planAgain: async () => approveSaved(plan, await planAgain()),
      }),
  });
}

function applySaved(world: MaskedWorld, options: ApplyCommandOptions, path: string): Promise<ExitCode> {
  return reportErrors(world, options, async () => {
    const saved = await readPlanFile(path, world.cwd);
    return planAndRun(world, options, {
      prepare: prepareJournal(world, options, { saved: saved.plan.changes }),
      onEnvironment: ({ code }, domain) => requireEnvironment(saved.plan, { code, domain }),
      onUnplannable: ({ diagnostics }, link) => {
        const plan = refuseUnplannable(saved.plan, diagnostics);
        const reviewed = { ...link, plan, basis: null, report: showAsItIs, planAgain: null };
        return confirmAndApply(world, options, reviewed);
      },
      finish: (planned) => finishSaved(world, options, saved, planned),
    });
  });
}

function finishSaved(
  world: MaskedWorld,
  options: ApplyCommandOptions,
  saved: SavedPlan,
  planned: Planned,
): Promise<ExitCode> {
  tellOrigin(world, saved);
  const { connection, progress, planAgain } = planned;
  const approved = approveSaved(saved.plan, planned);
  return confirmAndApply(world, options, {
    ...approved,
    fingerprint: saved.plan.fingerprint,
    connection,
    progress,
    planAgain: async () => {
      const again = approveSaved(approved.plan, await planAgain());
      return { ...again, report: (report) => approved.report(again.report(report)) };
    },
  });
}

/** An approval can be old, so its age is said with --quiet, too. */
function tellOrigin(world: World, { origin, plan }: SavedPlan): void {
  if (origin === null) return;
  const commit = origin.commit === null ? '' : `, of commit ${toSafeText(origin.commit)}`;
  const day = plan.asOf === undefined ? '' : `, for ${toSafeText(plan.asOf)}`;
  world.stderr.write(`The saved plan was made at ${toSafeText(origin.at)}${day}${commit}.\n`);
}
