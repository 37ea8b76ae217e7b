// The sandbox's answers, in Kinde's JSON forms. They are data until they leave: direct-ways.ts and listen.ts give them the
// form that the caller takes.
import type { ApiRefusal } from './api-refusal.js';

export interface Answer {
  readonly status: number;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** A stream if an intercept gave one, or if the connection breaks in the middle. */
  readonly body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null;
}

/** Returns a JSON answer with Kinde's content type. */
export function answerJson(body: unknown, status: number): Answer {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return { status, headers, body: JSON.stringify(body) };
}

/** Returns the answer of a refusal: `{errors: [{code, message}]}`. */
export function answerRefusal(refusal: ApiRefusal): Answer {
  return answerJson({ errors: [{ code: refusal.code, message: refusal.message }] }, refusal.status);
}

/** Returns the answer to an unknown path. In Kinde's documents `errors` is an object here, not a list. */
export function answerUnknownRoute(): Answer {
  const errors = { code: 'ROUTE_NOT_FOUND', message: 'The requested API route does not exist' };
  return answerJson({ errors }, 404);
}

/** Returns the answer to an operation of Kinde's that the sandbox does not play. Kinde itself never sends it. */
export function answerUnplayed(operation: string): Answer {
  const message = `Kinde has the operation ${operation}, but the sandbox does not play it.`;
  return answerJson({ errors: [{ code: 'NOT_IN_SANDBOX', message }] }, 501);
}

/** Returns an error of the token endpoint in OAuth's form. */
export function answerOauthError(error: string, description: string): Answer {
  return answerJson({ error, error_description: description }, error === 'invalid_client' ? 401 : 400);
}
