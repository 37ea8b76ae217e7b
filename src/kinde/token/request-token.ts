// The token request: `POST /oauth2/token`, which needs no scope. Only its body holds the secret. It never waits in the
// queue of calls, because the calls at its head wait for the token.
import { InternalError } from '../../model/errors.js';
import type { Meter } from '../http/meter.js';
import { BadShapeError } from '../http/read-json.js';
import type { KindeSettings } from '../read-settings.js';
import { readTokenAnswer, type AccessToken } from './read-token.js';
import { faultError } from '../http/fault-error.js';
import { tokenError } from './token-error.js';
import { retryWithBackOff, type RetryOptions } from '../pacing/retry-with-back-off.js';
import type { Limiter } from '../pacing/limiter.js';
import type { WireRequest } from '../http/transport.js';

export interface TokenRequestOptions extends RetryOptions {
  readonly settings: KindeSettings;
  readonly meter: Meter;
  /** The limiter of token requests alone. */
  readonly limiter: Limiter;
  /** Resolves when the API's gate is open: while Kinde throttles the connection, no token request leaves either. */
  readonly pass: () => Promise<void>;
  readonly redact: (text: string) => string;
}

const operation = 'getToken';

/** Returns a new token, which Kinde bills. Throws `AuthError`, `NetworkError` or `InterruptedError`. */
export async function requestToken(options: TokenRequestOptions): Promise<AccessToken> {
  const { settings, limiter, pass, meter, redact } = options;
  const host = new URL(settings.baseUrl).host;
  const request = buildTokenRequest(settings);
  const attempt = async () => {
    await pass();
    return limiter.send(() => meter.transmit(operation, request));
  };
  const { result } = await retryWithBackOff(options, {
    operation: { id: operation, repetition: 'read' },
    attempt,
  });
  if (result.kind === 'thrown') throw result.thrown;
  if (result.kind === 'fault') throw faultError({ operation, host }, result.fault);
  if (result.status < 200 || result.status >= 300) throw tokenError(host, result, redact);
  try {
    return readTokenAnswer(result.body, options.now());
  } catch (thrown) {
    if (!(thrown instanceof BadShapeError)) throw thrown;
    throw tokenError(host, { status: result.status, body: '' }, redact);
  }
}

function buildTokenRequest(settings: KindeSettings): WireRequest {
  const { credentials, audience, baseUrl } = settings;
  if (credentials.kind !== 'client') throw new InternalError('A token is asked for although one was given.');
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
    audience,
  });
  return {
    method: 'POST',
    url: `${baseUrl}/oauth2/token`,
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  };
}
