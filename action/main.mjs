// The action's entry: the process ends with the exit status of its step.
import process from 'node:process';
import { runStep } from './run-step.mjs';

process.exitCode = await runStep(process.argv[2], process.env);
