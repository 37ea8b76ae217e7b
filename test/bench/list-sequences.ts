// From the record of a run to what the bare loop has to send: lists as sequences of pages, everything else alone.
import type { SandboxRecord } from './start-sandbox.js';

/** Returns the paths of the reads in the order they came, the pages of each list one after the other. */
export function listSequences({ requests }: SandboxRecord): readonly (readonly string[])[] {
  const sequences: string[][] = [];
  const lists = new Map<string, string[]>();
  for (const { method, operation, path } of requests) {
    if (method !== 'GET' || operation === 'token') continue;
    const list = nameList(path);
    const earlier = lists.get(list);
    if (earlier !== undefined && path.includes('next_token=')) {
      earlier.push(path);
      continue;
    }
    const sequence = [path];
    lists.set(list, sequence);
    sequences.push(sequence);
  }
  return sequences;
}

function nameList(path: string): string {
  const url = new URL(path, 'http://sandbox');
  url.searchParams.delete('next_token');
  url.searchParams.sort();
  return url.href;
}
