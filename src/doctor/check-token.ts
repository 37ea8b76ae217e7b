// What a token says of itself against where it is to be used: the environment it is for, and for how long.
import type { KindeSettings } from '../kinde/read-settings.js';
import type { TokenFacts } from '../kinde/connect-kinde.js';
import type { Check } from '../model/doctor-report.js';

/** A token that ends sooner than this may end within a run, in milliseconds. */
const shortLife = 600_000;

/** Returns what is to be said of the token; `now` is in milliseconds since 1970. */
export function judgeToken(facts: TokenFacts, settings: KindeSettings, now: number): readonly Check[] {
  const isGiven = settings.credentials.kind === 'token';
  const where = isGiven ? 'KINDE_ACCESS_TOKEN' : 'KINDE_AUDIENCE';
  const found = [...judgeAudience(facts, settings, where), ...judgeIssuer(facts, settings, where)];
  const ending = isGiven ? judgeEnd(facts, now) : [];
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

/** Of a custom domain it can't be told which environment is behind it: only Kinde's own names are held together. */
function judgeAudience({ audience }: TokenFacts, settings: KindeSettings, where: string): readonly Check[] {
  if (audience === null || audience.includes(settings.audience)) return [];
  const { host } = new URL(settings.baseUrl);
  const hosts = audience.map(hostOf);
  if (!isKindeHost(host) && hosts.some((one) => one !== null && isKindeHost(one))) return [];
  return [
    {
      check: 'token',
      status: 'problem',
      code: 'token-rejected',
      message: `The token is for ${audience.join(', ') || 'nobody'}, not for ${settings.audience}.`,
      cure: 'Use a token whose audience is the Kinde Management API of this environment.',
      where,
    },
  ];
}

function judgeIssuer({ issuer }: TokenFacts, { baseUrl }: KindeSettings, where: string): readonly Check[] {
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

function judgeEnd({ endsAt }: TokenFacts, now: number): readonly Check[] {
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

/** Returns whether a host is one that Kinde itself gives to environments. */
export function isKindeHost(host: string): boolean {
  return host === 'kinde.com' || host.endsWith('.kinde.com');
}

/** Returns the host of an address, or null if it is none. */
export function hostOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).host : null;
}

function toTime(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? 'an impossible time' : date.toISOString();
}
