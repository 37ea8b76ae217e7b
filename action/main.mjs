// The action's entry: runs one mode and ends with its exit status. It decides nothing and prints no token.
import process from 'node:process';
import { runApply } from './apply.mjs';
import { runDrift } from './drift.mjs';
import { findPlan } from './find-plan.mjs';
import { readInputs } from './inputs.mjs';
import { runPlan } from './plan.mjs';
import { annotate, setOutput } from './runner.mjs';
import { validate } from './validate.mjs';

const modes = { plan: runPlan, apply: runApply, drift: runDrift, validate };

try {
  const inputs = readInputs(process.env);
  if (process.argv[2] === 'find-plan') {
    await findPlan(inputs);
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
