// The transport against a real socket on this machine, for what no fake can show.
import { EventEmitter, once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSocketServer, type AddressInfo, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { lightFetch, type Fetch } from '../../../../src/kinde/http/light-fetch.js';
import { createTransport, readBody, type WireResult } from '../../../../src/kinde/http/transport.js';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Returns the port of a server that leaves everything about a connection to the listener. */
async function listen(listener: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createSocketServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    listener(socket);
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const fetches: readonly [string, Fetch][] = [
  ['its own', lightFetch],
  ["Node's", globalThis.fetch],
];

describe.each(fetches)('the transport over a fetch that is %s', (_name, fetch) => {
  function get(url: string, timeoutMs = 5_000): Promise<WireResult> {
    const transport = createTransport({ fetch, timeoutMs });
    return transport({ method: 'GET', url, headers: { authorization: 'Bearer token' } });
  }

  it('warns of nothing, however many requests are under way', async () => {
    const warnings: string[] = [];
    const listen = ({ name }: Error): void => void warnings.push(name);
    process.on('warning', listen);
    const url = await serve((_, response) => response.end());
    const { signal: drop } = new AbortController();
    const transport = createTransport({ fetch, timeoutMs: 5_000, drop });
    const asked = Array.from({ length: 30 }, () => transport({ method: 'GET', url, headers: {} }));
    expect(new Set((await Promise.all(asked)).map(({ kind }) => kind))).toEqual(new Set(['answer']));
    process.off('warning', listen);
    expect(warnings).toEqual([]);
  });

  it('gives up what is under way, and what is asked for later, once nobody wants an answer', async () => {
    const closed: string[] = [];
    const url = await serve((request, response) => {
      response.on('close', () => closed.push(request.url ?? ''));
    });
    const dropping = new AbortController();
    const transport = createTransport({
      fetch,
      timeoutMs: 60_000,
      drop: dropping.signal,
    });
    const ask = (path: string) => transport({ method: 'GET', url: url + path, headers: {} });
    const asked = Promise.all([ask('/a'), ask('/b')]);
    const server = servers[0];
    await expect.poll(() => new Promise((done) => server?.getConnections((_, count) => done(count)))).toBe(2);
    dropping.abort();
    const fault = { kind: 'fault', fault: { reason: 'connection-lost', mayBeSent: true } };
    expect(await asked).toMatchObject([fault, fault]);
    expect(await ask('/c')).toMatchObject(fault);
    await expect.poll(() => closed.sort()).toEqual(['/a', '/b']);
  });

  it('sends method, headers and body, and returns status, body and RateLimit-Reset', async () => {
    const url = await serve((request, response) => {
      const { method, headers } = request;
      request.setEncoding('utf8').on('data', (body: string) => {
        response.writeHead(429, { 'RateLimit-Reset': '7' });
        response.end(
          `${method ?? ''} ${headers.authorization ?? ''} ${headers['content-type'] ?? ''} ${body}`,
        );
      });
    });
    const transport = createTransport({ fetch, timeoutMs: 5_000 });
    const headers = { authorization: 'Bearer token', 'content-type': 'application/json' };
    expect(await transport({ method: 'PATCH', url, headers, body: '{"a":1}' })).toEqual({
      kind: 'answer',
      status: 429,
      reset: '7',
      body: 'PATCH Bearer token application/json {"a":1}',
    });
  });

  it('returns a Retry-After with the date that it is meant by', async () => {
    const [retryAfter, date] = ['Sun, 22 Nov 2026 16:02:00 GMT', 'Sun, 22 Nov 2026 16:00:00 GMT'];
    const url = await serve((_, response) =>
      response.writeHead(503, { 'Retry-After': retryAfter, Date: date }).end(),
    );
    expect(await get(url)).toMatchObject({ status: 503, reset: null, retryAfter, date });
  });

  it('does not follow a redirect, so that no token goes elsewhere', async () => {
    let visits = 0;
    const elsewhere = await serve((_, response) => {
      visits += 1;
      response.end();
    });
    const url = await serve((_, response) => response.writeHead(307, { location: elsewhere }).end());
    expect(await get(url)).toMatchObject({ kind: 'answer', status: 307 });
    expect(visits).toBe(0);
  });

  it('reports an answer that breaks off as a lost connection', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"a":', () => response.destroy());
    });
    expect(await get(url)).toMatchObject({
      kind: 'fault',
      fault: { reason: 'connection-lost', mayBeSent: true },
    });
  });

  it('reports a connection that is dropped as one that may have carried the request', async () => {
    const url = await serve((request) => request.socket.destroy());
    expect(await get(url)).toMatchObject({
      kind: 'fault',
      fault: { reason: 'connection-lost', mayBeSent: true },
    });
  });

  it('reports a port where nobody listens as unreachable and nothing as sent', async () => {
    const url = await serve(() => undefined);
    const [server] = servers.splice(0);
    await new Promise((resolve) => server?.close(resolve));
    expect(await get(url)).toMatchObject({
      kind: 'fault',
      fault: { reason: 'unreachable', mayBeSent: false, detail: 'ECONNREFUSED' },
    });
  });

  it.each(['DELETE', 'PATCH', 'POST', 'PUT'])(
    'sends a body with %s, and says how long it is',
    async (method) => {
      const url = await serve((request, response) => {
        request.setEncoding('utf8').on('data', (body: string) => {
          response.end(`${request.headers['content-length'] ?? ''} ${body}`);
        });
      });
      const transport = createTransport({ fetch, timeoutMs: 5_000 });
      expect(await transport({ method, url, headers: {}, body: '{"name":"Zoë"}' })).toMatchObject({
        body: '15 {"name":"Zoë"}',
      });
    },
  );

  it('reads an answer that was compressed as it asked for', async () => {
    const url = await serve((request, response) => {
      if (!String(request.headers['accept-encoding']).includes('gzip')) response.destroy();
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync('{"name":"Zoë"}'));
    });
    expect(await get(url)).toMatchObject({ kind: 'answer', status: 200, body: '{"name":"Zoë"}' });
  });

  it('takes an empty answer that calls itself compressed for empty', async () => {
    const url = await serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end());
    expect(await get(url)).toMatchObject({ kind: 'answer', body: '' });
  });

  it('reports what was not compressed although it says so, and what breaks off in it, as a lost connection', async () => {
    const packed = gzipSync('a'.repeat(100_000));
    const url = await serve((request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length });
      if (request.url === '/plain') response.end('{'.repeat(packed.length));
      else response.write(packed.subarray(0, 40), () => response.destroy());
    });
    for (const path of ['/plain', '/cut']) {
      expect(await get(url + path)).toMatchObject({ fault: { reason: 'connection-lost', mayBeSent: true } });
    }
  });

  it('unpacks no more than the largest answer', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync(Buffer.alloc(65 * 1024 * 1024)));
    });
    expect(await get(url)).toMatchObject({ kind: 'fault', fault: { reason: 'answer-too-large' } });
  });

  it('reports what speaks no TLS as TLS that failed, before anything was sent', async () => {
    let visits = 0;
    const url = await serve(() => (visits += 1));
    expect(await get(url.replace('http:', 'https:'))).toMatchObject({
      kind: 'fault',
      fault: { reason: 'tls-failed', mayBeSent: false },
    });
    expect(visits).toBe(0);
  });

  it('reports what is no HTTP as a lost connection', async () => {
    const port = await listen((socket) => socket.once('data', () => socket.end('SSH-2.0\r\n\r\n')));
    expect(await get(`http://127.0.0.1:${port}`)).toMatchObject({
      fault: { reason: 'connection-lost', mayBeSent: true },
    });
  });

  it('sends no header with a line of its own', async () => {
    let visits = 0;
    const url = await serve((_, response) => {
      visits += 1;
      response.end();
    });
    const transport = createTransport({ fetch, timeoutMs: 5_000 });
    const headers = { authorization: 'Bearer a\r\nhost: elsewhere' };
    expect(await transport({ method: 'GET', url, headers })).toMatchObject({ kind: 'fault' });
    expect(visits).toBe(0);
  });

  it('gives up on an answer that does not begin in time', async () => {
    const url = await serve(() => undefined);
    expect(await get(url, 20)).toMatchObject({
      kind: 'fault',
      fault: { reason: 'timeout', mayBeSent: true },
    });
  });

  it('gives up on an answer that does not end in time', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200);
      response.write('{');
    });
    expect(await get(url, 50)).toMatchObject({
      kind: 'fault',
      fault: { reason: 'timeout', mayBeSent: true },
    });
  });
});

describe('the fetch that is its own', () => {
  const ask = (url: string) => {
    const transport = createTransport({ fetch: lightFetch, timeoutMs: 30_000 });
    return transport({ method: 'POST', url, headers: {}, body: '{}' });
  };

  it('gives up where there is no connection in time, when it is certain that nothing was sent', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const met = new EventEmitter();
      const port = await listen(() => met.emit('met'));
      const asked = ask(`https://127.0.0.1:${port}`);
      await once(met, 'met');
      vi.advanceTimersByTime(10_000);
      const fault = { reason: 'unreachable', mayBeSent: false, detail: 'ETIMEDOUT' };
      expect(await asked).toEqual({ kind: 'fault', fault });
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('knows that nothing was sent where the connection broke before TLS stood', async () => {
    const port = await listen((socket) => socket.once('data', () => socket.destroy()));
    expect(await ask(`https://127.0.0.1:${port}`)).toMatchObject({
      fault: { reason: 'unreachable', mayBeSent: false, detail: 'ECONNRESET' },
    });
  });

  it('uses a connection again; where that breaks, the request may have been sent', async () => {
    const ports = new Set<unknown>();
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      if (request.url === '/break') request.socket.destroy();
      else response.end();
    });
    expect(await ask(url)).toMatchObject({ kind: 'answer' });
    expect(await ask(url)).toMatchObject({ kind: 'answer' });
    expect(await ask(`${url}/break`)).toMatchObject({
      fault: { reason: 'connection-lost', mayBeSent: true, detail: 'ECONNRESET' },
    });
    expect(ports.size).toBe(1);
  });
});

describe('readBody', () => {
  it('returns the text of all chunks, also where a character is split between two', async () => {
    const [first, second] = [new Uint8Array([0xc3]), new Uint8Array([0xa9, 0x21])];
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(first);
        controller.enqueue(second);
        controller.close();
      },
    });
    expect(await readBody(new Response(stream), 10)).toBe('é!');
  });

  it('reads no further than the limit', async () => {
    let isCancelled = false;
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(4)),
      cancel: () => void (isCancelled = true),
    });
    expect(await readBody(new Response(stream), 10)).toBeNull();
    expect(isCancelled).toBe(true);
  });

  it('takes an answer without a body for the empty text', async () => {
    expect(await readBody(new Response(null, { status: 204 }), 10)).toBe('');
  });
});
