// The token endpoint, `POST /oauth2/token`: it exchanges client credentials for an access token.
import type { Ground } from './call.js';
import type { Client, Service } from './service.js';
import { type Answer, answerJson, answerOauthError } from './answers.js';
import type { Injection } from '../faults/inject-faults.js';
import { followInterception } from './follow-interception.js';

const knownFields = ['grant_type', 'client_id', 'client_secret', 'audience', 'scope'];

export interface TokenCall {
  readonly form: URLSearchParams;
  readonly contentType: string | undefined;
  /** The host of the request's URL. Over TCP the sandbox accepts any host name. */
  readonly host: string;
  readonly path: string;
}

/** Returns the form for the journal, with the client secret redacted. */
export function redactSecret(form: URLSearchParams): Readonly<Record<string, string>> {
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

function issueToken(call: TokenCall, service: Service): Answer {
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

/** Returns the answer of the token endpoint. Throws `ConnectionLost` if an intercept or fault orders it. */
export function answerToken(call: TokenCall, service: Service, { interception }: Injection): Answer {
  const body = redactSecret(call.form);
  return followInterception(interception, () =>
    followInterception(service.intercept({ operation: 'token', method: 'POST', path: call.path, body }), () =>
      issueToken(call, service),
    ),
  );
}
