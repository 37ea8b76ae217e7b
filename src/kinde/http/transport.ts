// Sends one request once and returns what came of it as a value. The only file that calls `fetch`; it must not retry,
// follow redirects or let the errors of `fetch` out, since they hold the token.
import { classifyFault, type Fault } from '../pacing/classify-fault.js';
import type { Fetch, FetchAnswer } from './light-fetch.js';
import { readBody } from './read-body.js';

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
      /** The header `Retry-After`, where it came. */
      readonly retryAfter?: string;
      /** With it the header `Date`, or null: the clock by which a date in `Retry-After` is meant. */
      readonly date?: string | null;
      readonly body: string;
    }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** Sends a request; never rejects. */
export type Transport = (request: WireRequest) => Promise<WireResult>;

export interface TransportOptions {
  readonly fetch: Fetch;
  /** How long one attempt may take until its answer is read to the end, in milliseconds. */
  readonly timeoutMs: number;
  /** Fires when nobody wants an answer any more: what is under way is given up at once. */
  readonly drop?: AbortSignal | undefined;
}

/** The largest answer that is read, in bytes: 500 people take about a hundredth of it. */
const largestAnswer = 64 * 1024 * 1024;

/** Returns a transport over `fetch`; a redirect is returned like any other answer. */
export function createTransport(options: TransportOptions): Transport {
  const { fetch, drop } = options;
  // One listener for all that is under way: Node warns of many.
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
      // A redirect that is followed would carry the token to wherever it points.
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

// It covers the headers and a body that trickles.
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
