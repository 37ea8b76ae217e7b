// The mint issues and reads access tokens in Kinde's form: a JWT whose signature only the sandbox can make.
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

/** Returns the claims of a JWT's payload, or undefined if it has no expiry or scopes. */
function readClaims(part: string): { readonly exp: number; readonly scp: readonly unknown[] } | undefined {
  const claims: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
  if (typeof claims !== 'object' || claims === null || !('exp' in claims) || !('scp' in claims))
    return undefined;
  const { exp, scp } = claims;
  return typeof exp === 'number' && Array.isArray(scp) ? { exp, scp } : undefined;
}

/** The tokens of one sandbox. */
export class TokenMint {
  readonly #options: TokenMintOptions;
  #issued = 0;
  #generation = 0;

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
    return `${head}.${claims}.${this.#sign(`${head}.${claims}`)}`;
  }

  /** Ends every token issued so far. */
  endAll(): void {
    this.#generation += 1;
  }

  /** Returns the scopes of a valid token of this sandbox, else undefined. */
  readScopes(token: string): ReadonlySet<unknown> | undefined {
    const [head, claims, signature] = token.split('.');
    if (claims === undefined || this.#sign(`${head ?? ''}.${claims}`) !== signature) return undefined;
    const known = readClaims(claims);
    return known && known.exp * 1000 > this.#options.now() ? new Set(known.scp) : undefined;
  }

  #sign(text: string): string {
    const key = `sandbox:${this.#generation}:${this.#options.clientSecret}`;
    return createHmac('sha256', key).update(text).digest('base64url');
  }
}
