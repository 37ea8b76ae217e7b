// The bare client of the older ways: one request at a time, no retry, no paging. Throws at anything but success.
import type { Sandbox } from '../../src/sandbox/index.js';

/** Sends one request and returns its answer. Throws for every status but a 2xx. */
export type CallSandbox = (method: string, path: string, body?: unknown) => Promise<unknown>;

/** Gets a token and returns the client; `path` begins after `/api/v1`. */
export async function connectSandbox(sandbox: Sandbox): Promise<CallSandbox> {
  const base = `https://${sandbox.domain}`;
  const { KINDE_CLIENT_ID, KINDE_CLIENT_SECRET } = sandbox.environmentVariables(base);
  const grant = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: KINDE_CLIENT_ID,
    client_secret: KINDE_CLIENT_SECRET,
    audience: `${base}/api`,
  });
  const answer: unknown = await (
    await sandbox.fetch(`${base}/oauth2/token`, { method: 'POST', body: grant })
  ).json();
  const authorization = `Bearer ${textAt(answer, 'access_token')}`;
  return async (method, path, body) => {
    const response = await sandbox.fetch(`${base}/api/v1${path}`, {
      method,
      headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
}

/** Returns a text of an answer. Throws if it is not there. */
export function textAt(answer: unknown, field: string): string {
  const value: unknown =
    typeof answer === 'object' && answer !== null ? Reflect.get(answer, field) : undefined;
  if (typeof value !== 'string') throw new Error(`The answer has no ${field}.`);
  return value;
}

/** Returns a list of an answer. Throws if it is not there. */
export function listAt(answer: unknown, field: string): readonly unknown[] {
  const value: unknown =
    typeof answer === 'object' && answer !== null ? Reflect.get(answer, field) : undefined;
  if (!Array.isArray(value)) throw new Error(`The answer has no ${field}.`);
  return value;
}
