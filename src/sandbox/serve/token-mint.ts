// The mint issues access tokens in Kinde's form, a JWT, and knows those that are valid.
import { createHmac } from 'node:crypto';

export interface TokenMintOptions {
  readonly domain: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly lifetimeSeconds: number;
  /** The code of the one organization that tokens are limited to, or null. */
  readonly organizationScope: string | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface TokenRequest {
  readonly audience: string;
  readonly scopes: readonly string[];
}

interface ValidToken {
  /** The header `Authorization` that holds it. */
  readonly authorization: string;
  readonly scopes: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  readonly until: number;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

/** The tokens of one sandbox. */
export class TokenMint {
  readonly #options: TokenMintOptions;
  #valid: readonly ValidToken[] = [];
  #issued = 0;

  constructor(options: TokenMintOptions) {
    this.#options = options;
  }

  /** Returns a new token; earlier tokens stay valid. */
  issue(request: TokenRequest): string {
    const { domain, clientId, lifetimeSeconds, organizationScope, now } = this.#options;
    const issuedAt = Math.floor(now() / 1000);
    this.#issued += 1;
    const head = encode({ alg: 'RS256', kid: 'sandbox', typ: 'JWT' });
    const claims = encode({
      aud: [request.audience],
      azp: clientId,
      exp: issuedAt + lifetimeSeconds,
      gty: ['client_credentials'],
      iat: issuedAt,
      iss: `https://${domain}`,
      jti: `sandbox-${this.#issued}`,
      ...(organizationScope === null ? {} : { org_code: organizationScope }),
      scope: request.scopes.join(' '),
      scp: request.scopes,
    });
    const token = `${head}.${claims}.${this.#sign(`${head}.${claims}`)}`;
    const until = (issuedAt + lifetimeSeconds) * 1000;
    const others = this.#valid.filter((one) => one.until > now());
    const scopes = new Set(request.scopes);
    this.#valid = [{ authorization: `Bearer ${token}`, scopes, until }, ...others];
    return token;
  }

  /** Ends every token issued so far. */
  endAll(): void {
    this.#valid = [];
  }

  /** Returns the scopes of the token in the header `Authorization` if the token is valid, else undefined. */
  readScopes(authorization: string | undefined): ReadonlySet<string> | undefined {
    // Tokens have kilobytes: to compare a few costs less than to hash one.
    const known = this.#valid.find((one) => one.authorization === authorization);
    return known && known.until > this.#options.now() ? known.scopes : undefined;
  }

  #sign(text: string): string {
    const key = `sandbox:${this.#options.clientSecret}`;
    return createHmac('sha256', key).update(text).digest('base64url');
  }
}
