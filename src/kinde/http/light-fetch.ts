// A small `fetch` over Node's own `http`. Loading and using the built-in `fetch` takes a third of a small plan's time.
// This one never retries and never follows a redirect.
import type { ClientRequest, IncomingMessage } from 'node:http';
import { once } from '../../model/once.js';

export interface FetchInit {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A redirect is returned like any other answer. */
  readonly redirect: 'manual';
  readonly signal: AbortSignal;
}

export interface FetchAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  /** Rejects if the connection breaks. */
  readonly body: AsyncIterable<Uint8Array> | null;
}

/** The part of `fetch` that a connection uses; `globalThis.fetch` fits it. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>;

const loadHttp = once(() => import('node:http'));
const loadHttps = once(() => import('node:https'));

/** Milliseconds until a connection must be there. */
const connectTimeoutMs = 10_000;

/**
 * Sends one request and returns the answer as soon as its headers arrived. Rejects with the system's error, whose `code`
 * says what failed. If it failed before there was a connection, `syscall` is `connect` and `cause` the system's error:
 * then nothing was sent.
 */
export const lightFetch: Fetch = async (url, { method, headers, body = '', signal }) => {
  const isSecure = url.startsWith('https:');
  const { request } = await (isSecure ? loadHttps() : loadHttp());
  signal.throwIfAborted();
  const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const sent = request(url, { method, headers: { 'accept-encoding': 'gzip', ...headers, ...length } });
  signal.addEventListener('abort', () => sent.destroy(signal.reason as Error));
  const isConnected = watchConnecting(sent, isSecure ? 'secureConnect' : 'connect');
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve);
    sent.on('error', (error) => reject(isConnected() ? error : notConnectedError(error)));
    sent.end(body);
  });
  return {
    status: answer.statusCode ?? 0,
    headers: { get: (name) => readHeader(answer, name) },
    body: await unpack(answer),
  };
};

/** Aborts a request without a connection in time; the returned function tells whether there was one. */
function watchConnecting(sent: ClientRequest, connected: 'connect' | 'secureConnect'): () => boolean {
  let isConnected = false;
  sent.once('socket', (socket) => {
    // A reused socket, or one to a proxy, is connected already.
    isConnected = !socket.connecting;
    if (isConnected) return;
    const timer = setTimeout(() => {
      sent.destroy(Object.assign(new Error('No connection in time.'), { code: 'ETIMEDOUT' }));
    }, connectTimeoutMs);
    socket.once('close', () => clearTimeout(timer));
    socket.once(connected, () => {
      isConnected = true;
      clearTimeout(timer);
    });
  });
  return () => isConnected;
}

function notConnectedError(cause: Error): Error {
  return Object.assign(new Error('Not connected.', { cause }), { syscall: 'connect' });
}

function readHeader({ headers }: IncomingMessage, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
}

async function unpack(answer: IncomingMessage): Promise<AsyncIterable<Uint8Array>> {
  if (readHeader(answer, 'content-encoding')?.toLowerCase() !== 'gzip') return answer;
  const [{ constants, createGunzip }, { pipeline }] = await Promise.all([
    import('node:zlib'),
    import('node:stream'),
  ]);
  // HTTP itself tells whether an answer is whole, so an empty body is no broken archive.
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  // An error surfaces where the result is read.
  return pipeline(answer, gunzip, () => undefined);
}
