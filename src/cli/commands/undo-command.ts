// `kinde-sync undo`: plans the inverse of an apply from its journal, and carries that plan out as apply does.
import { resolve } from 'node:path';
import { countNoun } from '../../model/text/count-noun.js';
import { UsageError } from '../../model/errors.js';
import type { JournalRun } from '../../model/journal.js';
import { leaveUntouched } from '../../model/outcome.js';
import type { Plan } from '../../model/plan.js';
import { showAsItIs } from '../../stories/apply-saved-plan.js';
import { makeUndoPlan } from '../../stories/undo.js';
import { confirmAndApply, showPlan, showReport } from '../confirm-and-apply.js';
import type { ApplyCommandOptions } from '../confirm-and-apply.js';
import { exitCodes, hasChanges, listRemains } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { loadIfThere } from '../files/load-files.js';
import { runConnected } from '../open-session.js';
import type { Link } from '../open-session.js';
import { readApproval } from '../options/options.js';
import { readJournal } from '../files/read-journal.js';
import { checkJournal } from '../files/open-journal.js';
import { isOneOf } from '../files/refuse-overwriting.js';
import { runMasked } from '../run-masked.js';
import type { MaskedWorld } from '../run-masked.js';
import type { World } from '../world.js';
import { writeWrapped } from '../write-wrapped.js';

export interface UndoCommandOptions extends ApplyCommandOptions {
  /** The fingerprint of the plan to take back, or its beginning; if absent, the journal's last run is taken back. */
  readonly plan?: string;
}

/** Shows the plan of the undo and carries it out. Exit status 1 if a change that the journal records stays. */
export async function runUndo(world: World, options: UndoCommandOptions, path: string): Promise<ExitCode> {
  return runMasked(world, options, (masked) =>
    runConnected(masked, options, (link) => undo(masked, options, { ...link, path })),
  );
}

interface UndoLink extends Link {
  readonly path: string;
}

async function undo(world: MaskedWorld, options: UndoCommandOptions, link: UndoLink): Promise<ExitCode> {
  const { connection, progress, path } = link;
  await refuseSameJournal(options, path, world.cwd);
  const { runs, notices } = await readJournal(path, world.cwd);
  const run = chooseRun(runs, options, path);
  // A configuration adds its guards, but an undo works without one.
  const { desired, files } = await loadIfThere(world, options);
  await checkJournal(options.journal, { ...options, cwd: world.cwd, files });
  progress.enter('reading Kinde');
  const planOnce = async (): Promise<Plan> => {
    const made = await makeUndoPlan(run, connection, { desired, approval: readApproval(options) });
    progress.stop();
    return { ...made, warnings: [...notices, ...made.warnings] };
  };
  const plan = await planOnce();
  const status =
    hasChanges(plan) || plan.refusals.length > 0
      ? await confirmAndApply(world, options, {
          plan,
          basis: null,
          connection,
          progress,
          report: showAsItIs,
          planAgain: async () => {
            const again = refuseChanged(plan, await planOnce());
            return { plan: again, basis: null, report: showAsItIs };
          },
        })
      : showOnly(world, options, plan);
  return status === exitCodes.done ? endWithRemains(world, options, plan) : status;
}

/** Returns the new plan, with a refusal if it differs from the plan that was shown. */
function refuseChanged(shown: Plan, again: Plan): Plan {
  if (again.fingerprint === shown.fingerprint || again.refusals.length > 0) return again;
  const message =
    'Kinde has changed since the plan was shown, so undoing the apply would now change something else. Run undo again.';
  return { ...again, refusals: [{ guard: 'plan-overtaken', message, override: null }] };
}

function endWithRemains(world: MaskedWorld, options: UndoCommandOptions, plan: Plan): ExitCode {
  const left = listRemains(plan);
  if (left.length === 0) return exitCodes.done;
  const what = countNoun(left.length, 'recorded change stays', 'recorded changes stay');
  writeWrapped(world.stderr, `${what} in Kinde; the warnings say which and why.`);
  // With --quiet, the plan and its warnings are not shown.
  if (options.quiet === true && options.format === 'text')
    for (const { message } of world.mask.plan({ ...plan, warnings: left }).warnings)
      writeWrapped(world.stderr, message);
  return exitCodes.error;
}

/** An undo that is recorded in the journal it undoes would be part of that journal's next undo. */
async function refuseSameJournal({ journal }: UndoCommandOptions, path: string, cwd: string): Promise<void> {
  if (journal === undefined || !(await isOneOf(resolve(cwd, journal), [resolve(cwd, path)]))) return;
  throw new UsageError('invalid-option', `--journal ${journal} is the journal to undo.`, {
    hint: 'Give the undo a journal of its own.',
  });
}

function chooseRun(runs: readonly JournalRun[], { plan }: UndoCommandOptions, path: string): JournalRun {
  const fitting = plan === undefined ? runs.slice(-1) : runs.filter((run) => run.plan.startsWith(plan));
  const [run, ...others] = fitting;
  if (run !== undefined && others.length === 0) return run;
  const known = runs.map((one) => `${one.plan.slice(0, 12)} (${one.writes[0]?.sent.time ?? ''})`).join(', ');
  const message =
    runs.length === 0
      ? `${path} has no runs.`
      : `--plan ${plan ?? ''} matches ${countNoun(fitting.length, 'run')} of ${path}. It has ${known}.`;
  throw new UsageError('no-such-run', message, {
    hint:
      runs.length === 0
        ? 'It records no write, so there is nothing to undo.'
        : 'Give --plan the fingerprint of one run, or its beginning; without --plan undo takes the last run.',
  });
}

/** Shows an undo that has nothing to do. JSON has the form of every result of undo: a report. */
function showOnly(world: MaskedWorld, options: UndoCommandOptions, plan: Plan): ExitCode {
  const nothing = { code: 'by-hand', message: 'There is nothing to undo.' } as const;
  if (options.format === 'json') showReport(world, options, leaveUntouched(plan, nothing));
  else showPlan(world, options, plan);
  return exitCodes.done;
}
