// Puts together the address of a request. Ids and codes come from Kinde and from YAML: none of them may reach
// another path, another query parameter or another host.
import { InternalError } from '../../model/errors.js';
import type { Operation } from '../../model/operation.js';

/** What fills an operation's path and query. */
export interface UrlParts {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

/**
 * Returns the URL of an operation with every part percent-encoded. Throws `InternalError` for a part that is
 * missing, empty, `.` or `..` (a URL parser takes dots away even when they are encoded).
 */
export function buildUrl(baseUrl: string, operation: Operation, parts: UrlParts = {}): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodePart(operation, name, parts.path?.[name]),
  );
  // A plus sign is a space to some servers and a plus sign to others; here none stands for itself.
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
