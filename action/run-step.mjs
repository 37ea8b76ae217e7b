// Runs one step of the action: a search, or kinde-sync in one mode. It decides nothing and prints no token.
import { runApply } from './apply.mjs';
import { runDrift } from './drift.mjs';
import { findJournal } from './find-journal.mjs';
import { findPlan } from './find-plan.mjs';
import { readInputs } from './inputs.mjs';
import { runPlan } from './plan.mjs';
import { runReport } from './report.mjs';
import { annotate, setOutput } from './runner.mjs';
import { runUndo } from './undo.mjs';
import { validate } from './validate.mjs';

const modes = {
  plan: runPlan,
  apply: runApply,
  drift: runDrift,
  undo: runUndo,
  report: runReport,
  validate,
};
const searches = { 'find-plan': findPlan, 'find-journal': findJournal };

/** Runs a step with the environment of the runner, and returns the exit status that it ends with. Does not throw. */
export async function runStep(step, env) {
  try {
    const inputs = readInputs(env);
    const search = searches[step];
    if (search !== undefined) {
      await search(inputs);
      return 0;
    }
    const { status, isFailure } = await modes[inputs.mode](inputs);
    setOutput('status', String(status));
    return isFailure ? status : 0;
  } catch (error) {
    annotate('error', error instanceof Error ? error.message : String(error));
    const status = error?.status ?? 1;
    setOutput('status', String(status));
    return status;
  }
}
