// A received request, read once: its path parameters, query and body.
import type { OperationId } from '../contract/contract.js';
import type { FoundRoute } from '../contract/find-route.js';

/** An operation that the sandbox plays, with its path parameters. */
export type PlayedRoute = Extract<FoundRoute, { readonly operation: OperationId }>;

/** A request as it arrives; a `Request` is one. */
export interface Incoming {
  readonly method: string;
  readonly url: string;
  readonly headers: { get(name: string): string | null };
  readonly text: () => Promise<string>;
}

export interface Received {
  readonly operation: OperationId;
  readonly method: string;
  /** The path with its query. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Parsed JSON; undefined if there is no body. */
  readonly body: unknown;
  /** Problems of the body's form; its shape is checked later. */
  readonly bodyProblems: readonly string[];
  readonly authorization: string | undefined;
}

interface ReadBody {
  readonly body: unknown;
  readonly bodyProblems: readonly string[];
}

/** Returns the parsed body, or its text with the problem of its form. */
function parseBody(text: string, contentType: string | undefined): ReadBody {
  if (text === '') return { body: undefined, bodyProblems: [] };
  if (!/^application\/json\s*(;|$)/i.test(contentType ?? '')) {
    return { body: text, bodyProblems: ['the content type is not application/json'] };
  }
  try {
    return { body: JSON.parse(text) as unknown, bodyProblems: [] };
  } catch {
    return { body: text, bodyProblems: ['the body is not JSON'] };
  }
}

/** Returns the received request for an operation. */
export async function readReceived(request: Incoming, { operation, params }: PlayedRoute): Promise<Received> {
  const url = new URL(request.url);
  const text = request.method === 'GET' ? '' : await request.text();
  return {
    operation,
    method: request.method,
    path: `${url.pathname}${url.search}`,
    params,
    query: url.searchParams,
    ...parseBody(text, request.headers.get('content-type') ?? undefined),
    authorization: request.headers.get('authorization') ?? undefined,
  };
}
