// POST /oauth2/token: client credentials against an access token.
import type { Ground } from './call.js';
import type { Client, Service } from './service.js';
import { answerJson, answerOauthError } from './answers.js';
import type { Injection } from '../faults/inject-faults.js';
import { followInterception } from './follow-interception.js';

const knownFields = ['grant_type', 'client_id', 'client_secret', 'audience', 'scope'];

export interface TokenCall {
  readonly form: URLSearchParams;
  readonly contentType: string | undefined;
  /** The host the request was sent to: over TCP the sandbox is whatever name it is reached by. */
  readonly host: string;
  readonly path: string;
}

/** Returns the form as it may be kept: without the secret. */
export function hideSecret(form: URLSearchParams): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...form].map(([name, value]) => [name, name === 'client_secret' ? '(hidden)' : value]),
  );
}

function findFormProblem({ form, contentType }: TokenCall): string | undefined {
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType ?? ''))
    return 'The body is not form-encoded';
  const names = [...form.keys()];
  const unknown = names.find((name) => !knownFields.includes(name));
  if (unknown !== undefined) return `Unknown parameter ${unknown}`;
  if (new Set(names).size < names.length) return 'A parameter is repeated';
  if (form.get('grant_type') !== 'client_credentials') return 'grant_type must be client_credentials';
  return form.get('audience') ? undefined : 'audience is missing';
}

function isAudience(audience: string, host: string, { domain, customDomain }: Ground): boolean {
  if (host === customDomain) return audience === `https://${domain}/api`;
  return [`https://${domain}/api`, `https://${host}/api`, `http://${host}/api`].includes(audience);
}

function isClient(form: URLSearchParams, client: Client): boolean {
  return form.get('client_id') === client.clientId && form.get('client_secret') === client.clientSecret;
}

function issueToken(call: TokenCall, service: Service): Response {
  const { client, mint, ground, journal } = service;
  const problem = findFormProblem(call);
  if (problem !== undefined) {
    journal.noteViolation(`token: ${problem}`);
    return answerOauthError('invalid_request', problem);
  }
  if (!isClient(call.form, client))
    return answerOauthError('invalid_client', 'Unknown client or wrong secret');
  const audience = call.form.get('audience') ?? '';
  if (!isAudience(audience, call.host, ground)) {
    return answerOauthError('unauthorized_client', 'The application is not authorized for this audience');
  }
  const asked =
    call.form
      .get('scope')
      ?.split(' ')
      .filter((scope) => scope !== '') ?? [];
  if (asked.some((scope) => !client.scopes.includes(scope))) {
    return answerOauthError('invalid_scope', 'A scope is not granted to the application');
  }
  const scopes = asked.length > 0 ? asked : client.scopes;
  const token = mint.issue({ audience, scopes });
  const answer = {
    access_token: token,
    expires_in: client.tokenLifetimeSeconds,
    scope: scopes.join(' '),
    token_type: 'bearer',
  };
  return answerJson(answer, 200);
}

/** Returns the answer of the token endpoint. Throws `ConnectionLost` where it is ordered. */
export function answerToken(call: TokenCall, service: Service, { interception }: Injection): Response {
  const body = hideSecret(call.form);
  return followInterception(interception, () =>
    followInterception(service.intercept({ operation: 'token', method: 'POST', path: call.path, body }), () =>
      issueToken(call, service),
    ),
  );
}
