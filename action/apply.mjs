// Mode apply: applies the saved plan of the merged request, or plans and applies; the journal is kept either way.
import { existsSync } from 'node:fs';
import { makeTarget, runKindeSync, toConfigOptions, toMaskOption, toPlanningOptions } from './kinde-sync.mjs';
import { addSummary, annotate, fence, setOutput, shorten, withoutCommands } from './runner.mjs';

/** Returns kinde-sync's status, which is a failure unless it is 0. */
export async function runApply(inputs) {
  const args = ['apply', ...toSource(inputs), ...toPlanningOptions(inputs)];
  const status = await runRecorded(inputs, args, (ended) => toVerdict(ended, inputs));
  if (status === 0 && inputs.hasSavedPlan) await lookForMore(inputs);
  return { status, isFailure: status !== 0 };
}

/** Runs a command that writes to Kinde, without a question, keeps its journal, and returns its status. */
export async function runRecorded(inputs, args, toVerdict) {
  const journal = makeTarget(inputs, 'journal.jsonl');
  const all = [...args, '--yes', '--journal', journal];
  const { status, stdout } = await withoutCommands(() => runKindeSync(inputs, all, { isShown: true }));
  if (existsSync(journal)) setOutput('journal-file', journal);
  addSummary(`${toVerdict(status)}\n\n${fence(shorten(stdout))}`);
  return status;
}

function toSource(inputs) {
  // A saved plan is an approval: apply plans anew from the same files, and is given the approvals again.
  if (inputs.hasSavedPlan) return [inputs.savedFile];
  if (inputs.savedPlan === 'required')
    throw new Error(
      'There is no saved plan for this commit, and saved-plan is "required". Nothing was applied.',
    );
  return [];
}

function toVerdict(status, { hasSavedPlan, savedFrom, name }) {
  const source = hasSavedPlan ? `the saved plan of ${savedFrom}` : 'a new plan of the configuration';
  const ends = { 0: 'Applied', 3: 'Refused for safety, nothing was changed', 130: 'Interrupted' };
  return `**${ends[status] ?? 'Not fully applied'}**: ${source} (${name}).`;
}

// GitHub keeps one waiting run of a concurrency group: three quick merges leave out the apply of the second.
async function lookForMore(inputs) {
  const { status } = await withoutCommands(() =>
    runKindeSync(inputs, [
      'plan',
      '--detailed-exitcode',
      ...toConfigOptions(inputs),
      ...toMaskOption(inputs),
      ...inputs.arguments,
    ]),
  );
  if (status !== 2 && status !== 3) return;
  const message =
    'The saved plan is applied, but the configuration asks for more changes: Kinde was changed, or the run of another merge was skipped. Start the workflow by hand to plan and apply the remaining changes.';
  annotate('warning', message);
  addSummary(`\n${message}`);
}
