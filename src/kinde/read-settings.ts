// The settings: how to reach Kinde, read from environment variables. A setting that would send a secret to the wrong
// place is refused, and no message repeats a secret.
import { UsageError } from '../model/errors.js';
import { readDomain } from './read-domain.js';

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
  const baseUrl = readDomain(written);
  const audience = readVariable(variables, 'KINDE_AUDIENCE') ?? `${baseUrl}/api`;
  return { baseUrl, audience, credentials: readCredentials(variables) };
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
