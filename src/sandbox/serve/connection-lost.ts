// A connection that breaks instead of giving an answer, as an intercept may order.

/** Thrown inside the sandbox; in-process it becomes `fetch`'s own error, over TCP the socket is destroyed. */
export class ConnectionLost extends Error {
  constructor() {
    super('The connection was dropped by order of an intercept.');
  }
}

/** Returns the error that `fetch` throws when the network fails, with the reason in `cause.code`. */
export function fetchFailure(code: 'ECONNRESET' | 'ENOTFOUND', reason: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(reason), { code }) });
}
