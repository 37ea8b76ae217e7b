// The routes of the sandbox: one for each operation of the contract, the token endpoint, and nothing else.
import { type Context, Hono } from 'hono';
import { contract, findUnplayed, type OperationId, operationIds } from '../contract/contract.js';
import { answerCall } from './answer-call.js';
import { answerToken, hideSecret } from './answer-token.js';
import { answerUnknownRoute, answerUnplayed } from './answers.js';
import { readReceived } from './received.js';
import { serveRequest } from './serve-request.js';
import type { Service } from './service.js';

async function serveOperation(context: Context, operation: OperationId, service: Service): Promise<Response> {
  const at = service.now();
  const received = await readReceived(context, operation);
  const { method, path, body } = received;
  return serveRequest(
    { at, operation, method, path, body, isWrite: method !== 'GET' },
    service,
    (injection) => answerCall(received, service, injection),
  );
}

async function serveToken(context: Context, service: Service): Promise<Response> {
  const at = service.now();
  const url = new URL(context.req.url);
  const form = new URLSearchParams(await context.req.text());
  const path = `${url.pathname}${url.search}`;
  const body = hideSecret(form);
  const contentType = context.req.header('content-type');
  return serveRequest(
    { at, operation: 'token', method: 'POST', path, body, isWrite: false },
    service,
    (injection) => answerToken({ form, contentType, host: url.host, path }, service, injection),
  );
}

async function serveUnknown(context: Context, service: Service): Promise<Response> {
  const { method, url } = context.req;
  const { origin, pathname } = new URL(url);
  const path = url.slice(origin.length);
  const unplayed = findUnplayed({ method, path: pathname });
  const at = service.now();
  const body = (await context.req.text()) || undefined;
  const request = { at, operation: unplayed ?? 'unknown', method, path, body, isWrite: method !== 'GET' };
  return serveRequest(request, service, () => {
    const reason =
      unplayed === undefined ? 'no such operation in the contract' : 'the sandbox does not play it';
    service.journal.noteViolation(`${method} ${path}: ${reason}`);
    return unplayed === undefined ? answerUnknownRoute() : answerUnplayed(unplayed);
  });
}

/** Returns the app; what is thrown inside comes out of its `fetch` unchanged. */
export function buildApp(service: Service): Hono {
  const app = new Hono();
  for (const operation of operationIds) {
    const { method, path } = contract[operation];
    app.on(method, path.replaceAll(/\{(\w+)\}/g, ':$1'), (context) =>
      // Hono answers HEAD with the route of GET; the contract has no HEAD.
      context.req.method === method
        ? serveOperation(context, operation, service)
        : serveUnknown(context, service),
    );
  }
  app.post('/oauth2/token', (context) => serveToken(context, service));
  app.notFound((context) => serveUnknown(context, service));
  app.onError((error) => {
    throw error;
  });
  return app;
}
