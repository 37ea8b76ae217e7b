// Reads lists in short pages, and edits the tenant after the first page, so that the next page skips a row.
import type { Sandbox } from '../src/sandbox/index.js';

export interface Skip {
  /** The paths whose lists have pages of two rows. */
  readonly path: RegExp;
  /** Takes the place of the first row of the list; called once, after the first page. */
  readonly edit: Parameters<Sandbox['change']>[0];
}

/** Returns the `fetch` of a sandbox whose lists move while they are read. */
export function skipRow(sandbox: Sandbox, { path, edit }: Skip): Sandbox['fetch'] {
  let isOver = false;
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (request.method !== 'GET' || !path.test(url.pathname)) return sandbox.fetch(request);
    if (url.searchParams.has('page_size')) url.searchParams.set('page_size', '2');
    const answer = await sandbox.fetch(new Request(url, request));
    if (!isOver) {
      isOver = true;
      sandbox.change(edit);
    }
    return answer;
  };
}
