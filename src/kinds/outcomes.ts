// Turns the error of a write into the outcome of its change.
import { InterruptedError, KindeSyncError } from '../model/errors.js';
import type { Outcome } from '../model/outcome.js';

/** Returns `failed` with the error's code and message, or `skipped` after an interruption. Rethrows a bug. */
export function toOutcome(error: unknown): Outcome {
  if (!(error instanceof KindeSyncError)) throw error;
  const message = error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
  const result = error instanceof InterruptedError ? 'skipped' : 'failed';
  return { result, error: { code: error.code, message } };
}
