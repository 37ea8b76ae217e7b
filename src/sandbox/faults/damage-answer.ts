// The damaged answers of faults: cut off, halved or replaced. The request has taken effect before.
import { type Answer, answerJson } from '../serve/answers.js';
import { ConnectionLost } from '../serve/connection-lost.js';

/** Breaks the connection after half of the answer: always throws `ConnectionLost`. */
export async function truncateAnswer(answer: Answer): Promise<never> {
  throw new ConnectionLost({ ...answer, body: await readHalf(answer) });
}

/** Returns an answer with half of the body, as if it were whole. */
export async function halveAnswer(answer: Answer): Promise<Answer> {
  return { ...answer, body: await readHalf(answer) };
}

async function readHalf({ body }: Answer): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await new Response(body).arrayBuffer());
  return bytes.slice(0, Math.floor(bytes.length / 2));
}

/** Returns the error page of a gateway without a server behind it. */
export function answerGatewayError(status: number): Answer {
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  return { status, headers, body: `<html><body><h1>${status}</h1></body></html>` };
}

/** Returns Kinde's 429; its header says that the limit resets in `seconds`. */
export function answerTooMany(seconds: number): Answer {
  const answer = answerJson({ errors: [{ code: 'TOO_MANY_REQUESTS', message: 'Too many requests' }] }, 429);
  return { ...answer, headers: { ...answer.headers, 'ratelimit-reset': String(seconds) } };
}
