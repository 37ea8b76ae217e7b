// Mode drift: plans on a schedule and keeps one issue: opened or updated while Kinde differs, or a warning tells of a difference that
// needs a person, closed otherwise.
import { readFileSync, rmSync } from 'node:fs';
import { planToFile } from './kinde-sync.mjs';
import { closePull, proposePull } from './pull-request.mjs';
import { refuseEdited } from './pull.mjs';
import { addSummary, annotate, setOutput } from './runner.mjs';
import { closeIssue, openIssue } from './sticky.mjs';

/** Returns kinde-sync's status; 0 (no drift) and 2 (drift, told in the issue) are no failure. */
export async function runDrift(inputs) {
  const { status, stdout, file } = await planToFile(inputs, 'drift.json', ['--as-drift']);
  addSummary(stdout);
  const { number, hasFailed } = inputs.pull ? await takeOver(inputs, status) : untouched;
  const markdown =
    number === null
      ? stdout
      : `**#${number} copies it into the files.** Merge that pull request, or run apply.\n\n${stdout}`;
  if (status === 2 || status === 3 || (status === 0 && tellsDrift(file)))
    setOutput('issue', String(await openIssue(inputs, markdown)));
  else if (status === 0) await closeIssue(inputs, describeEnd(stdout));
  rmSync(file, { force: true });
  const isWell = status === 0 || status === 2;
  return { status: hasFailed && isWell ? 1 : status, isFailure: hasFailed || !isWell };
}

const untouched = { number: null, hasFailed: false };

/** Returns the number of the pull request with what pull writes, if any. A failure must not keep the issue from being told. */
async function takeOver(inputs, status) {
  try {
    await refuseEdited(inputs);
    if (status === 0) await closePull(inputs);
    const number = status === 2 || status === 3 ? await proposePull(inputs) : null;
    if (number !== null) {
      setOutput('pull-request', String(number));
      annotate('notice', `Pull request #${number} holds what pull writes.`);
    }
    return { number, hasFailed: false };
  } catch (error) {
    annotate('error', error instanceof Error ? error.message : String(error));
    return { number: null, hasFailed: true };
  }
}

const drifting = ['unmanaged-organization', 'removal-held-back'];

/** Without a change the exit status is 0, so the saved plan tells whether there is such a warning. */
function tellsDrift(file) {
  const { warnings = [] } = JSON.parse(readFileSync(file, 'utf8'));
  return warnings.some(({ code }) => drifting.includes(code));
}

/** Returns the verdict of the plan. Kinde may still differ where no apply changes it, as for protected people. */
function describeEnd(markdown) {
  const [, verdict = 'The plan has no changes'] = /^## (.+)$/m.exec(markdown) ?? [];
  return `${verdict}${verdict === 'Kinde matches the configuration' ? ' again' : ''}.`;
}
