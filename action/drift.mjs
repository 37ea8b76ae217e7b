// Mode drift: plans on a schedule and keeps one issue: opened or updated while Kinde differs or a warning names organizations
// that no file names, closed otherwise.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runKindeSync, toLinkOption, toPlanningOptions } from './kinde-sync.mjs';
import { addSummary, setOutput, withoutCommands } from './runner.mjs';
import { closeIssue, openIssue } from './sticky.mjs';

/** Returns kinde-sync's status; 0 (no drift) and 2 (drift, told in the issue) are no failure. */
export async function runDrift(inputs) {
  mkdirSync(inputs.temporary, { recursive: true });
  const file = join(inputs.temporary, 'drift.json');
  rmSync(file, { force: true });
  const { status, stdout } = await withoutCommands(() =>
    runKindeSync(inputs, [
      ...['plan', '--format', 'markdown', '--detailed-exitcode', '--out', file],
      ...toLinkOption(inputs),
      ...toPlanningOptions(inputs),
    ]),
  );
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
