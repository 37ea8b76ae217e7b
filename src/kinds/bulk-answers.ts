// Writes rows, such as the members of one organization, in bulk calls and compares each answer with its request. Kinde may
// answer 200 and still leave people out. People in doubt are looked up before a batch is sent again. Undo compares
// the journal's copy of each answer with its request (plan/recall-changes.ts).
import type { OrganizationRef } from '../model/change.js';
import type { BulkAnswer } from '../model/client.js';
import { InterruptedError, KindeSyncError, UnclearError } from '../model/errors.js';
import { groupByOrganization } from '../model/group-by.js';
import type { JournalAnswer } from '../model/journal.js';
import { bulkLimit } from '../model/kinde-limits.js';
import type { Outcome } from '../model/outcome.js';
import { toOutcome } from './outcomes.js';

const attemptLimit = 3;

/** One bulk write: its rows, its call, and the reading that shows which rows are done. */
export interface BulkWrite<Row> {
  readonly rows: readonly Row[];
  /** Sends at most 100 rows; returns the user ids that Kinde says it handled. */
  readonly send: (rows: readonly Row[]) => Promise<readonly string[]>;
  readonly userIdOf: (row: Row) => string;
  /** Reads back and returns the rows that are done. */
  readonly findDone: (rows: readonly Row[]) => Promise<readonly Row[]>;
  readonly report: (row: Row, outcome: Outcome) => void;
  /** Returns the error message for a row that Kinde left out of its answer. */
  readonly describe: (row: Row) => string;
}

/** Writes the rows in batches of 100, one after the other, and reports each row. Throws nothing of Kinde's. */
export async function writeInBatches<Row>(write: BulkWrite<Row>): Promise<void> {
  for (const rows of splitIntoBatches(write.rows)) await writeBatch(write, rows);
}

/** Returns the rows in batches of at most 100. */
export function splitIntoBatches<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  const batches: (readonly Row[])[] = [];
  for (let start = 0; start < rows.length; start += bulkLimit)
    batches.push(rows.slice(start, start + bulkLimit));
  return batches;
}

async function writeBatch<Row>(write: BulkWrite<Row>, rows: readonly Row[]): Promise<void> {
  let left = rows;
  for (let attempt = 1; left.length > 0; attempt += 1) {
    const failure = await trySend(write, left);
    const remaining = failure.unhandled;
    reportAll(write, withoutRows(left, remaining), { result: 'applied' });
    if (remaining.length === 0 || failure.error instanceof InterruptedError) {
      reportAll(write, remaining, toOutcome(failure.error ?? new InterruptedError()));
      return;
    }
    const next = await lookAgain(write, remaining, failure);
    if (!next.isWorthSending || attempt === attemptLimit) {
      for (const row of next.left) write.report(row, next.explain(row));
      return;
    }
    left = next.left;
  }
}

interface Attempt<Row> {
  readonly unhandled: readonly Row[];
  readonly error: KindeSyncError | null;
}

async function trySend<Row>(write: BulkWrite<Row>, rows: readonly Row[]): Promise<Attempt<Row>> {
  try {
    const handled = new Set(await write.send(rows));
    return { unhandled: rows.filter((row) => !handled.has(write.userIdOf(row))), error: null };
  } catch (error) {
    if (!(error instanceof KindeSyncError)) throw error;
    return { unhandled: rows, error };
  }
}

interface Second<Row> {
  readonly left: readonly Row[];
  readonly isWorthSending: boolean;
  readonly explain: (row: Row) => Outcome;
}

/**
 * Looks up the rows that are done, and decides whether the others are sent again. An unclear answer is worth another
 * attempt. A refusal is worth one only if some rows were done, for these may be its reason. Rows that an answer left out
 * are never sent again.
 */
async function lookAgain<Row>(
  write: BulkWrite<Row>,
  rows: readonly Row[],
  { error }: Attempt<Row>,
): Promise<Second<Row>> {
  let done: readonly Row[];
  try {
    done = await write.findDone(rows);
  } catch (unread) {
    return { left: rows, isWorthSending: false, explain: () => toOutcome(error ?? unread) };
  }
  reportAll(write, done, { result: 'applied' });
  return {
    left: withoutRows(rows, done),
    isWorthSending: error instanceof UnclearError || (error !== null && done.length > 0),
    explain: (row) => (error === null ? leftOut(write.describe(row)) : toOutcome(error)),
  };
}

function leftOut(message: string): Outcome {
  return { result: 'failed', error: { code: 'left-out', message } };
}

function reportAll<Row>(write: BulkWrite<Row>, rows: readonly Row[], outcome: Outcome): void {
  for (const row of rows) write.report(row, outcome);
}

function withoutRows<Row>(rows: readonly Row[], others: readonly Row[]): readonly Row[] {
  if (others.length === 0) return rows;
  const set = new Set(others);
  return rows.filter((row) => !set.has(row));
}

/** Returns the journal's record of a bulk answer: every user id that Kinde says it handled. */
export function tellHandled({ added, updated, removed }: BulkAnswer): JournalAnswer {
  return { handled: [...added, ...updated, ...removed] };
}

/** Returns the number of bulk calls for these changes: one for each hundred of an organization. */
export function countBatches(changes: readonly { readonly organization: OrganizationRef }[]): number {
  let batches = 0;
  for (const group of groupByOrganization(changes).values()) batches += Math.ceil(group.length / bulkLimit);
  return batches;
}
