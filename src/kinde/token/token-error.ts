// A refused token request becomes an error that says what to change and where in Kinde. Its message never repeats the
// client id, the secret or the token.
import type { Code } from '../../model/codes.js';
import { AuthError } from '../../model/errors.js';
import { isObject, parseJson } from '../http/read-json.js';
import { findForeignAnswer, firewallHint } from '../http/foreign-answer.js';
import { readKindeError } from '../http/answer-error.js';

const application = 'Settings > Applications > your machine-to-machine application';

const explanations: Readonly<Record<string, { readonly code: Code; readonly hint: string }>> = {
  invalid_client: {
    code: 'invalid-client',
    hint: `KINDE_CLIENT_ID or KINDE_CLIENT_SECRET is wrong. Compare them with ${application} > Details in Kinde.`,
  },
  unauthorized_client: {
    code: 'unauthorized-client',
    hint:
      'The application is not authorized for this API. In Kinde: ' +
      `${application} > APIs > Kinde Management API > Authorize application. Also check KINDE_AUDIENCE.`,
  },
  invalid_scope: {
    code: 'invalid-scope',
    hint: `The application lacks a scope. In Kinde: ${application} > APIs > Kinde Management API > Manage scopes.`,
  },
  invalid_request: {
    code: 'invalid-token-request',
    hint: 'Check KINDE_AUDIENCE: it is https://<your subdomain>.kinde.com/api, even with a custom domain.',
  },
};

/**
 * Returns the `AuthError` for an answer of the token endpoint without a token: `invalid-client`,
 * `unauthorized-client`, `invalid-scope`, `invalid-token-request`, `blocked-by-firewall`, `not-kinde` or `token-refused`.
 */
export function tokenError(
  host: string,
  { status, body }: { readonly status: number; readonly body: string },
  redact: (text: string) => string,
): AuthError {
  const error = readKindeError(body, redact);
  const known = Object.hasOwn(explanations, error.code) ? explanations[error.code] : undefined;
  const said = error.message === '' ? '' : ` (${error.message})`;
  if (known !== undefined) {
    return new AuthError(known.code, `Kinde gave no token: ${error.code}${said}.`, { hint: known.hint });
  }
  const foreign = findForeignAnswer(status, body);
  if (foreign?.isBlocking === true) {
    const message = `No token: ${foreign.words}.`;
    return new AuthError('blocked-by-firewall', message, { hint: firewallHint });
  }
  if (status < 500 && status !== 429 && !isJsonObject(body)) {
    return new AuthError(
      'not-kinde',
      `${host} answered the token request with ${status}, which is not how Kinde answers.`,
      {
        hint: 'Check KINDE_DOMAIN: it is the domain of your Kinde environment, not of your product or its docs.',
      },
    );
  }
  return new AuthError('token-refused', `Kinde gave no token: status ${status}${said}.`, {
    hint: status >= 500 || status === 429 ? 'Run again later.' : `Look at ${application} in Kinde.`,
  });
}

function isJsonObject(body: string): boolean {
  try {
    return isObject(parseJson(body));
  } catch {
    return false;
  }
}
