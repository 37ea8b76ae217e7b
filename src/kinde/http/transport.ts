// The transport sends one request once and returns the answer or the fault as a value. Only this file calls `fetch`. It
// never retries, follows no redirect, and keeps errors of `fetch` inside, because they hold the token.
import { classifyFault, type Fault } from './classify-fault.js';
import type { Fetch, FetchAnswer } from './light-fetch.js';

export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An answer that arrived whole, or the reason why none did. */
export type WireResult =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** The header `RateLimit-Reset`, or null. */
      readonly reset: string | null;
      /** The header `Retry-After`, if there was one. */
      readonly retryAfter?: string;
      /** The header `Date` beside it, or null: the server's time, by which a date in `Retry-After` is meant. */
      readonly date?: string | null;
      readonly body: string;
    }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** Sends a request and returns its answer or fault; never rejects. */
export type Transport = (request: WireRequest) => Promise<WireResult>;

export interface TransportOptions {
  readonly fetch: Fetch;
  /** Milliseconds that one attempt may take until its answer is read to the end. */
  readonly timeoutMs: number;
  /** Fires when no caller waits for an answer any more: requests under way are aborted at once. */
  readonly drop?: AbortSignal | undefined;
}

/** The largest answer in bytes; a page of 500 people is about a hundredth of it. */
const largestAnswer = 64 * 1024 * 1024;

/** Returns a transport over `fetch`; a redirect is returned like any other answer. */
export function createTransport(options: TransportOptions): Transport {
  const { fetch, drop } = options;
  // One listener serves all requests under way, because Node warns about many.
  const underWay = new Set<AbortController>();
  drop?.addEventListener('abort', () => {
    for (const controller of underWay) giveUp(controller);
  });
  return async (request) => {
    const controller = new AbortController();
    const deadline = startDeadline(controller, options.timeoutMs);
    underWay.add(controller);
    if (drop?.aborted === true) giveUp(controller);
    try {
      // A followed redirect would carry the token to another host.
      const sent = fetch(request.url, { ...request, redirect: 'manual', signal: controller.signal });
      const response = await Promise.race([sent, deadline.passed]);
      const body = await Promise.race([readBody(response, largestAnswer), deadline.passed]);
      if (body === null) return { kind: 'fault', fault: tooLarge };
      return {
        kind: 'answer',
        status: response.status,
        reset: response.headers.get('ratelimit-reset'),
        ...readRetryAfter(response),
        body,
      };
    } catch (thrown) {
      return { kind: 'fault', fault: classifyFault(thrown) };
    } finally {
      deadline.stop();
      underWay.delete(controller);
    }
  };
}

const decoder = new TextDecoder();

/**
 * Returns the body as text, or null if it is larger than `limit` bytes, since a broken server must not fill the memory.
 * Rejects if the connection breaks.
 */
export async function readBody({ body }: FetchAnswer, limit: number): Promise<string | null> {
  if (body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > limit) return null;
    chunks.push(chunk);
  }
  return decoder.decode(Buffer.concat(chunks));
}

function readRetryAfter({ headers }: FetchAnswer): {
  readonly retryAfter?: string;
  readonly date?: string | null;
} {
  const retryAfter = headers.get('retry-after');
  return retryAfter === null ? {} : { retryAfter, date: headers.get('date') };
}

const tooLarge: Fault = { reason: 'answer-too-large', mayBeSent: true, detail: '' };

function giveUp(controller: AbortController): void {
  controller.abort(new DOMException('The result is no longer needed.', 'AbortError'));
}

interface Deadline {
  readonly passed: Promise<never>;
  readonly stop: () => void;
}

// The deadline covers the headers and a body that trickles in.
function startDeadline(controller: AbortController, timeoutMs: number): Deadline {
  const { signal } = controller;
  const passed = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
  passed.catch(() => undefined);
  const timer = setTimeout(() => {
    controller.abort(new DOMException('No complete answer in time.', 'TimeoutError'));
  }, timeoutMs);
  return { passed, stop: () => clearTimeout(timer) };
}
