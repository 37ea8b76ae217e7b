// How the sandbox's own tests talk to it: a token, then plain calls with parsed answers.
import type { Sandbox } from '../../../src/sandbox/index.js';

export interface Reply {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
  /** The code of the first error, where there is one. */
  readonly code: string | undefined;
}

export type Ask = (method: string, path: string, body?: unknown) => Promise<Reply>;

const origin = 'https://acme.kinde.com';

/** Asks for a token with the sandbox's own credentials; `fields` replaces or adds form fields. */
export function askToken(sandbox: Sandbox, fields: Readonly<Record<string, string>> = {}): Promise<Response> {
  const variables = sandbox.environmentVariables(origin);
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: variables.KINDE_CLIENT_ID,
    client_secret: variables.KINDE_CLIENT_SECRET,
    audience: `${origin}/api`,
    ...fields,
  });
  return sandbox.fetch(`${origin}/oauth2/token`, { method: 'POST', body: form });
}

export async function readReply(response: Response): Promise<Reply> {
  const json = (await response.json()) as Record<string, unknown>;
  const errors = json['errors'] as readonly { code: string }[] | { code: string } | undefined;
  const first = Array.isArray(errors)
    ? (errors[0] as { code: string })
    : (errors as { code: string } | undefined);
  return { status: response.status, json, code: first?.code };
}

/** Returns a function that calls `/api/v1/<path>` with one token. */
export async function connect(sandbox: Sandbox): Promise<Ask> {
  const { access_token: token } = (await (await askToken(sandbox)).json()) as { access_token: string };
  return async (method, path, body) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    return readReply(await sandbox.fetch(`${origin}/api/v1/${path}`, init));
  };
}

/** Returns the rows of a list in an answer. */
export function rowsOf(reply: Reply, field: string): readonly Readonly<Record<string, unknown>>[] {
  return reply.json[field] as readonly Record<string, unknown>[];
}
