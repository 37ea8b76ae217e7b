// The ways to a sandbox without a socket: `fetch`, and `send` for kinde-sync's own client.
import type { PlainAnswer, Sandbox } from './sandbox.js';
import type { Answer } from './serve/answers.js';
import { breakOff, ConnectionLost, fetchFailure } from './serve/connection-lost.js';
import type { Incoming } from './serve/received.js';
import type { Service } from './serve/service.js';

/** The sandbox's host name. */
export const domain = 'acme.kinde.com';
const loopback = /^(127\.0\.0\.1|localhost|\[::1\])$/;

type Arriving = Incoming & { readonly signal: AbortSignal };

/** Returns both ways. They reject as `fetch` does: for an aborted request, an unknown host and a lost connection. */
export function openDirectWays(
  answer: (request: Incoming) => Promise<Answer>,
  { journal, ground }: Service,
): Pick<Sandbox, 'fetch' | 'send'> {
  const pass = async (request: Arriving): Promise<Answer> => {
    request.signal.throwIfAborted();
    const { hostname } = new URL(request.url);
    if (![domain, ground.customDomain].includes(hostname) && !loopback.test(hostname)) {
      journal.noteViolation(`${request.method} to another host: ${hostname}`);
      throw fetchFailure('ENOTFOUND', `getaddrinfo ENOTFOUND ${hostname}`);
    }
    try {
      return await untilAborted(answer(request), request.signal);
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error;
      if (error.begun !== undefined) return breakOff(error.begun);
      throw fetchFailure('ECONNRESET', 'read ECONNRESET');
    }
  };
  return {
    fetch: async (input, init) => {
      const { body, ...head } = await pass(new Request(input, init));
      return new Response(body, head);
    },
    send: async (url, { method, headers, body = '', signal }) => {
      const names = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
      const get = (name: string): string | null => names.get(name) ?? null;
      return toPlain(
        await pass({ method, url, headers: { get }, text: () => Promise.resolve(body), signal }),
      );
    },
  };
}

/** Rejects as soon as the caller aborts, as `fetch` does; the request still takes effect. */
function untilAborted(answer: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

function toPlain({ status, headers, body }: Answer): PlainAnswer {
  const isWhole = typeof body === 'string' || body instanceof Uint8Array;
  return {
    status,
    headers: { get: (name) => headers[name] ?? null },
    body: isWhole ? inOnePart(body) : body,
  };
}

const encoder = new TextEncoder();

function inOnePart(body: string | Uint8Array): AsyncIterable<Uint8Array> {
  const parts = [typeof body === 'string' ? encoder.encode(body) : body].values();
  return { [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve(parts.next()) }) };
}
