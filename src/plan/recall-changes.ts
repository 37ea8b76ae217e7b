// Rebuilds the changes that a run applied, or may have applied, from the entries of its journal. A bulk answer names the people
// whom its write added or removed; the others were in that state before the write.
import { kindOf } from '../kinds/registry.js';
import { organizationKey } from '../model/change.js';
import { isMemberChange, isNewPerson } from '../model/change-predicates.js';
import type { Change } from '../model/change.js';
import type { JournalEntry, JournalRun } from '../model/journal.js';
import { writes } from '../model/operations/operations.js';

/** The changes of a run, and the ids that Kinde gave to created resources. */
export interface RecalledRun {
  /** Each change once, in the order of the journal. Its source is the line that records it first. */
  readonly changes: readonly Change[];
  /** Additions and removals that no answer names as made by this run. Another change may have made them. */
  readonly unclaimed: readonly Change[];
  /** Codes of the organizations that the run created, by organization key. */
  readonly codes: ReadonlyMap<string, string>;
  /** Ids of the people whom the run created, by address. */
  readonly people: ReadonlyMap<string, string>;
}

/**
 * Returns the creations of people whose answers are unclear and that no later answer confirms: the time of the first request, to
 * the second, by address.
 */
export function listUnclearCreations(run: JournalRun): ReadonlyMap<string, string> {
  const unclear = new Map<string, string>();
  const created = new Map<string, string>();
  for (const entry of run.writes.filter(mayHaveHappened)) {
    for (const change of entry.sent.changes) {
      if (!isNewPerson(change)) continue;
      recordCreated(change, entry.ended?.created, { codes: new Map(), people: created });
      if (!unclear.has(change.email)) unclear.set(change.email, toSecond(entry.sent.time));
    }
  }
  return new Map([...unclear].filter(([email]) => !created.has(email)));
}

function toSecond(time: string): string {
  return `${time.slice(0, 19)}Z`;
}

/**
 * Returns the changes of the run. A write with an unclear outcome counts; a write that Kinde refused does not. An unclear creation
 * of a person counts only if its address is among the proven ones.
 */
export function recallChanges(run: JournalRun, proven: ReadonlySet<string> = new Set()): RecalledRun {
  const unclear = listUnclearCreations(run);
  const isDoubtful = ({ sent }: JournalEntry, change: Change): boolean => {
    if (sent.operation !== writes.createUser.id || !('email' in change)) return false;
    return unclear.has(change.email ?? '') && !proven.has(change.email ?? '');
  };
  const changes = new Map<string, Change>();
  const unclaimed = new Map<string, Change>();
  const codes = new Map<string, string>();
  const people = new Map<string, string>();
  for (const entry of run.writes.filter(mayHaveHappened)) {
    for (const change of entry.sent.changes) {
      recordCreated(change, entry.ended?.created, { codes, people });
      const isClaimed = !isDoubtful(entry, change) && claims(entry, change, people);
      const into = isClaimed ? changes : unclaimed;
      const key = JSON.stringify(kindOf(change).deeds(change));
      const { cause: _cause, commit: _commit, ...recalled } = change;
      if (!into.has(key)) into.set(key, { ...recalled, source: `${run.file}:${entry.line}:1` });
    }
  }
  const others = [...unclaimed].flatMap(([key, change]) => (changes.has(key) ? [] : [change]));
  return { changes: [...changes.values()], unclaimed: others, codes, people };
}

/** Operations that give roles to people who are members already. */
const roleOperations: readonly string[] = [writes.updateMembers.id, writes.removeMemberRole.id];

/** Returns whether the write may have made the change. A membership is made only if the answer names the person. */
function claims({ sent, ended }: JournalEntry, change: Change, people: ReadonlyMap<string, string>): boolean {
  if (!isMemberChange(change) || change.action === 'update') return true;
  if (change.action === 'add' && roleOperations.includes(sent.operation)) return false;
  if (ended?.result !== 'done' || ended.handled === undefined) return true;
  const userId = change.userId ?? people.get(change.email ?? '');
  return userId === undefined || ended.handled.includes(userId);
}

/** Ended sessions can't come back. Their entries name removals that other entries record. */
function mayHaveHappened({ sent, ended }: JournalEntry): boolean {
  const result = ended?.result ?? 'unclear';
  if (sent.operation === writes.endSessions.id) return false;
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
