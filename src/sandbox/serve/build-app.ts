// The HTTP door of the sandbox. It routes a request to an operation of the contract or to the token endpoint; it refuses
// any other path.
import { findRoute } from '../contract/find-route.js';
import { answerCall } from './answer-call.js';
import { answerToken, redactSecret } from './answer-token.js';
import { type Answer, answerUnknownRoute, answerUnplayed } from './answers.js';
import { type Incoming, type PlayedRoute, readReceived } from './received.js';
import { serveRequest } from './serve-request.js';
import type { Service } from './service.js';

async function serveOperation(request: Incoming, route: PlayedRoute, service: Service): Promise<Answer> {
  const at = service.now();
  const received = await readReceived(request, route);
  const { operation, method, path, body } = received;
  return serveRequest(
    { at, operation, method, path, body, isWrite: method !== 'GET' },
    service,
    (injection) => answerCall(received, service, injection),
  );
}

async function serveToken(request: Incoming, service: Service): Promise<Answer> {
  const at = service.now();
  const url = new URL(request.url);
  const form = new URLSearchParams(await request.text());
  const path = `${url.pathname}${url.search}`;
  const body = redactSecret(form);
  const contentType = request.headers.get('content-type') ?? undefined;
  return serveRequest(
    { at, operation: 'token', method: 'POST', path, body, isWrite: false },
    service,
    (injection) => answerToken({ form, contentType, host: url.host, path }, service, injection),
  );
}

/** Answers a request without an endpoint; `unplayed` is the operation's id if Kinde has the operation. */
async function serveUnplayed(
  request: Incoming,
  unplayed: string | undefined,
  service: Service,
): Promise<Answer> {
  const { method, url } = request;
  const path = url.slice(new URL(url).origin.length);
  const at = service.now();
  const body = (await request.text()) || undefined;
  const operation = unplayed ?? 'unknown';
  const record = { at, operation, method, path, body, isWrite: method !== 'GET' };
  return serveRequest(record, service, () => {
    const reason =
      unplayed === undefined ? 'no such operation in the contract' : 'the sandbox does not play it';
    service.journal.noteViolation(`${method} ${path}: ${reason}`);
    return unplayed === undefined ? answerUnknownRoute() : answerUnplayed(unplayed);
  });
}

/** Returns the function that answers requests. It rejects with `ConnectionLost` if an intercept or fault orders it. */
export function buildApp(service: Service): (request: Incoming) => Promise<Answer> {
  return async (request) => {
    const { method } = request;
    const path = new URL(request.url).pathname;
    if (method === 'POST' && path === '/oauth2/token') return serveToken(request, service);
    const route = findRoute({ method, path });
    if (route && 'operation' in route) return serveOperation(request, route, service);
    return serveUnplayed(request, route?.unplayed, service);
  };
}
