// Records every write in the journal: one durable line before the request leaves, and one with its result. The writes
// themselves stay the same.
import type { Change } from '../model/change.js';
import type { WriteClient } from '../model/client.js';
import { ApiError, InterruptedError, KindeSyncError, UnclearError, UsageError } from '../model/errors.js';
import type { Journal, JournalAnswer, JournalEnded, JournalLine, JournalSent } from '../model/journal.js';
import type { Plan } from '../model/plan.js';
import type { WriteCall } from '../model/operations/operations.js';

export interface JournalOptions {
  readonly journal: Journal;
  /** The plan's fingerprint, repeated on every line. */
  readonly fingerprint: string;
  /** Random, repeated on every line. */
  readonly run: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Returns Kinde's operation id of a call. */
  readonly operationOf: (call: WriteCall) => string;
}

/** One write: its changes and its call. */
export interface RecordedWrite<Answer> {
  readonly changes: readonly Change[];
  readonly call: WriteCall;
  readonly isRepair: boolean;
  readonly perform: (client: WriteClient) => Promise<Answer>;
  readonly describe: (answer: Answer) => JournalAnswer;
}

/**
 * Sends a write. Throws the error of the call. After a failure of the journal it sends nothing more, and throws `UsageError`
 * (`no-journal`).
 */
export type SendWrite = <Answer>(write: RecordedWrite<Answer>) => Promise<Answer>;

/** Returns the function that sends writes. It records each write before it is sent and after its result. */
export function recordWrites(
  client: WriteClient,
  { environment }: Pick<Plan, 'environment'>,
  options: JournalOptions | null,
): SendWrite {
  if (options === null) return ({ perform }) => perform(client);
  const { journal, fingerprint, run, now, operationOf } = options;
  let writes = 0;
  let failure: KindeSyncError | null = null;
  const record = async (line: JournalLine): Promise<void> => {
    try {
      await journal.record(line);
    } catch (cause) {
      failure ??= journalError(cause);
    }
  };
  return async ({ changes, call, isRepair, perform, describe }) => {
    writes += 1;
    const write = writes;
    const head = () => ({
      time: new Date(now()).toISOString(),
      run,
      plan: fingerprint,
      write,
      operation: operationOf(call),
    });
    const repair: Pick<JournalSent, 'isRepair'> = isRepair ? { isRepair: true } : {};
    // A write keeps its result if its end can't be recorded.
    const recordEnd = (end: Omit<JournalEnded, 'event' | keyof ReturnType<typeof head>>): Promise<void> =>
      record({ event: 'ended', ...head(), ...end });
    if (failure === null) await record({ event: 'sent', ...head(), environment, changes, ...repair });
    if (failure !== null) throw failure;
    try {
      const answer = await perform(client);
      await recordEnd({ result: 'done', ...describe(answer) });
      return answer;
    } catch (error) {
      await recordEnd(describeFailure(error));
      throw error;
    }
  };
}

/** A journal of another program may fail in any way. */
function journalError(cause: unknown): KindeSyncError {
  if (cause instanceof KindeSyncError) return cause;
  return new UsageError('no-journal', 'The journal did not take a line, so nothing more is sent.', { cause });
}

function describeFailure(error: unknown): Pick<JournalEnded, 'result' | 'error' | 'kindeCode'> {
  if (!(error instanceof KindeSyncError)) return { result: 'unclear' };
  if (error instanceof InterruptedError) return { result: 'not-sent', error: error.code };
  const kindeCode =
    error instanceof ApiError || error instanceof UnclearError ? error.facts.kindeCode : undefined;
  return {
    result: error instanceof UnclearError ? 'unclear' : 'refused',
    error: error.code,
    ...(kindeCode === undefined ? {} : { kindeCode }),
  };
}
