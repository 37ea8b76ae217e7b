// A list is read to its end, page by page. A list without a readable end is an error and never a shorter list, because
// its missing rows would look like people who left.
import { setImmediate } from 'node:timers/promises';
import { pageSize } from '../../model/kinde-limits.js';
import type { KeyedListing, Listing, FirstPage, ReadLimit, UnreadRow } from '../../model/client.js';
import { ApiError } from '../../model/errors.js';
import { interpret, type Caller } from './caller.js';
import { byToken, type Paging } from './paging.js';
import type { Operation } from '../../model/operations/operation.js';
import { BadShapeError, isObject, readObject, readTextsOrNull, type JsonObject } from '../http/read-json.js';

/** The rows of a page, and those that could not be understood. */
export interface PageRows<Row> {
  readonly rows: readonly Row[];
  readonly unread: readonly UnreadRow[];
}

/** A list to read. */
export interface ListRequest<Row> {
  readonly operation: Operation;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** How the next page is asked for; by `next_token` if absent. */
  readonly paging?: Paging;
  /** Returns the rows of a page; throws `BadShapeError`. */
  readonly readRows: (page: JsonObject) => PageRows<Row>;
  /** Returns the key of a row. */
  readonly keyOf: (row: Row) => string;
}

interface Page<Row> {
  /** Throws `ApiError` (`bad-answer`). */
  readonly readRows: () => PageRows<Row>;
  readonly nextToken: string | null;
}

/** The most pages of a list: 5 million rows. */
const mostPages = 10_000;

/**
 * Returns every row, in Kinde's order. A row may come twice because the list moved while it was read; the first one is
 * kept. Throws `ApiError`: `list-loop` if a page leads back to an earlier one or the pages do not end, `bad-answer` for
 * an ill-formed page. Throws also what the call throws.
 */
export async function listPages<Row>(call: Caller, request: ListRequest<Row>): Promise<Listing<Row>> {
  const { rows, pages, unread = [] } = await readToEnd(call, request, await readPage(call, request, null));
  return { rows, pages, ...noteUnread(unread) };
}

/** Returns the rows of the first page, and a function that reads the remaining pages; throws what `listPages` throws. */
export async function readFirstPage<Row>(call: Caller, request: ListRequest<Row>): Promise<FirstPage<Row>> {
  const { nextToken, readRows } = await readPage(call, request, null);
  const { rows, unread = [] } = await readToEnd(call, request, { readRows, nextToken: null });
  const first = { readRows: () => ({ rows, unread }), nextToken };
  function readRemaining(): Promise<KeyedListing<Row>>;
  function readRemaining(limit: ReadLimit<Row>): Promise<KeyedListing<Row> | null>;
  function readRemaining(limit?: ReadLimit<Row>): Promise<KeyedListing<Row> | null> {
    return limit === undefined ? readToEnd(call, request, first) : readOn(call, request, { first, ...limit });
  }
  return { rows, readRemaining: nextToken === null ? null : readRemaining, ...noteUnread(unread) };
}

async function readToEnd<Row>(
  call: Caller,
  request: ListRequest<Row>,
  first: Page<Row>,
): Promise<KeyedListing<Row>> {
  const listing = await readOn(call, request, { first });
  if (listing === null) throw loopsError(request.operation, mostPages);
  return listing;
}

/** Reads the pages after the first one. Returns null if the limit gives up the list. */
async function readOn<Row>(
  call: Caller,
  request: ListRequest<Row>,
  { first, mostPages: limit = mostPages, isWorthwhile }: { readonly first: Page<Row> } & ReadLimit<Row>,
): Promise<KeyedListing<Row> | null> {
  const rows = new Map<string, Row>();
  const unread: UnreadRow[] = [];
  const tokens = new Set<string>();
  let page = first;
  let goesOn = true;
  for (let pages = 1; ; pages += 1) {
    const token = page.nextToken;
    if (token !== null && tokens.has(token)) throw loopsError(request.operation, pages);
    if (token !== null && (pages > limit || !goesOn)) return null;
    const next = token === null ? null : readPage(call, request, token);
    // If the rows of this page are unreadable, no caller awaits the next page, and its error is dropped.
    next?.catch(() => undefined);
    // The next request leaves before these rows are read, so reading fills the time of waiting.
    if (next !== null) await setImmediate();
    const found = page.readRows();
    addNew(rows, found.rows, request);
    unread.push(...found.unread);
    goesOn = isWorthwhile?.(found.rows) !== false;
    if (token === null || next === null)
      return { rows: [...rows.values()], byKey: rows, pages, ...noteUnread(unread) };
    tokens.add(token);
    page = await next;
  }
}

function noteUnread(unread: readonly UnreadRow[]): Pick<Listing<never>, 'unread'> {
  return unread.length === 0 ? {} : { unread };
}

function addNew<Row>(rows: Map<string, Row>, found: readonly Row[], { keyOf }: ListRequest<Row>): void {
  for (const row of found) {
    const key = keyOf(row);
    if (!rows.has(key)) rows.set(key, row);
  }
}

function readPage<Row>(call: Caller, request: ListRequest<Row>, token: string | null): Promise<Page<Row>> {
  const { operation, paging = byToken } = request;
  const query = {
    ...(operation.query.includes('page_size') ? { page_size: String(pageSize) } : {}),
    ...request.query,
    ...(token === null ? {} : { [paging.parameter]: token }),
  };
  return call({
    operation,
    parts: { path: request.path ?? {}, query },
    readAnswer: (answer) => {
      const page = readObject(answer, 'the answer');
      return {
        nextToken: paging.findNext(page),
        readRows: () => interpret(operation, () => request.readRows(page)),
      };
    },
  });
}

function loopsError(operation: Operation, pages: number): ApiError {
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

/** Returns the rows under a field of a page, each read by `readRow`; throws `BadShapeError` for an unreadable one. */
export function readRows<Row>(
  page: JsonObject,
  field: string,
  readRow: (row: JsonObject) => Row,
): PageRows<Row> {
  const list = readListOf(page, field);
  return { rows: list.map((row, index) => readRow(readObject(row, `${field}[${index}]`))), unread: [] };
}

/** The same for rows that do not depend on each other: one that can't be understood is set apart. */
export function readEachRow<Row>(
  page: JsonObject,
  field: string,
  readRow: (row: JsonObject) => Row,
): PageRows<Row> {
  const rows: Row[] = [];
  const unread: UnreadRow[] = [];
  for (const row of readListOf(page, field)) {
    const found = tryRead(() => readRow(readObject(row, field)));
    if (found === null) unread.push({ organizations: tryRead(() => readOrganizationsOf(row)) });
    else rows.push(found);
  }
  return { rows, unread };
}

function readOrganizationsOf(row: unknown): readonly string[] | null {
  return isObject(row) ? readTextsOrNull(row, 'organizations') : null;
}

function tryRead<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof BadShapeError) return null;
    throw thrown;
  }
}

function readListOf(page: JsonObject, field: string): readonly unknown[] {
  const list = page[field];
  if (!Array.isArray(list)) throw new BadShapeError(`${field} is not a list`);
  return list;
}
