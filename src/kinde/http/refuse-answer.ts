// Turns an answer that is not a success into an error that says what Kinde said and what to do. Kinde's texts are
// hostile: they are kept as they are but cut to a bounded length.
import type { Code } from '../../model/codes.js';
import { ApiError, type RequestFacts } from '../../model/errors.js';
import { findForeignAnswer, firewallHint } from './foreign-answer.js';
import { isObject, parseJson } from './read-json.js';
import { scopesPlace } from '../../model/operations.js';
import type { Operation } from '../../model/operation.js';

/** What Kinde itself says of an error; empty texts where it says nothing. */
export interface KindeComplaint {
  readonly code: string;
  readonly message: string;
}

const longestText = 300;

/**
 * Returns Kinde's own code and message, without what `hide` takes out of them. Seen: `errors` as a list (all messages are joined) or as one object,
 * `{code, message}` without it, OAuth's `{error, error_description}`, and no JSON at all.
 */
export function readComplaint(body: string, hide: (text: string) => string): KindeComplaint {
  const answer = parseOrNull(body);
  if (!isObject(answer)) return { code: '', message: '' };
  const errors = [answer['errors'] ?? answer].flat().filter(isObject);
  return {
    code: cut(hide(readAny(errors[0], ['code', 'error']))),
    message: cut(hide(errors.map((error) => readAny(error, ['message', 'error_description'])).join('; '))),
  };
}

/**
 * Returns the error for an answer outside 2xx: `missing-scope` (403), `blocked-by-firewall` (403 and the like with a
 * body that is not Kinde's), `redirected` (3xx), `throttled` (429 to the end of patience), `server-failed` (5xx) or
 * `api-refused`.
 */
export function refuseAnswer(
  operation: Operation,
  { status, body }: { readonly status: number; readonly body: string },
  hide: (text: string) => string,
): ApiError {
  const complaint = readComplaint(body, hide);
  const { code, hint } = explainStatus(operation, status, body);
  const facts: RequestFacts = {
    operation: operation.id,
    status,
    ...(complaint.code === '' ? {} : { kindeCode: complaint.code }),
    ...(code === 'missing-scope' ? { missingScope: operation.scope } : {}),
  };
  const message = `${operation.id}: ${describeAnswer(status, body, complaint)}.`;
  return new ApiError(code, message, facts, hint === undefined ? {} : { hint });
}

function describeAnswer(status: number, body: string, complaint: KindeComplaint): string {
  const foreign = findForeignAnswer(status, body);
  if (foreign !== null) return foreign.words;
  const said = [complaint.code, complaint.message].filter((text) => text !== '').join(': ');
  return `Kinde answered ${status}${said === '' ? '' : ` (${said})`}`;
}

interface Explanation {
  readonly code: Code;
  readonly hint?: string;
}

function explainStatus(operation: Operation, status: number, body: string): Explanation {
  const foreign = findForeignAnswer(status, body);
  if (foreign?.isBlocking === true) return { code: 'blocked-by-firewall', hint: firewallHint };
  if (status === 403) {
    return {
      code: 'missing-scope',
      hint: `Grant the scope ${operation.scope} in ${scopesPlace}.`,
    };
  }
  if (status >= 300 && status < 400) {
    return {
      code: 'redirected',
      hint: 'Redirects are not followed. Set KINDE_DOMAIN to the domain that answers.',
    };
  }
  if (status === 429) {
    return {
      code: 'throttled',
      hint: 'Kinde throttled for 10 minutes. Run again later, or with --concurrency 1.',
    };
  }
  if (status >= 500) {
    return { code: 'server-failed', hint: 'Kinde itself failed several times. Run again later.' };
  }
  if (foreign === null) return { code: 'api-refused' };
  return {
    code: 'api-refused',
    hint: 'Check KINDE_DOMAIN, and any proxy or firewall between this machine and Kinde.',
  };
}

function parseOrNull(body: string): unknown {
  try {
    return parseJson(body);
  } catch {
    return null;
  }
}

function readAny(row: Readonly<Record<string, unknown>> | undefined, fields: readonly string[]): string {
  for (const field of fields) {
    const value = row?.[field];
    if (typeof value === 'string' && value !== '') return value;
  }
  return '';
}

function cut(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)}…`;
}
