// A request as it came in, read once: path parameters, query and body.
import type { OperationId } from '../contract/contract.js';
import type { FoundRoute } from '../contract/find-route.js';

/** An operation that the sandbox plays, with the values of the path. */
export type PlayedRoute = Extract<FoundRoute, { readonly operation: OperationId }>;

export interface Received {
  readonly operation: OperationId;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Parsed JSON; `undefined` where there is no body. */
  readonly body: unknown;
  /** What is wrong with the body before its shape is looked at. */
  readonly bodyProblems: readonly string[];
  readonly authorization: string | undefined;
}

interface ReadBody {
  readonly body: unknown;
  readonly bodyProblems: readonly string[];
}

/** Returns the body as JSON, or the text itself with what is wrong about it. */
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

/** Returns what the request for this operation carries. */
export async function readReceived(request: Request, { operation, params }: PlayedRoute): Promise<Received> {
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
