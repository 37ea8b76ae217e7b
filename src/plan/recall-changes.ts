// Rebuilds the changes that a run applied, or may have applied, from the entries of its journal.
import { kindOf } from '../kinds/registry.js';
import { organizationKey } from '../model/change.js';
import type { Change } from '../model/change.js';
import type { JournalEntry, JournalRun } from '../model/journal.js';

/** The changes of a run, and the ids that Kinde gave to created resources. */
export interface RecalledRun {
  /** Each change once, in the order of the journal. Its source is the line that records it first. */
  readonly changes: readonly Change[];
  /** Codes of the organizations that the run created, by organization key. */
  readonly codes: ReadonlyMap<string, string>;
  /** Ids of the people whom the run created, by address. */
  readonly people: ReadonlyMap<string, string>;
}

/** Returns the changes of the run. A write with an unclear outcome counts; a write that Kinde refused does not. */
export function recallChanges(run: JournalRun): RecalledRun {
  const changes = new Map<string, Change>();
  const codes = new Map<string, string>();
  const people = new Map<string, string>();
  for (const entry of run.writes.filter(mayHaveHappened)) {
    for (const change of entry.sent.changes) {
      const key = JSON.stringify(kindOf(change).deeds(change));
      const { cause: _cause, commit: _commit, ...recalled } = change;
      if (!changes.has(key)) changes.set(key, { ...recalled, source: `${run.file}:${entry.line}:1` });
      recordCreated(change, entry.ended?.created, { codes, people });
    }
  }
  return { changes: [...changes.values()], codes, people };
}

function mayHaveHappened({ sent, ended }: JournalEntry): boolean {
  const result = ended?.result ?? 'unclear';
  return sent.isRepair !== true && (result === 'done' || result === 'unclear');
}

interface CreatedIds {
  readonly codes: Map<string, string>;
  readonly people: Map<string, string>;
}

function recordCreated(change: Change, created: string | undefined, { codes, people }: CreatedIds): void {
  if (change.action !== 'create' || created === undefined) return;
  if ('organization' in change) codes.set(organizationKey(change.organization), created);
  else if ('email' in change) people.set(change.email, created);
}
