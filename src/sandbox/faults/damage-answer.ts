// The damaged answers of faults: cut off, halved or replaced. The request has taken effect before.
import { ConnectionLost } from '../serve/connection-lost.js';

/** Breaks the connection after half of the answer: always throws `ConnectionLost`. */
export async function truncateAnswer(answer: Response): Promise<never> {
  throw new ConnectionLost({
    status: answer.status,
    headers: answer.headers,
    part: await readHalf(answer),
  });
}

/** Returns an answer with half of the body, as if it were whole. */
export async function halveAnswer(answer: Response): Promise<Response> {
  return new Response(await readHalf(answer), { status: answer.status, headers: answer.headers });
}

async function readHalf(answer: Response): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return bytes.slice(0, Math.floor(bytes.length / 2));
}

/** Returns the error page of a gateway without a server behind it. */
export function answerGatewayError(status: number): Response {
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  return new Response(`<html><body><h1>${status}</h1></body></html>`, { status, headers });
}

/** Returns Kinde's 429; its header says that the limit resets in `seconds`. */
export function answerTooMany(seconds: number): Response {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'RateLimit-Reset': String(seconds) };
  const errors = [{ code: 'TOO_MANY_REQUESTS', message: 'Too many requests' }];
  return new Response(JSON.stringify({ errors }), { status: 429, headers });
}
