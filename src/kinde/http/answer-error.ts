// An answer outside 2xx becomes an error that repeats what Kinde said and tells what to do. Kinde's texts are hostile:
// secrets are redacted and the length is bounded.
import type { Code } from '../../model/codes.js';
import { ApiError, type RequestFacts } from '../../model/errors.js';
import { findForeignAnswer, firewallHint } from './foreign-answer.js';
import { isObject, parseJson } from './read-json.js';
import { scopesPlace } from '../../model/operations/operations.js';
import type { Operation } from '../../model/operations/operation.js';

/** The code and message that Kinde gave; empty where it gave none. */
export interface KindeError {
  readonly code: string;
  readonly message: string;
}

const longestText = 300;

/** Kinde documents neither the status nor the code of this refusal, only that the address is `already in use`. */
const inUse = /in[ _]use|already[ _](?:exists|taken|registered)|duplicate/i;

/** The form of Kinde's codes, such as `INVITE_LIMIT_REACHED`. A credential of letters and digits has another. */
const plainCode = /^(?=.{1,40}$)[A-Z]{2,}(?:_[A-Z]{2,})+$/;

/**
 * Returns Kinde's own code and message, redacted. Kinde answers with a list or one object under `errors`, with
 * `{code, message}` alone, with OAuth's `{error, error_description}`, and with no JSON at all. Messages are joined.
 */
export function readKindeError(body: string, redact: (text: string) => string): KindeError {
  const answer = parseOrNull(body);
  if (!isObject(answer)) return { code: '', message: '' };
  const errors = [answer['errors'] ?? answer].flat().filter(isObject);
  return {
    code: cut(redact(readAny(errors[0], ['code', 'error']))),
    message: cut(redact(errors.map((error) => readAny(error, ['message', 'error_description'])).join('; '))),
  };
}

/**
 * Returns the error for an answer outside 2xx. Kinde's answers give `missing-scope` (403), `throttled` (429 after the
 * last retry), `server-failed` (5xx) or `api-refused`. Foreign ones give `blocked-by-firewall` or `redirected` (3xx).
 */
export function answerError(
  operation: Operation,
  { status, body }: { readonly status: number; readonly body: string },
  redact: (text: string) => string,
): ApiError {
  const said = readKindeError(body, redact);
  const error = operation.isConfidential === true ? withhold(said) : said;
  const { code, hint } = explainStatus(operation, status, body);
  const facts: RequestFacts = {
    operation: operation.id,
    status,
    ...(error.code === '' ? {} : { kindeCode: error.code }),
    ...(inUse.test(`${said.code} ${said.message}`) ? { isInUse: true } : {}),
    ...(code === 'missing-scope' ? { missingScope: operation.scope } : {}),
  };
  const message = `${operation.id}: ${describeAnswer(status, body, error)}.`;
  return new ApiError(code, message, facts, hint === undefined ? {} : { hint });
}

/** Returns what may be shown of an answer that may hold a credential: a code of Kinde's form. */
function withhold({ code, message }: KindeError): KindeError {
  const shown = plainCode.test(code) ? code : '';
  return { code: shown, message: message === '' && shown === code ? '' : withheld };
}

const withheld = 'its words are not shown, because they may hold the link of an invitation';

function describeAnswer(status: number, body: string, error: KindeError): string {
  const foreign = findForeignAnswer(status, body);
  if (foreign !== null) return foreign.words;
  const said = [error.code, error.message].filter((text) => text !== '').join(': ');
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
    const hint =
      operation.patienceMs === undefined
        ? 'Kinde throttles, and the waits would exceed 10 minutes. Run again later, or with --concurrency 1.'
        : 'Kinde throttles, or a cap is reached that only time lifts. Run again later.';
    return { code: 'throttled', hint };
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
