// The token check compares a token's claims with the settings: which environment it is for, and when it ends.
import type { KindeSettings } from '../kinde/read-settings.js';
import type { TokenFacts } from '../kinde/connect-kinde.js';
import type { Check } from '../model/results/doctor-report.js';

/** Milliseconds: a token that ends sooner may end during a run. */
const shortLife = 600_000;

/** Returns the checks of the token; `now` is in milliseconds since 1970. */
export function checkToken(facts: TokenFacts, settings: KindeSettings, now: number): readonly Check[] {
  const isGiven = settings.credentials.kind === 'token';
  const where = isGiven ? 'KINDE_ACCESS_TOKEN' : 'KINDE_AUDIENCE';
  const found = [...checkAudience(facts, settings, where), ...checkIssuer(facts, settings, where)];
  const ending = isGiven ? checkEnd(facts, now) : [];
  if (found.length + ending.length > 0) return [...found, ...ending];
  return [
    { check: 'token', status: 'ok', message: isGiven ? describeGiven(facts) : 'Kinde issued a token.' },
  ];
}

function describeGiven({ endsAt, audience }: TokenFacts): string {
  const end = endsAt === null ? 'it does not say when it expires' : `it expires at ${toTime(endsAt)}`;
  return audience === null
    ? 'KINDE_ACCESS_TOKEN has no readable claims; “reading” below shows whether Kinde accepts it.'
    : `KINDE_ACCESS_TOKEN is for this environment; ${end}.`;
}

/** A custom domain does not show its environment, so the check compares only hosts under kinde.com. */
function checkAudience({ audience }: TokenFacts, settings: KindeSettings, where: string): readonly Check[] {
  if (audience === null || audience.includes(settings.audience)) return [];
  const { host } = new URL(settings.baseUrl);
  const hosts = audience.map(hostOf);
  if (!isKindeHost(host) && hosts.some((one) => one !== null && isKindeHost(one))) return [];
  return [
    {
      check: 'token',
      status: 'problem',
      code: 'token-rejected',
      message: `The token is for ${audience.join(', ') || 'no audience'}, not for ${settings.audience}.`,
      cure: 'Use a token whose audience is the Kinde Management API of this environment.',
      where,
    },
  ];
}

function checkIssuer({ issuer }: TokenFacts, { baseUrl }: KindeSettings, where: string): readonly Check[] {
  const from = issuer === null ? null : hostOf(issuer);
  const { host } = new URL(baseUrl);
  if (from === null || from === host || !isKindeHost(from) || !isKindeHost(host)) return [];
  return [
    {
      check: 'token',
      status: 'problem',
      code: 'token-rejected',
      message: `The token was issued by ${from}, and KINDE_DOMAIN is ${host}.`,
      cure: 'Use a token of this environment, or the domain that issued it.',
      where: `${where}, KINDE_DOMAIN`,
    },
  ];
}

function checkEnd({ endsAt }: TokenFacts, now: number): readonly Check[] {
  if (endsAt === null || endsAt > now + shortLife) return [];
  return [
    {
      check: 'token',
      status: 'warning',
      message: `KINDE_ACCESS_TOKEN expires at ${toTime(endsAt)}, in less than ten minutes: it may expire during a run.`,
      cure: 'Get a new one, or set KINDE_CLIENT_ID and KINDE_CLIENT_SECRET instead.',
      where: 'KINDE_ACCESS_TOKEN',
    },
  ];
}

/** Returns whether a host is a name under kinde.com, as Kinde gives to each environment. */
export function isKindeHost(host: string): boolean {
  return host === 'kinde.com' || host.endsWith('.kinde.com');
}

/** Returns the host of a URL, or null if the text is no URL. */
export function hostOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).host : null;
}

function toTime(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? 'an impossible time' : date.toISOString();
}
