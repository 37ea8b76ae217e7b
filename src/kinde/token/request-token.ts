// Asks Kinde for a token with `POST /oauth2/token`, which needs no scope. It must not keep the secret anywhere but
// in the request, and does not take a place in the queue: those who hold the places wait for it.
import { InternalError } from '../../model/errors.js';
import type { Meter } from '../http/meter.js';
import { BadShapeError } from '../http/read-json.js';
import type { KindeSettings } from '../read-settings.js';
import { readTokenAnswer, type AccessToken } from './read-token.js';
import { refuseFault } from '../http/refuse-fault.js';
import { refuseToken } from './refuse-token.js';
import { rideOut, type RideOptions } from '../pacing/retry-with-backoff.js';
import type { Throttle } from '../pacing/throttle.js';
import type { WireRequest } from '../http/transport.js';

export interface TokenRequestOptions extends RideOptions {
  readonly settings: KindeSettings;
  readonly meter: Meter;
  /** The one of token requests alone. */
  readonly throttle: Throttle;
  /** Resolves when the API's own gate is open: while Kinde throttles the run nothing leaves. */
  readonly pass: () => Promise<void>;
  readonly hide: (text: string) => string;
}

const operation = 'getToken';

/** Returns a new token; throws `AuthError`, `NetworkError` or `InterruptedError`. Each token given is billed. */
export async function requestToken(options: TokenRequestOptions): Promise<AccessToken> {
  const { settings, throttle, pass, meter, hide } = options;
  const host = new URL(settings.baseUrl).host;
  const request = buildTokenRequest(settings);
  const attempt = async () => {
    await pass();
    return throttle.send(() => meter.transmit(operation, request));
  };
  const { result } = await rideOut(options, { operation, repetition: 'read', attempt });
  if (result.kind === 'thrown') throw result.thrown;
  if (result.kind === 'fault') throw refuseFault({ operation, host }, result.fault);
  if (result.status < 200 || result.status >= 300) throw refuseToken(host, result, hide);
  try {
    return readTokenAnswer(result.body, options.now());
  } catch (thrown) {
    if (!(thrown instanceof BadShapeError)) throw thrown;
    throw refuseToken(host, { status: result.status, body: '' }, hide);
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
