// Mode undo: takes back what the journal of an apply records, and keeps the journal of that.
import { existsSync } from 'node:fs';
import { runRecorded } from './apply.mjs';
import { toPlanningOptions } from './kinde-sync.mjs';

/** Returns kinde-sync's status, which is a failure unless it is 0. */
export async function runUndo(inputs) {
  const { journalFile } = inputs;
  if (!existsSync(journalFile))
    throw new Error('There is no journal at the path that the input journal gives.');
  const args = ['undo', journalFile, ...toPlanningOptions(inputs, ['removals'])];
  const status = await runRecorded(inputs, args, (ended) => toVerdict(ended, inputs));
  return { status, isFailure: status !== 0 };
}

function toVerdict(status, { journalOf, name }) {
  const ends = { 0: 'Undone', 3: 'Refused for safety, nothing was changed', 130: 'Interrupted' };
  const journal = journalOf === '' ? 'the given journal' : `the journal of ${journalOf}`;
  const verdict = `**${ends[status] ?? 'Not fully undone'}**: ${journal} (${name}).`;
  if (status !== 0) return verdict;
  return `${verdict} Also revert the commit: as long as the files ask for these changes, the next apply makes them again.`;
}
