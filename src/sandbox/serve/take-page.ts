// Kinde's paging: ten rows by default, five hundred at most, and a token that fits only its own list.
import { createHash } from 'node:crypto';
import type { Unknowns } from '../sandbox.js';
import { ApiRefusal, notInSandbox } from './api-refusal.js';
import type { Call } from './call.js';

const defaultPageSize = 10;
const largestPageSize = 500;

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** The field `next_token`, or no field, to spread into the answer. */
  readonly next: { readonly next_token?: string | null };
}

/** Returns the field that marks the end of a list, in the given form. */
export function endOfList(form: Unknowns['endOfList']): Page<never>['next'] {
  if (form === 'absent') return {};
  return { next_token: form === 'null' ? null : '' };
}

function readPageSize(query: URLSearchParams): number {
  const size = Number(query.get('page_size') || defaultPageSize);
  if (size > largestPageSize) {
    const message = `Page size cannot be greater than ${largestPageSize}`;
    throw new ApiRefusal('PAGE_SIZE_LIMIT_EXCEEDED', message, { breaksContract: true });
  }
  if (size < 1)
    throw new ApiRefusal('INVALID_PAGE_SIZE', 'Page size must be at least 1', { breaksContract: true });
  return size;
}

/** Returns a hash of operation, path and filters, which identify a list. The page size may change between pages. */
function listMark(call: Call): string {
  const query = new URLSearchParams(call.query);
  query.delete('page_size');
  query.delete('next_token');
  query.sort();
  const source = JSON.stringify([call.operation, call.params, query.toString()]);
  return createHash('sha256').update(source).digest('base64url').slice(0, 8);
}

function readOffset(call: Call, mark: string): number {
  const token = call.query.get('next_token');
  if (!token) return 0;
  const [offset = '', tokenMark] = Buffer.from(token, 'base64url').toString().split(':');
  if (tokenMark === mark && /^\d+$/.test(offset)) return Number(offset);
  throw new ApiRefusal('INVALID_NEXT_TOKEN', 'The next token is not valid for this list', {
    breaksContract: true,
  });
}

/** Returns the rows after the row whose id is in `starting_after`. Throws `ApiRefusal` if there is no such row. */
export function takePageAfter<Row extends { readonly id: string }>(
  rows: readonly Row[],
  call: Call,
): { readonly rows: readonly Row[]; readonly hasMore: boolean } {
  if (call.query.get('ending_before')) {
    throw notInSandbox('The sandbox does not page backwards');
  }
  const after = call.query.get('starting_after');
  const start = after ? rows.findIndex(({ id }) => id === after) + 1 : 0;
  if (after && start === 0)
    throw new ApiRefusal('INVALID_STARTING_AFTER', 'There is no row of this id', { breaksContract: true });
  const end = start + Math.min(readPageSize(call.query), call.mostRows ?? largestPageSize);
  return { rows: rows.slice(start, end), hasMore: end < rows.length };
}

/** Returns the rows of a list that takes no page parameters; a fault may cut them, so that a client cannot read on. */
export function cutList<Row>(
  rows: readonly Row[],
  { mostRows = rows.length }: Call,
): { readonly rows: readonly Row[]; readonly hasMore: boolean } {
  return { rows: rows.slice(0, mostRows), hasMore: mostRows < rows.length };
}

/** Returns the requested page of `rows`. Throws `ApiRefusal` for a wrong size or token. */
export function takePage<Row>(rows: readonly Row[], call: Call, form: Unknowns['endOfList']): Page<Row> {
  const size = Math.min(readPageSize(call.query), call.mostRows ?? largestPageSize);
  const mark = listMark(call);
  const start = readOffset(call, mark);
  const end = start + size;
  const next =
    end < rows.length ? { next_token: Buffer.from(`${end}:${mark}`).toString('base64url') } : endOfList(form);
  return { rows: rows.slice(start, end), next };
}
