// Reads what a token says of itself. Its signature is not checked: it is our own, and Kinde checks it.
import { decodeJwt } from 'jose/jwt/decode';
import { BadShapeError, parseJson, readObject, readText } from '../http/read-json.js';

/** What a token says of itself; times in milliseconds since 1970, null where it does not say. */
export interface TokenFacts {
  /** Whom it is for: addresses such as `https://acme.kinde.com/api`. */
  readonly audience: readonly string[] | null;
  readonly issuer: string | null;
  readonly issuedAt: number | null;
  /** The one organization that it is limited to. */
  readonly organization: string | null;
  /** When it ends; null if neither the answer nor the token says so. */
  readonly endsAt: number | null;
  /** The scopes it carries, sorted; null if it does not say. */
  readonly scopes: readonly string[] | null;
}

/** A token and what is known of it. */
export interface AccessToken extends TokenFacts {
  readonly text: string;
}

/** Returns the token in the answer of the token endpoint; throws `BadShapeError` if there is none. */
export function readTokenAnswer(body: string, now: number): AccessToken {
  const answer = readObject(parseJson(body), 'the answer');
  const text = readText(answer, 'access_token');
  if (!/^[\w.~+/=-]+$/.test(text))
    throw new BadShapeError('access_token has characters that are not allowed in a token');
  const token = readTokenText(text);
  const seconds = answer['expires_in'];
  if (typeof seconds === 'number' && seconds > 0) return { ...token, endsAt: now + seconds * 1000 };
  // Both claims are of Kinde's clock: their difference holds by ours, too.
  const { issuedAt, endsAt } = token;
  return issuedAt === null || endsAt === null ? token : { ...token, endsAt: now + endsAt - issuedAt };
}

/** Returns what the claims of a token say; a token that is no JWT says nothing. */
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

// Kinde writes scopes twice: `scope`, separated by spaces, and the list `scp`.
function readScopes(claims: Readonly<Record<string, unknown>>): readonly string[] | null {
  const { scope, scp } = claims;
  const listed = typeof scope === 'string' ? scope.split(' ') : scp;
  if (!Array.isArray(listed)) return null;
  const scopes = listed.filter((entry): entry is string => typeof entry === 'string' && entry !== '');
  return [...new Set(scopes)].sort();
}
