// Reads the text of an answer, within bounds: a server gone wrong must not fill the memory.

const decoder = new TextDecoder();

/** Returns the body as text, or null if it is larger than `limit` bytes; rejects if it breaks off. */
export async function readBody(response: Response, limit: number): Promise<string | null> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body: ReadableStream<Uint8Array> = response.body;
  const reader = body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > limit) {
      reader.cancel().catch(() => undefined);
      return null;
    }
    chunks.push(part.value);
  }
  return decoder.decode(Buffer.concat(chunks));
}
