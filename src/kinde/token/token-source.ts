// Holds the one token of a run. Tokens are metered and billed by Kinde, so it is asked for once for all callers,
// kept until shortly before it ends, and renewed only if Kinde stops accepting it.
import { AuthError } from '../../model/errors.js';
import { readTokenText, type AccessToken, type TokenFacts } from './read-token.js';
import type { Credentials } from '../read-settings.js';

export interface TokenSourceOptions {
  readonly credentials: Credentials;
  readonly now: () => number;
  /** Asks Kinde for a token; not called where the user gave one. */
  readonly fetchToken: () => Promise<AccessToken>;
}

export interface TokenSource {
  /** Returns a token that is worth trying; throws `AuthError` or `NetworkError`. */
  get(): Promise<string>;
  /** Tells that Kinde accepted a token. */
  accept(token: string): void;
  /** Tells that Kinde answered 401 to a token; throws `AuthError` if a new one would not help. */
  reject(token: string): void;
  /** What the newest token says of itself, or null if there is none yet. */
  facts(): TokenFacts | null;
}

/** Returns the source of tokens for a run. */
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
      refuseLimited(token);
      if (refusal !== null) throw refusal;
      // One that has just ended is sent all the same: our clock may be the one that is wrong.
      if (token.endsAt !== null && token.endsAt + likelySkew <= now()) throw explainEnd(token.endsAt);
      return Promise.resolve(text);
    },
    accept: () => undefined,
    reject() {
      const hasEnded = token.endsAt !== null && token.endsAt <= now();
      refusal = hasEnded ? explainEnd(token.endsAt) : rejectedGiven();
      throw refusal;
    },
    facts: () => token,
  };
}

/** Milliseconds by which a clock may be off without anybody noticing. */
const likelySkew = 86_400_000;

const newToken = 'Get a new access token, or set KINDE_CLIENT_ID and KINDE_CLIENT_SECRET instead.';

function explainEnd(endsAt: number): AuthError {
  const message = `The token in KINDE_ACCESS_TOKEN expired at ${new Date(endsAt).toISOString()}.`;
  return new AuthError('expired-token', message, { hint: `${newToken} Check the clock of this machine.` });
}

function rejectedGiven(): AuthError {
  const message = 'Kinde does not accept the token in KINDE_ACCESS_TOKEN (401).';
  return new AuthError('token-rejected', message, { hint: newToken });
}

/** Milliseconds before its end at which a token is no longer used, or a tenth of its life if that is shorter. */
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
    refuseLimited(token);
    held = { token, renewAt: askedAt + countLife(token, askedAt) };
    wasAccepted = false;
    facts = token;
    return token.text;
  };

  const refuse = (thrown: unknown): never => {
    // What was refused once is refused again: asking anew for every call waiting would only cost.
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
      // Of several calls that learn of it at once only the first takes the token away.
      if (token !== held?.token.text) return;
      held = null;
      rejections = wasAccepted ? 1 : rejections + 1;
      if (rejections > 1) {
        refusal = rejectedTwice();
        throw refusal;
      }
    },
    facts: () => facts,
  };
}

/**
 * Returns the milliseconds for which a token that was asked for at `askedAt` is used. One that seems to have ended
 * before it came shows that our clock is off: it is used until Kinde refuses it.
 */
function countLife({ endsAt }: TokenFacts, askedAt: number): number {
  const life = endsAt === null || endsAt <= askedAt ? Infinity : endsAt - askedAt;
  return life - Math.min(margin, life / 10);
}

function rejectedTwice(): AuthError {
  return new AuthError('token-rejected', 'Kinde issued a token and then rejected it (401), twice.', {
    hint: 'Check that KINDE_AUDIENCE belongs to KINDE_DOMAIN, and the clock of this machine.',
  });
}

/** With such a token every organization but one looks as if it did not exist: a plan would create them again. */
function refuseLimited({ organization }: AccessToken): void {
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
