// The route table finds the operation of a request. All sandboxes share one table, which the first request makes: a hono
// router for each sandbox makes a test of one request ten times slower.
import { contract, operationIds, type OperationId, otherOperations } from './contract.js';
import type { Route } from './operation.js';

/** An operation that the sandbox plays, with its path parameters; or the id of one that it does not play. */
export type FoundRoute =
  | { readonly operation: OperationId; readonly params: Readonly<Record<string, string>> }
  | { readonly unplayed: string };

interface Row {
  readonly parts: readonly string[];
  readonly found: (params: Readonly<Record<string, string>>) => FoundRoute;
}

let table: ReadonlyMap<string, readonly Row[]> | undefined;

/** The table is keyed by method and number of path segments. */
function keyOf(method: string, parts: readonly string[]): string {
  return `${method} ${parts.length}`;
}

function makeTable(): ReadonlyMap<string, readonly Row[]> {
  const rows = new Map<string, Row[]>();
  const add = ({ method, path }: Route, found: Row['found']): void => {
    const parts = path.split('/');
    const key = keyOf(method, parts);
    rows.set(key, [...(rows.get(key) ?? []), { parts, found }]);
  };
  for (const operation of operationIds) add(contract[operation], (params) => ({ operation, params }));
  for (const other of otherOperations) add(other, () => ({ unplayed: other.id }));
  return rows;
}

/** Returns the decoded path parameters, or undefined if the path does not match. */
function matchParts(wanted: readonly string[], given: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith('{') && value !== '') params[part.slice(1, -1)] = decode(value);
    else if (part !== value) return undefined;
  }
  return params;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Returns Kinde's operation for a method and path, or undefined if Kinde has none. `path` has no query. */
export function findRoute({ method, path }: Route): FoundRoute | undefined {
  table ??= makeTable();
  const parts = path.split('/');
  for (const row of table.get(keyOf(method, parts)) ?? []) {
    const params = matchParts(row.parts, parts);
    if (params) return row.found(params);
  }
  return undefined;
}
