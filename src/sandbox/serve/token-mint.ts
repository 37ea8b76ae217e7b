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

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

/** The tokens of one sandbox. */
export class TokenMint {
  readonly #options: TokenMintOptions;
  /** The scopes and the end of each token that is still valid but for its time, in milliseconds since 1970. */
  readonly #valid = new Map<string, { readonly scopes: ReadonlySet<string>; readonly until: number }>();
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
    this.#valid.set(token, { scopes: new Set(request.scopes), until });
    return token;
  }

  /** Ends every token issued so far. */
  endAll(): void {
    this.#valid.clear();
  }

  /** Returns the scopes of a valid token of this sandbox, else undefined. */
  readScopes(token: string): ReadonlySet<string> | undefined {
    const known = this.#valid.get(token);
    return known && known.until > this.#options.now() ? known.scopes : undefined;
  }

  #sign(text: string): string {
    const key = `sandbox:${this.#options.clientSecret}`;
    return createHmac('sha256', key).update(text).digest('base64url');
  }
}
