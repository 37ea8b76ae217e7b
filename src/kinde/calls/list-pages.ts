// A list is read to its end, page by page. A list without a readable end is an error and never a shorter list, because
// its missing rows would look like people who left.
import { setImmediate } from 'node:timers/promises';
import { pageSize } from '../../model/kinde-limits.js';
import type { KeyedListing, Listing, Peek } from '../../model/client.js';
import { ApiError } from '../../model/errors.js';
import { interpret, type Caller } from './caller.js';
import type { Operation } from '../../model/operation.js';
import { BadShapeError, readObject, readTextOrNull, type JsonObject } from '../http/read-json.js';

/** A list to read. */
export interface ListRequest<Row> {
  readonly operation: Operation;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Returns the rows of a page; throws `BadShapeError`. */
  readonly readRows: (page: JsonObject) => readonly Row[];
  /** Returns the key of a row. */
  readonly keyOf: (row: Row) => string;
}

interface Page<Row> {
  /** Throws `ApiError` (`bad-answer`). */
  readonly readRows: () => readonly Row[];
  readonly nextToken: string | null;
}

/** The most pages of a list: 5 million rows. */
const mostPages = 10_000;

/**
 * Returns every row, in Kinde's order. A row may come twice because the list moved while it was read; the first one is
 * kept. Throws `ApiError`: `list-loop` if a page leads back to an earlier one or the pages do not end, `bad-answer` for
 * a page of the wrong form. Throws also what the call throws.
 */
export async function listPages<Row>(call: Caller, request: ListRequest<Row>): Promise<Listing<Row>> {
  const { rows, pages } = await readOn(call, request, await readPage(call, request, null));
  return { rows, pages };
}

/** Returns the rows of the first page, and a function that reads the remaining pages; throws what `listPages` throws. */
export async function peekPages<Row>(call: Caller, request: ListRequest<Row>): Promise<Peek<Row>> {
  const { nextToken, readRows } = await readPage(call, request, null);
  const { rows } = await readOn(call, request, { readRows, nextToken: null });
  const first = { readRows: () => rows, nextToken };
  return { rows, readRest: nextToken === null ? null : () => readOn(call, request, first) };
}

async function readOn<Row>(
  call: Caller,
  request: ListRequest<Row>,
  first: Page<Row>,
): Promise<KeyedListing<Row>> {
  const rows = new Map<string, Row>();
  const tokens = new Set<string>();
  let page = first;
  for (let pages = 1; ; pages += 1) {
    const token = page.nextToken;
    if (token !== null && (tokens.has(token) || pages >= mostPages)) throw loops(request.operation, pages);
    const next = token === null ? null : readPage(call, request, token);
    // If the rows of this page are unreadable, no caller awaits the next page, and its error is dropped.
    next?.catch(() => undefined);
    // The next request leaves before these rows are read, so reading fills the time of waiting.
    if (next !== null) await setImmediate();
    addNew(rows, page.readRows(), request);
    if (token === null || next === null) return { rows: [...rows.values()], byKey: rows, pages };
    tokens.add(token);
    page = await next;
  }
}

function addNew<Row>(rows: Map<string, Row>, found: readonly Row[], { keyOf }: ListRequest<Row>): void {
  for (const row of found) {
    const key = keyOf(row);
    if (!rows.has(key)) rows.set(key, row);
  }
}

function readPage<Row>(call: Caller, request: ListRequest<Row>, token: string | null): Promise<Page<Row>> {
  const { operation } = request;
  const query = {
    ...(operation.query.includes('page_size') ? { page_size: String(pageSize) } : {}),
    ...request.query,
    ...(token === null ? {} : { next_token: token }),
  };
  return call({
    operation,
    parts: { path: request.path ?? {}, query },
    readAnswer: (answer) => {
      const page = readObject(answer, 'the answer');
      return {
        nextToken: readTextOrNull(page, 'next_token'),
        readRows: () => interpret(operation, () => request.readRows(page)),
      };
    },
  });
}

function loops(operation: Operation, pages: number): ApiError {
  const message = `${operation.id}: after ${pages} pages the list does not end or leads back to an earlier page.`;
  return new ApiError(
    'list-loop',
    message,
    { operation: operation.id },
    {
      hint: 'kinde-sync never acts on an incomplete list. Run again; if it happens again, ask Kinde support.',
    },
  );
}

/** Returns the rows under a field of a page, each read by `readRow`; throws `BadShapeError`. */
export function readRows<Row>(
  page: JsonObject,
  field: string,
  readRow: (row: JsonObject) => Row,
): readonly Row[] {
  const list = page[field];
  if (!Array.isArray(list)) throw new BadShapeError(`${field} is not a list`);
  return list.map((row: unknown, index) => readRow(readObject(row, `${field}[${index}]`)));
}
