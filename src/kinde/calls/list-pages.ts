// Reads a list to its end, page by page. It must never return a part of a list: a list that can't be read to its
// end is an error, since rows that are missing would look like people who left.
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
  /** Returns the rows of one page; throws `BadShapeError`. */
  readonly readRows: (page: JsonObject) => readonly Row[];
  /** Tells rows apart. */
  readonly keyOf: (row: Row) => string;
}

interface Page<Row> {
  /** Throws `ApiError` (`bad-answer`). */
  readonly readRows: () => readonly Row[];
  readonly nextToken: string | null;
}

/** The most pages that are read: 5 million rows. */
const mostPages = 10_000;

/**
 * Returns every row, in Kinde's order. A row that comes twice is kept once, the first one: the list moved on by
 * one while it was read. Throws `ApiError`: `list-loop` if a page leads back to an earlier one or there is no end
 * to them, `bad-answer` if a page is not a page; and whatever the call throws.
 */
export async function listPages<Row>(call: Caller, request: ListRequest<Row>): Promise<Listing<Row>> {
  const { rows, pages } = await readOn(call, request, await readPage(call, request, null));
  return { rows, pages };
}

/** Returns the rows of the first page and the way to the rest; throws what `listPages` throws. */
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
    // Where the rows can't be read, nobody waits for the next page any more.
    next?.catch(() => undefined);
    // Its request goes out before the rows are read, which fills the time of waiting.
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

/** Returns the rows in a field of a page, each read by `readRow`; throws `BadShapeError`. */
export function readRows<Row>(
  page: JsonObject,
  field: string,
  readRow: (row: JsonObject) => Row,
): readonly Row[] {
  const list = page[field];
  if (!Array.isArray(list)) throw new BadShapeError(`${field} is not a list`);
  return list.map((row: unknown, index) => readRow(readObject(row, `${field}[${index}]`)));
}
