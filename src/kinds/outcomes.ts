// Makes the outcomes of changes: from the error of a write, and for an organization that does not exist.
import type { Change, OrganizationRef } from '../model/change.js';
import { ApiError, InterruptedError, KindeSyncError } from '../model/errors.js';
import type { Outcome } from '../model/outcome.js';
import type { ApplyRun } from './kind.js';

/** Returns `failed` with the error's code and message, or `skipped` after an interruption. Rethrows a bug. */
export function toOutcome(error: unknown): Outcome {
  if (!(error instanceof KindeSyncError)) throw error;
  const message = error.hint === undefined ? error.message : `${error.message} ${error.hint}`;
  const result = error instanceof InterruptedError ? 'skipped' : 'failed';
  return { result, error: { code: error.code, message } };
}

/** Returns the organization's code; null, with an outcome for every change, if the organization could not be created. */
export function codeOrSkip(
  changes: readonly (Change & { readonly organization: OrganizationRef })[],
  run: ApplyRun,
): string | null {
  const [first] = changes;
  const code = first === undefined ? null : run.codeOf(first.organization);
  if (first === undefined || code !== null) return code;
  const message = `${first.organization.name} could not be created.`;
  for (const change of changes)
    run.report(change, { result: 'skipped', error: { code: 'organization-missing', message } });
  return null;
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
