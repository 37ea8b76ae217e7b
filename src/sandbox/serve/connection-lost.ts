// A lost connection: an intercept or fault breaks it before the answer, or in the middle of one.
import type { Answer } from './answers.js';

/** The part of an answer that still arrives. */
export type BegunAnswer = Answer & { readonly body: Uint8Array<ArrayBuffer> };

/** Thrown inside the sandbox. In-process it becomes `fetch`'s own error; over TCP the socket is destroyed. */
export class ConnectionLost extends Error {
  readonly begun: BegunAnswer | undefined;

  constructor(begun?: BegunAnswer) {
    super('The connection was dropped by order of an intercept or a fault.');
    this.begun = begun;
  }
}

/** Returns the error that `fetch` throws when the network fails, with the reason in `cause.code`. */
export function fetchFailure(code: 'ECONNRESET' | 'ENOTFOUND', reason: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(reason), { code }) });
}

/** Returns the answer that `fetch` gives for a connection that breaks in the middle: its body fails half-way. */
export function breakOff({ body, ...answer }: BegunAnswer): Answer {
  const parts = [body];
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = parts.pop();
      if (next === undefined) controller.error(fetchFailure('ECONNRESET', 'read ECONNRESET'));
      else controller.enqueue(next);
    },
  });
  return { ...answer, body: stream };
}
