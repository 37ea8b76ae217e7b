// Answers of Kinde whose rows are other than the sandbox's.
import type { Sandbox } from '../../../src/sandbox/index.js';

export type Row = Readonly<Record<string, unknown>>;
export type Change = (row: Row) => Row | null;

/** Replaces rows in answers to GET of a path by the result of `change`; null omits the row. */
export function damage(sandbox: Sandbox, path: string, field: string, change: Change): Sandbox['fetch'] {
  return async (input, init) => {
    const response = await sandbox.fetch(input, init);
    const request = new Request(input, init);
    if (request.method !== 'GET' || new URL(request.url).pathname !== `/api/v1/${path}`) return response;
    const body = (await response.json()) as Readonly<Record<string, readonly Row[]>>;
    const rows = (body[field] ?? []).map(change).filter((row) => row !== null);
    return new Response(JSON.stringify({ ...body, [field]: rows }), { status: response.status });
  };
}
