// The claims of a token. Its signature is not checked here, since Kinde checks it.
import { decodeJwt } from 'jose/jwt/decode';
import { BadShapeError, parseJson, readObject, readText } from '../http/read-json.js';

/** The claims of a token; times in milliseconds since 1970, null for an absent claim. */
export interface TokenFacts {
  /** The APIs it is for, as URLs such as `https://acme.kinde.com/api`. */
  readonly audience: readonly string[] | null;
  readonly issuer: string | null;
  readonly issuedAt: number | null;
  /** The code of the one organization that the token is limited to. */
  readonly organization: string | null;
  /** When it ends; null if neither the answer nor the token says it. */
  readonly endsAt: number | null;
  /** Its scopes, sorted. */
  readonly scopes: readonly string[] | null;
}

/** A token and its claims. */
export interface AccessToken extends TokenFacts {
  readonly text: string;
}

/** Returns the token of an answer of the token endpoint; throws `BadShapeError` if there is none. */
export function readTokenAnswer(body: string, now: number): AccessToken {
  const answer = readObject(parseJson(body), 'the answer');
  const text = readText(answer, 'access_token');
  if (!/^[\w.~+/=-]+$/.test(text))
    throw new BadShapeError('access_token has characters that are not allowed in a token');
  const token = readTokenText(text);
  const seconds = answer['expires_in'];
  if (typeof seconds === 'number' && seconds > 0) return { ...token, endsAt: now + seconds * 1000 };
  // Both claims come from Kinde's clock, so their difference is right by this machine's clock, too.
  const { issuedAt, endsAt } = token;
  return issuedAt === null || endsAt === null ? token : { ...token, endsAt: now + endsAt - issuedAt };
}

/** Returns the token with its claims; a token that is no JWT has none. */
export function readTokenText(text: string): AccessToken {
  const claims = decodeOrEmpty(text);
  const { aud, iss, iat, exp, org_code: organization } = claims;
  return {
    text,
    audience: aud === undefined ? null : [aud].flat().filter((one) => typeof one === 'string'),
    issuer: typeof iss === 'string' ? iss : null,
    issuedAt: typeof iat === 'number' ? iat * 1000 : null,
    endsAt: typeof exp === 'number' ? exp * 1000 : null,
    organization: typeof organization === 'string' && organization !== '' ? organization : null,
    scopes: readScopes(claims),
  };
}

function decodeOrEmpty(text: string): Readonly<Record<string, unknown>> {
  try {
    return decodeJwt(text);
  } catch {
    return {};
  }
}

// Kinde gives the scopes twice: as text in `scope`, and as the list `scp`.
function readScopes(claims: Readonly<Record<string, unknown>>): readonly string[] | null {
  const { scope, scp } = claims;
  const listed = typeof scope === 'string' ? scope.split(' ') : scp;
  if (!Array.isArray(listed)) return null;
  const scopes = listed.filter((entry): entry is string => typeof entry === 'string' && entry !== '');
  return [...new Set(scopes)].sort();
}
