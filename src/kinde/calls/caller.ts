// The caller carries out one call: it takes the token, sends with back-off and reads the answer. An answer of the wrong
// form is an error, never a result.
import { ApiError, AuthError, UnclearError } from '../../model/errors.js';
import { buildUrl, type UrlParts } from '../http/build-url.js';
import type { Meter } from '../http/meter.js';
import type { Operation } from '../../model/operations/operation.js';
import { BadShapeError, parseJson } from '../http/read-json.js';
import { findForeignAnswer } from '../http/foreign-answer.js';
import { answerError } from '../http/answer-error.js';
import { faultError } from '../http/fault-error.js';
import { retryWithBackOff, type RetryEnd, type RetryOptions } from '../pacing/retry-with-back-off.js';
import type { Limiter } from '../pacing/limiter.js';
import type { TokenSource } from '../token/token-source.js';
import type { WireRequest } from '../http/transport.js';

export interface CallerOptions extends RetryOptions {
  readonly baseUrl: string;
  readonly meter: Meter;
  readonly limiter: Limiter;
  readonly tokens: TokenSource;
  /** Redacts secrets in a foreign text. */
  readonly redact: (text: string) => string;
}

/** An operation with its parameters and body. */
interface Question {
  readonly operation: Operation;
  readonly parts?: UrlParts;
  readonly body?: unknown;
}

/** An operation to carry out, and the function that reads its answer: JSON, or null for an empty body. */
export interface Call<Result> extends Question {
  readonly readAnswer: (answer: unknown) => Result;
}

/**
 * Carries out a call. Throws `ApiError` (`bad-answer`, `missing-scope`, `api-refused`, `server-failed`, …),
 * `AuthError`, `NetworkError`, `InterruptedError`, or `UnclearError` for a write that may have been carried out.
 */
export type Caller = <Result>(call: Call<Result>) => Promise<Result>;

/** Returns the caller of a connection. */
export function createCaller(options: CallerOptions): Caller {
  return async (call) => {
    const { operation } = call;
    const request = buildRequest(options.baseUrl, call);
    const end = await sendWithToken(options, operation, request);
    const { result } = end;
    if (result.kind === 'answer' && result.status >= 200 && result.status < 300) {
      return readAnswer(call, result.body);
    }
    const error = explainEnd(options, operation, end);
    throw end.mayBeDone && operation.repetition !== 'read' ? unclearError(operation, error) : error;
  };
}

function buildRequest(baseUrl: string, call: Question): WireRequest {
  const { operation, body } = call;
  const common = { method: operation.method, url: buildUrl(baseUrl, operation, call.parts) };
  const headers = { accept: 'application/json', 'user-agent': 'kinde-sync' };
  if (body === undefined) return { ...common, headers };
  return {
    ...common,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

// Kinde did not carry out a request that it answered with 401, so even a write goes once more with a new token.
async function sendWithToken(
  options: CallerOptions,
  operation: Operation,
  request: WireRequest,
): Promise<RetryEnd> {
  const first = await retryWithToken(options, operation, request);
  if (!isUnauthorized(first.end)) return first.end;
  try {
    options.tokens.reject(first.token);
  } catch (thrown) {
    // A firewall's page says nothing about the token.
    if (isForeign(first.end)) return first.end;
    return { result: { kind: 'thrown', thrown }, mayBeDone: first.end.mayBeDone };
  }
  const second = await retryWithToken(options, operation, request);
  return { ...second.end, mayBeDone: first.end.mayBeDone || second.end.mayBeDone };
}

interface TokenEnd {
  readonly end: RetryEnd;
  /** The token of the last attempt. */
  readonly token: string;
}

// The token is taken after the wait in the queue, which may last longer than a token lives.
async function retryWithToken(
  options: CallerOptions,
  operation: Operation,
  request: WireRequest,
): Promise<TokenEnd> {
  const { limiter, tokens, meter } = options;
  let token = '';
  const end = await retryWithBackOff(options, {
    operation,
    attempt: () =>
      limiter.enter(async () => {
        token = await tokens.get();
        const headers = { ...request.headers, authorization: `Bearer ${token}` };
        return limiter.send(() => meter.transmit(operation.id, { ...request, headers }));
      }),
  });
  const isAnswered = end.result.kind === 'answer' && end.result.status < 429;
  if (isAnswered && !isUnauthorized(end) && !isForeign(end)) tokens.accept(token);
  return { end, token };
}

function isForeign({ result }: RetryEnd): boolean {
  return result.kind === 'answer' && findForeignAnswer(result.status, result.body)?.isBlocking === true;
}

function isUnauthorized(end: RetryEnd): boolean {
  return end.result.kind === 'answer' && end.result.status === 401;
}

function explainEnd(options: CallerOptions, operation: Operation, end: RetryEnd): unknown {
  const { result } = end;
  if (result.kind === 'thrown') return result.thrown;
  if (result.kind === 'fault') {
    return faultError({ operation: operation.id, host: new URL(options.baseUrl).host }, result.fault);
  }
  if (isUnauthorized(end) && !isForeign(end)) {
    return new AuthError('token-rejected', `${operation.id}: Kinde also rejected a new token (401).`, {
      hint: 'Check that KINDE_AUDIENCE belongs to KINDE_DOMAIN, and the clock of this machine.',
    });
  }
  return answerError(operation, result, options.redact);
}

function readAnswer<Result>(call: Call<Result>, body: string): Result {
  return interpret(call.operation, () => call.readAnswer(body === '' ? null : parseJson(body)));
}

/**
 * Returns what `read` makes of a successful answer. For an answer of the wrong form it throws `ApiError` (`bad-answer`),
 * or `UnclearError` if the operation writes.
 */
export function interpret<Result>(operation: Operation, read: () => Result): Result {
  try {
    return read();
  } catch (thrown) {
    if (!(thrown instanceof BadShapeError)) throw thrown;
    const error = badAnswerError(operation, thrown.message);
    // An unreadable success does not prove whether a write was carried out.
    throw operation.repetition === 'read' ? error : unclearError(operation, error);
  }
}

function badAnswerError(operation: Operation, what: string): ApiError {
  const message = `${operation.id}: Kinde's answer is not valid: ${what}.`;
  return new ApiError(
    'bad-answer',
    message,
    { operation: operation.id },
    {
      hint: 'Check KINDE_DOMAIN. If it is right, run again: kinde-sync never acts on such an answer.',
    },
  );
}

function unclearError(operation: Operation, cause: unknown): UnclearError {
  const why = cause instanceof Error ? ` ${cause.message}` : '';
  const facts = cause instanceof ApiError ? cause.facts : { operation: operation.id };
  return new UnclearError(`${operation.id}: Kinde may or may not have carried this out.${why}`, facts, {
    hint: 'Run again: kinde-sync reads Kinde first, so that nothing is done twice.',
    cause,
  });
}
