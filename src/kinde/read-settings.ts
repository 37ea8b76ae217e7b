// The settings: how to reach Kinde, read from environment variables. A setting that would send a secret to the wrong
// place is refused, and no message repeats a secret.
import { UsageError } from '../model/errors.js';
import { isAudience, readDomain } from './read-domain.js';

/** Environment variables, as Node gives them. */
export type SettingVariables = Readonly<Record<string, string | undefined>>;

/** The credentials: those of a machine-to-machine application, or a ready token. */
export type Credentials =
  | { readonly kind: 'client'; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: 'token'; readonly accessToken: string };

export interface KindeSettings {
  /** Origin without a trailing slash, for example `https://acme.kinde.com`. */
  readonly baseUrl: string;
  /** The audience of the token request. */
  readonly audience: string;
  readonly credentials: Credentials;
}

const whereCredentialsAre =
  'In Kinde you find it under Settings > Applications > your machine-to-machine application > Details.';

/**
 * Returns the settings of `KINDE_DOMAIN`, `KINDE_CLIENT_ID`, `KINDE_CLIENT_SECRET` and `KINDE_AUDIENCE`, or
 * `KINDE_ACCESS_TOKEN` in place of the last three. Blank counts as unset. Throws `UsageError` with
 * `missing-setting`, `invalid-domain`, `insecure-domain` or `invalid-setting`.
 */
export function readSettings(variables: SettingVariables): KindeSettings {
  const written = readVariable(variables, 'KINDE_DOMAIN');
  if (written === null) {
    throw missingError(
      variables,
      'KINDE_DOMAIN',
      'Set it to your Kinde domain, for example KINDE_DOMAIN=acme.kinde.com.',
    );
  }
  refuseSecret(variables, written);
  const baseUrl = readDomain(written);
  const audience = readAudience(variables) ?? `${baseUrl}/api`;
  return { baseUrl, audience, credentials: readCredentials(variables) };
}

/** A secret in the place of the domain would be looked up by its name and shown. */
function refuseSecret(variables: SettingVariables, domain: string): void {
  const secrets = ['KINDE_CLIENT_SECRET', 'KINDE_ACCESS_TOKEN'].flatMap(
    (name) => readVariable(variables, name)?.toLowerCase() ?? [],
  );
  const shown = domain.toLowerCase();
  const holds = (secret: string): boolean => secret.length >= shortestSecret && shown.includes(secret);
  if (!secrets.some((secret) => shown === secret || holds(secret))) return;
  throw new UsageError('invalid-domain', 'KINDE_DOMAIN contains the secret or the token.', {
    hint: 'Set it to your Kinde domain, for example KINDE_DOMAIN=acme.kinde.com.',
  });
}

/** A shorter secret may be part of a domain by chance. */
const shortestSecret = 8;

function readAudience(variables: SettingVariables): string | null {
  const audience = readVariable(variables, 'KINDE_AUDIENCE');
  if (audience === null || isAudience(audience)) return audience;
  throw new UsageError('invalid-setting', 'KINDE_AUDIENCE is not an address of the form https://HOST/api.', {
    hint: 'Set it to https://<your subdomain>.kinde.com/api, or unset it if KINDE_DOMAIN is that domain.',
  });
}

function readCredentials(variables: SettingVariables): Credentials {
  const accessToken = readVariable(variables, 'KINDE_ACCESS_TOKEN');
  const clientId = readVariable(variables, 'KINDE_CLIENT_ID');
  const clientSecret = readVariable(variables, 'KINDE_CLIENT_SECRET');
  if (accessToken !== null) return readToken(accessToken);
  if (clientId === null) throw missingError(variables, 'KINDE_CLIENT_ID', whereCredentialsAre);
  if (clientSecret === null) throw missingError(variables, 'KINDE_CLIENT_SECRET', whereCredentialsAre);
  return { kind: 'client', clientId, clientSecret };
}

function readToken(accessToken: string): Credentials {
  // A header accepts only these characters; its error would repeat the token.
  if (!/^[\w.~+/=-]+$/.test(accessToken)) {
    throw new UsageError(
      'invalid-setting',
      'KINDE_ACCESS_TOKEN has characters that are not allowed in an access token.',
      {
        hint: 'Copy the token again, without "Bearer", quotes or line breaks.',
      },
    );
  }
  return { kind: 'token', accessToken };
}

function readVariable(variables: SettingVariables, name: string): string | null {
  const text = variables[name]?.trim() ?? '';
  return text === '' ? null : text;
}

function missingError(variables: SettingVariables, name: string, hint: string): UsageError {
  // CI systems set a variable without a value to the empty text, which wins over any file.
  const isEmpty = variables[name] !== undefined;
  const place = isEmpty
    ? 'An empty environment variable overrides a file given with --env-file.'
    : 'Set it in the environment or in a file given with --env-file.';
  return new UsageError(
    'missing-setting',
    `${name} is ${isEmpty ? 'empty in the environment' : 'not set'}.`,
    {
      hint: `${hint} ${place}`,
    },
  );
}
