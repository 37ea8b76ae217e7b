// The action's entry: runs one mode and ends with its exit status. It decides nothing and prints no token.
import process from 'node:process';
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

try {
  const inputs = readInputs(process.env);
  const search = searches[process.argv[2]];
  if (search !== undefined) {
    await search(inputs);
  } else {
    const { status, isFailure } = await modes[inputs.mode](inputs);
    setOutput('status', String(status));
    process.exitCode = isFailure ? status : 0;
  }
} catch (error) {
  annotate('error', error instanceof Error ? error.message : String(error));
  const status = error?.status ?? 1;
  setOutput('status', String(status));
  process.exitCode = status;
}
