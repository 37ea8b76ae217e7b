// Turns an answer that is not a success into an error that says what Kinde said and what to do. Kinde's texts are
// hostile: they are kept as they are but cut to a bounded length.
import type { Code } from '../../model/codes.js';
import { ApiError, type RequestFacts } from '../../model/errors.js';
import { isObject, parseJson } from './read-json.js';
import { scopesPlace } from '../operations.js';
import type { Operation } from '../operations.js';

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
 * Returns the error for an answer outside 2xx: `missing-scope` (403), `redirected` (3xx), `throttled` (429 to the
 * end of patience), `server-failed` (5xx) or `api-refused`.
 */
export function refuseAnswer(
  operation: Operation,
  { status, body }: { readonly status: number; readonly body: string },
  hide: (text: string) => string,
): ApiError {
  const complaint = readComplaint(body, hide);
  const facts = collectFacts(operation, status, complaint);
  const said = [complaint.code, complaint.message].filter((text) => text !== '').join(': ');
  const message = `${operation.id}: Kinde answered ${status}${said === '' ? '.' : ` (${said}).`}`;
  const { code, hint } = explainStatus(operation, status);
  return new ApiError(code, message, facts, hint === undefined ? {} : { hint });
}

function collectFacts(operation: Operation, status: number, complaint: KindeComplaint): RequestFacts {
  return {
    operation: operation.id,
    status,
    ...(complaint.code === '' ? {} : { kindeCode: complaint.code }),
    ...(status === 403 ? { missingScope: operation.scope } : {}),
  };
}

interface Explanation {
  readonly code: Code;
  readonly hint?: string;
}

function explainStatus(operation: Operation, status: number): Explanation {
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
    return { code: 'server-failed', hint: 'Kinde itself failed, several times. Run again later.' };
  }
  return { code: 'api-refused' };
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
