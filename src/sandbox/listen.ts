// The sandbox on a TCP port, reachable from this machine only.
import { ServerResponse, type Server } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import { UsageError } from '../model/errors.js';
import type { ListeningSandbox } from './sandbox.js';
import type { Answer } from './serve/answers.js';
import { ConnectionLost } from './serve/connection-lost.js';
import type { Incoming } from './serve/received.js';

type Answering = (request: Incoming) => Promise<Answer>;
type Outgoing = ServerResponse | Http2ServerResponse;

async function startServer(answer: Answering, port: number): Promise<Server> {
  // The import stands here, so that in-process use never loads a server.
  const { createAdaptorServer } = await import('@hono/node-server');
  const { RESPONSE_ALREADY_SENT } = await import('@hono/node-server/utils/response');
  const server = createAdaptorServer({
    fetch: async (request, { outgoing }) => {
      try {
        const { body, ...head } = await answer(request);
        return new Response(body, head);
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error;
        breakSocket(outgoing, error);
        return RESPONSE_ALREADY_SENT;
      }
    },
  }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

function breakSocket(outgoing: Outgoing, { begun }: ConnectionLost): void {
  if (begun === undefined || !(outgoing instanceof ServerResponse)) {
    outgoing.destroy();
    return;
  }
  // The answer is chunked, so that the client notices the missing end.
  outgoing.writeHead(begun.status, begun.headers);
  outgoing.write(begun.body, () => outgoing.destroy());
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Listens on 127.0.0.1 and returns the URL. Throws `UsageError` (`port-unavailable`) if the port is taken. */
export async function listen(answer: Answering, port: number): Promise<ListeningSandbox> {
  const server = await startServer(answer, port).catch((cause: unknown) => {
    throw new UsageError('port-unavailable', `The sandbox can't listen on 127.0.0.1:${port}.`, {
      hint: 'Choose another port, or none to take any that is free.',
      cause,
    });
  });
  const address = server.address();
  const taken = typeof address === 'object' && address ? address.port : port;
  return { url: `http://127.0.0.1:${taken}`, close: () => closeServer(server) };
}
