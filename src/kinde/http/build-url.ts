// The URL of a request. Ids and codes come from Kinde and from YAML: no value may reach another path, another query
// parameter or another host.
import { InternalError } from '../../model/errors.js';
import type { Operation } from '../../model/operations/operation.js';

/** The values of an operation's path and query parameters. */
export interface UrlParts {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

/**
 * Returns the URL of an operation, every value percent-encoded. Throws `InternalError` for a path value that is missing,
 * empty, `.` or `..`: a URL parser removes dots even if they are encoded.
 */
export function buildUrl(baseUrl: string, operation: Operation, parts: UrlParts = {}): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodePart(operation, name, parts.path?.[name]),
  );
  // Some servers read a plus sign as a space and others as itself, so the URL holds none.
  const query = new URLSearchParams(parts.query).toString().replaceAll('+', '%20');
  return `${baseUrl}${path}${query === '' ? '' : `?${query}`}`;
}

function encodePart(operation: Operation, name: string, value: string | undefined): string {
  // A lone surrogate has no percent-encoded form.
  if (value === undefined || /^\.{0,2}$|\p{Surrogate}/u.test(value)) {
    throw new InternalError(`${operation.id} needs a ${name} that can stand in a path.`);
  }
  return encodeURIComponent(value);
}
