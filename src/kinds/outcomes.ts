// Turns the error of a write into the outcome of its change.
import { ApiError, InterruptedError, KindeSyncError } from '../model/errors.js';
import type { Outcome } from '../model/outcome.js';

/** Returns `failed` with the error's code and message, or `skipped` after an interruption. Rethrows a bug. */
export function toOutcome(error: unknown): Outcome {
  if (!(error instanceof KindeSyncError)) throw error;
  const message = error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
  const result = error instanceof InterruptedError ? 'skipped' : 'failed';
  return { result, error: { code: error.code, message } };
}

/** Returns the same without Kinde's own words, which may quote the private value that Kinde refuses. */
export function toPrivateOutcome(error: unknown): Outcome {
  const outcome = toOutcome(error);
  if (!(error instanceof ApiError) || outcome.result === 'applied') return outcome;
  const { operation, status } = error.facts;
  const answer = status === undefined ? 'the request failed' : `Kinde answered ${status}`;
  const message = `${operation}: ${answer}. The rest of the answer is not shown, because the value is private.`;
  const hint = error.hint === undefined ? '' : ` ${error.hint}`;
  return { ...outcome, error: { code: outcome.error.code, message: `${message}${hint}` } };
}
