// An error of the wire becomes a failed check: which check it answers, what to do and where. The check keeps the
// error's code and message.
import type { KindeSettings } from '../kinde/read-settings.js';
import type { Code } from '../model/codes.js';
import type { Check, CheckName } from '../model/results/doctor-report.js';
import { NetworkError } from '../model/errors.js';
import type { KindeSyncError } from '../model/errors.js';
import { scopesPlace } from '../model/operations/operations.js';
import { hostOf, isKindeHost } from './check-token.js';

const application = 'Kinde: Settings > Applications > your machine-to-machine application';

/** The place where the user corrects each of these errors. Other errors name a variable in their message or hint. */
const places: Partial<Readonly<Record<Code, string>>> = {
  'invalid-client': `KINDE_CLIENT_ID and KINDE_CLIENT_SECRET; ${application} > Details`,
  'unauthorized-client': `${application} > APIs > Kinde Management API > Authorize application; KINDE_AUDIENCE`,
  'invalid-scope': `${application} > APIs > Kinde Management API > Manage scopes`,
  'invalid-token-request': 'KINDE_AUDIENCE',
  'organization-scoped': 'Kinde: Settings > Applications > Add application > Machine to machine',
  'missing-scope': scopesPlace,
  'token-refused': application,
  'token-rejected': 'KINDE_AUDIENCE and KINDE_DOMAIN',
  'expired-token': 'KINDE_ACCESS_TOKEN',
  'not-kinde': 'KINDE_DOMAIN',
  'blocked-by-firewall': 'the firewall, the proxy or Cloudflare before Kinde',
  redirected: 'KINDE_DOMAIN',
  unreachable: 'KINDE_DOMAIN, or the network of this machine',
  timeout: 'the network of this machine',
  'connection-lost': 'the network of this machine',
  'tls-failed': 'KINDE_DOMAIN, or NODE_EXTRA_CA_CERTS',
  'server-failed': 'Kinde itself',
  throttled: 'Kinde itself',
  'api-refused': 'Kinde: the plan and the settings of this environment',
  'bad-answer': 'KINDE_DOMAIN, or a proxy on the way',
};

const aboutConnection: ReadonlySet<Code> = new Set([
  'not-kinde',
  'blocked-by-firewall',
  'redirected',
  'bad-answer',
  'server-failed',
  'throttled',
]);
const aboutToken: ReadonlySet<Code> = new Set(['token-rejected', 'expired-token', 'organization-scoped']);

/** Returns the check that an error belongs to; `otherwise` for an error of the step itself. */
export function nameCheck(error: KindeSyncError, otherwise: CheckName): CheckName {
  if (error instanceof NetworkError || aboutConnection.has(error.code)) return 'connection';
  return aboutToken.has(error.code) ? 'token' : otherwise;
}

/** Returns the failed check of an error, with what to do and where. */
export function checkFailure(error: KindeSyncError, check: CheckName): Check {
  const { code, message, hint } = error;
  const where = places[code] ?? /KINDE_[A-Z_]+/.exec(`${message} ${hint ?? ''}`)?.[0] ?? 'Kinde itself';
  const cure =
    hint ??
    'Read the answer of Kinde, and check that this environment offers everything that the configuration uses.';
  return { check, status: 'problem', code, message, cure, where };
}

const aboutAudience: ReadonlySet<Code> = new Set([
  'unauthorized-client',
  'invalid-token-request',
  'token-refused',
  'token-rejected',
]);

/** Returns the failed check of a refused token. Most often the audience is wrong, and the settings show how. */
export function checkTokenFailure(error: KindeSyncError, settings: KindeSettings): Check {
  const failure = checkFailure(error, nameCheck(error, 'token'));
  const cure = aboutAudience.has(error.code) ? explainAudience(settings) : null;
  return cure === null ? failure : { ...failure, cure, where: 'KINDE_AUDIENCE' };
}

const rightAudience = 'https://<your subdomain>.kinde.com/api';

function explainAudience({ audience, baseUrl, credentials }: KindeSettings): string | null {
  if (credentials.kind === 'token') return null;
  const { host } = new URL(baseUrl);
  const meant = hostOf(audience);
  if (meant === null || !/^https?:\/\/[^/]+\/api$/.test(audience))
    return `KINDE_AUDIENCE is not a valid audience: set it to ${rightAudience}.`;
  if (!isKindeHost(host) && meant === host && !/^(?:localhost|127\.|\[::1\])/.test(host))
    return `${host} is a custom domain, but the audience must not be: set KINDE_AUDIENCE to ${rightAudience}.`;
  if (isKindeHost(host) && isKindeHost(meant) && meant !== host)
    return `KINDE_AUDIENCE belongs to ${meant}, but KINDE_DOMAIN is ${host}: unset KINDE_AUDIENCE, or set both to one environment.`;
  return null;
}
