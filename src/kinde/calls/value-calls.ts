// The calls for values by key. The row of the operation says how the answer and the request hold them.
import type { Listing, WrittenValue } from '../../model/client.js';
import { InternalError } from '../../model/errors.js';
import type { Operation } from '../../model/operations/operation.js';
import { valueWrites } from '../../model/operations/value-operations.js';
import type {
  ReadValuesOperation,
  ValuePlace,
  ValueWrite,
  WriteValueOperation,
} from '../../model/operations/value-operations.js';
import type { LiveValue } from '../../model/values.js';
import { readValueRows } from '../rows/value-rows.js';
import type { Caller } from './caller.js';
import { listPages } from './list-pages.js';
import { pageByLastId } from './paging.js';

/** Returns the values of a list, each key once. Throws what `listPages` throws. */
export function listValues(
  call: Caller,
  operation: ReadValuesOperation,
  code: string,
): Promise<Listing<LiveValue>> {
  const { values, fixedQuery = {}, paging } = operation;
  return listPages(call, {
    operation,
    path: fillPath(operation, { code, key: '' }),
    query: fixedQuery,
    ...(paging === undefined ? {} : { paging: pageByLastId(values.field) }),
    readRows: (page) => ({ rows: readValueRows(page, values), unread: [] }),
    keyOf: ({ key }) => key,
  });
}

/** Sets a value or takes it away. Throws the errors of the call, and `InternalError` if the operation does the other. */
export function writeValue(call: Caller, name: ValueWrite, written: WrittenValue): Promise<void> {
  const operation: WriteValueOperation = valueWrites[name];
  const place = operation.value;
  if ((place === null) !== (written.value === null))
    throw new InternalError(
      `${operation.id} can't write ${written.value === null ? 'no value' : 'a value'}.`,
    );
  const text = String(written.value);
  const path = fillPath(operation, written);
  const query = place?.in === 'query' ? { query: { [place.name]: text } } : {};
  return call({ operation, parts: { path, ...query }, ...makeBody(place, written.key, text), readAnswer });
}

function readAnswer(): void {
  // The answer holds no value. The plan reads back what was written.
}

function makeBody(place: ValuePlace, key: string, text: string): { readonly body?: object } {
  if (place?.in === 'body') return { body: { [place.name]: text } };
  return place?.in === 'body-by-key' ? { body: { [place.name]: { [key]: text } } } : {};
}

/** Every parameter but `org_code` is the key. */
function fillPath(
  { path }: Operation,
  { code, key }: Pick<WrittenValue, 'code' | 'key'>,
): Readonly<Record<string, string>> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return Object.fromEntries(names.map((name) => [name, name === 'org_code' ? code : key]));
}
