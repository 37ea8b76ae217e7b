// Mode drift: plans on a schedule and keeps one issue: opened or updated while Kinde differs, closed when it does not.
import { runKindeSync, toPlanningOptions } from './kinde-sync.mjs';
import { addSummary, setOutput, withoutCommands } from './runner.mjs';
import { closeIssue, openIssue } from './sticky.mjs';

/** Returns kinde-sync's status; 0 (no drift) and 2 (drift, told in the issue) are no failure. */
export async function runDrift(inputs) {
  const { status, stdout } = await withoutCommands(() =>
    runKindeSync(inputs, [
      ...['plan', '--format', 'markdown', '--detailed-exitcode'],
      ...toPlanningOptions(inputs),
    ]),
  );
  addSummary(stdout);
  if (status === 0) await closeIssue(inputs);
  if (status === 2 || status === 3) setOutput('issue', String(await openIssue(inputs, stdout)));
  return { status, isFailure: status !== 0 && status !== 2 };
}
