// Answers that do not arrive as they were sent. The request they answer has taken effect.
import { ConnectionLost } from '../serve/connection-lost.js';

/** Lets half of the answer through; always throws `ConnectionLost`. */
export async function truncateAnswer(answer: Response): Promise<never> {
  throw new ConnectionLost({
    status: answer.status,
    headers: answer.headers,
    part: await readHalf(answer),
  });
}

/** Returns an answer with half of the body that claims to be whole. */
export async function halveAnswer(answer: Response): Promise<Response> {
  return new Response(await readHalf(answer), { status: answer.status, headers: answer.headers });
}

async function readHalf(answer: Response): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return bytes.slice(0, Math.floor(bytes.length / 2));
}

/** Returns the page of a gateway that has lost the server behind it. */
export function answerGatewayError(status: number): Response {
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  return new Response(`<html><body><h1>${status}</h1></body></html>`, { status, headers });
}

/** Returns Kinde's answer to a request that is one too many; `seconds` until the limit resets. */
export function answerTooMany(seconds: number): Response {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'RateLimit-Reset': String(seconds) };
  const errors = [{ code: 'TOO_MANY_REQUESTS', message: 'Too many requests' }];
  return new Response(JSON.stringify({ errors }), { status: 429, headers });
}
