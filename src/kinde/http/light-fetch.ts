// `fetch` as far as it is used here, over Node's own `http`: to load and to use the whole of it takes a fifth of a small
// plan. Like it, this must not retry or trust an answer to be small; it does not follow redirects at all.
import type { ClientRequest, IncomingMessage } from 'node:http';
import { once } from '../../model/once.js';

export interface FetchInit {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A redirect is an answer like any other. */
  readonly redirect: 'manual';
  readonly signal: AbortSignal;
}

export interface FetchAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  /** Rejects if the answer breaks off. */
  readonly body: AsyncIterable<Uint8Array> | null;
}

/** What a connection needs of `fetch`; `globalThis.fetch` is one. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>;

const loadHttp = once(() => import('node:http'));
const loadHttps = once(() => import('node:https'));

/** How long it may take until there is a connection, in milliseconds. */
const connectTimeoutMs = 10_000;

/**
 * Sends one request and returns what is answered once its headers are here. Rejects with the error of the system, which
 * says by `code` what failed; where that came before there was a connection, so that nothing was sent, with an error whose
 * `syscall` is `connect` and whose `cause` is that of the system.
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
    sent.on('error', (error) => reject(isConnected() ? error : notConnected(error)));
    sent.end(body);
  });
  return {
    status: answer.statusCode ?? 0,
    headers: { get: (name) => readHeader(answer, name) },
    body: await unpack(answer),
  };
};

/** Ends a request that finds no connection in time, and returns who knows whether there was one. */
function watchConnecting(sent: ClientRequest, connected: 'connect' | 'secureConnect'): () => boolean {
  let isConnected = false;
  sent.once('socket', (socket) => {
    // One that was used before, or of a proxy.
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

function notConnected(cause: Error): Error {
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
  // Whether an answer is whole is for HTTP to say: an empty one is no broken archive.
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  // What fails shows where the result is read.
  return pipeline(answer, gunzip, () => undefined);
}
