// Reads the text of an answer, within bounds: a server gone wrong must not fill the memory.
import type { FetchAnswer } from './light-fetch.js';

const decoder = new TextDecoder();

/** Returns the body as text, or null if it is larger than `limit` bytes; rejects if it breaks off. */
export async function readBody({ body }: FetchAnswer, limit: number): Promise<string | null> {
  if (body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > limit) return null;
    chunks.push(chunk);
  }
  return decoder.decode(Buffer.concat(chunks));
}
