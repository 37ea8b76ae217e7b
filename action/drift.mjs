// Mode drift: plans on a schedule and keeps one issue: opened or updated while Kinde differs or a warning names organizations
// that no file names, closed otherwise.
import { readFileSync, rmSync } from 'node:fs';
import { planToFile } from './kinde-sync.mjs';
import { addSummary, setOutput } from './runner.mjs';
import { closeIssue, openIssue } from './sticky.mjs';

/** Returns kinde-sync's status; 0 (no drift) and 2 (drift, told in the issue) are no failure. */
export async function runDrift(inputs) {
  const { status, stdout, file } = await planToFile(inputs, 'drift.json', ['--as-drift']);
  addSummary(stdout);
  if (status === 2 || status === 3 || (status === 0 && namesUnmanaged(file)))
    setOutput('issue', String(await openIssue(inputs, stdout)));
  else if (status === 0) await closeIssue(inputs);
  rmSync(file, { force: true });
  return { status, isFailure: status !== 0 && status !== 2 };
}

/** Without a change the exit status is 0, so the saved plan tells whether there is such a warning. */
function namesUnmanaged(file) {
  const { warnings = [] } = JSON.parse(readFileSync(file, 'utf8'));
  return warnings.some(({ code }) => code === 'unmanaged-organization');
}
