// The token source holds the one token of a connection. Kinde bills each token, so all callers share it until shortly
// before its end. It is renewed earlier only if Kinde rejects it.
import { AuthError } from '../../model/errors.js';
import { readTokenText, type AccessToken, type TokenFacts } from './read-token.js';
import type { Credentials } from '../read-settings.js';

export interface TokenSourceOptions {
  readonly credentials: Credentials;
  readonly now: () => number;
  /** Requests a token from Kinde; never called if the user gave one. */
  readonly fetchToken: () => Promise<AccessToken>;
}

export interface TokenSource {
  /** Returns a token that Kinde may accept; throws `AuthError` or `NetworkError`. */
  get(): Promise<string>;
  /** Notes that Kinde accepted a token. */
  accept(token: string): void;
  /** Notes that Kinde answered 401 to a token; throws `AuthError` if a new token would not help. */
  reject(token: string): void;
  /** Returns the claims of the newest token, or null if there is none yet. */
  facts(): TokenFacts | null;
}

/** Returns the token source of a connection. */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { credentials } = options;
  return credentials.kind === 'token'
    ? createGivenToken(credentials.accessToken, options.now)
    : createFetchedToken(options);
}

function createGivenToken(text: string, now: () => number): TokenSource {
  const token = readTokenText(text);
  let refusal: AuthError | null = null;
  return {
    async get() {
      requireWholeEnvironment(token);
      if (refusal !== null) throw refusal;
      // A token that has just ended is tried all the same, because this machine's clock may be wrong.
      if (token.endsAt !== null && token.endsAt + likelySkew <= now()) throw endError(token.endsAt);
      return Promise.resolve(text);
    },
    accept: () => undefined,
    reject() {
      const hasEnded = token.endsAt !== null && token.endsAt <= now();
      refusal = hasEnded ? endError(token.endsAt) : rejectedGivenError();
      throw refusal;
    },
    facts: () => token,
  };
}

/** Milliseconds by which this machine's clock may be wrong unnoticed. */
const likelySkew = 86_400_000;

const newToken = 'Get a new access token, or set KINDE_CLIENT_ID and KINDE_CLIENT_SECRET instead.';

function endError(endsAt: number): AuthError {
  const message = `The token in KINDE_ACCESS_TOKEN expired at ${new Date(endsAt).toISOString()}.`;
  return new AuthError('expired-token', message, { hint: `${newToken} Check the clock of this machine.` });
}

function rejectedGivenError(): AuthError {
  const message = 'Kinde does not accept the token in KINDE_ACCESS_TOKEN (401).';
  return new AuthError('token-rejected', message, { hint: newToken });
}

/** A token is renewed so many milliseconds before its end, or a tenth of its life if that is shorter. */
const margin = 60_000;

function createFetchedToken(options: TokenSourceOptions): TokenSource {
  let held: { readonly token: AccessToken; readonly renewAt: number } | null = null;
  let coming: Promise<string> | null = null;
  let refusal: AuthError | null = null;
  let wasAccepted = false;
  let rejections = 0;
  let facts: TokenFacts | null = null;

  const renew = async (): Promise<string> => {
    const askedAt = options.now();
    const token = await options.fetchToken();
    requireWholeEnvironment(token);
    held = { token, renewAt: askedAt + countLife(token, askedAt) };
    wasAccepted = false;
    facts = token;
    return token.text;
  };

  const refuse = (thrown: unknown): never => {
    // Kinde would refuse again, so the waiting calls get the same error without a request of their own.
    if (thrown instanceof AuthError) refusal = thrown;
    throw thrown;
  };

  return {
    async get() {
      if (refusal !== null) throw refusal;
      if (held !== null && options.now() < held.renewAt) return held.token.text;
      coming ??= renew()
        .catch(refuse)
        .finally(() => (coming = null));
      return coming;
    },
    accept(token) {
      if (token !== held?.token.text) return;
      wasAccepted = true;
      rejections = 0;
    },
    reject(token) {
      // Several calls may report the same rejected token; only the first counts.
      if (token !== held?.token.text) return;
      held = null;
      rejections = wasAccepted ? 1 : rejections + 1;
      if (rejections > 1) {
        refusal = rejectedTwiceError();
        throw refusal;
      }
    },
    facts: () => facts,
  };
}

/**
 * Returns the milliseconds for which a token requested at `askedAt` is used. A token that seems to have ended before it
 * arrived proves a wrong clock on this machine: it is used until Kinde rejects it.
 */
function countLife({ endsAt }: TokenFacts, askedAt: number): number {
  const life = endsAt === null || endsAt <= askedAt ? Infinity : endsAt - askedAt;
  return life - Math.min(margin, life / 10);
}

function rejectedTwiceError(): AuthError {
  return new AuthError('token-rejected', 'Kinde issued a token and then rejected it (401), twice.', {
    hint: 'Check that KINDE_AUDIENCE belongs to KINDE_DOMAIN, and the clock of this machine.',
  });
}

/** With a limited token all other organizations seem not to exist, and a plan would create them again. */
function requireWholeEnvironment({ organization }: AccessToken): void {
  if (organization === null) return;
  throw new AuthError(
    'organization-scoped',
    `These credentials are limited to the organization ${organization}: other organizations would seem not to exist.`,
    {
      hint:
        'Use a machine-to-machine application of the whole environment. In Kinde: Settings > Applications > ' +
        'Add application > Machine to machine; not one that is scoped to an organization.',
    },
  );
}
