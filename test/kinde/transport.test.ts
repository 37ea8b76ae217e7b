// The transport against a real socket on this machine, for what no fake can show.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { readBody } from '../../src/kinde/http/read-body.js';
import { createTransport, type WireResult } from '../../src/kinde/http/transport.js';

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

function get(url: string, timeoutMs = 5_000): Promise<WireResult> {
  const transport = createTransport({ fetch: globalThis.fetch, timeoutMs });
  return transport({ method: 'GET', url, headers: { authorization: 'Bearer token' } });
}

describe('the transport', () => {
  it('warns of nothing, however many requests are under way', async () => {
    const warnings: string[] = [];
    const listen = ({ name }: Error): void => void warnings.push(name);
    process.on('warning', listen);
    const url = await serve((_, response) => response.end());
    const { signal: drop } = new AbortController();
    const transport = createTransport({ fetch: globalThis.fetch, timeoutMs: 5_000, drop });
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
      fetch: globalThis.fetch,
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
    const transport = createTransport({ fetch: globalThis.fetch, timeoutMs: 5_000 });
    const headers = { authorization: 'Bearer token', 'content-type': 'application/json' };
    expect(await transport({ method: 'PATCH', url, headers, body: '{"a":1}' })).toEqual({
      kind: 'answer',
      status: 429,
      reset: '7',
      body: 'PATCH Bearer token application/json {"a":1}',
    });
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
