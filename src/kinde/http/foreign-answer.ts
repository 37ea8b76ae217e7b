// Tells an answer of Kinde from one that something before it gave in its place: Kinde's own refusals are JSON.
import { parseJson } from './read-json.js';

/** An answer outside 2xx that is not Kinde's. */
export interface ForeignAnswer {
  /** Whether whatever answered refuses this machine: a firewall, a proxy, Cloudflare. */
  readonly isBlocking: boolean;
  /** What answered, for a message. */
  readonly words: string;
}

/** The statuses by which firewalls and proxies refuse a client. */
const blocking: ReadonlySet<number> = new Set([401, 403, 406, 407, 451]);

/** What to do about a blocking answer. */
export const firewallHint =
  'Allow the address of this machine (in CI: of the runner) in the firewall, the proxy or Cloudflare, ' +
  'or run where Kinde can be reached.';

/** Returns what is to be said of an answer that is not Kinde's; null for JSON and for an empty body. */
export function findForeignAnswer(status: number, body: string): ForeignAnswer | null {
  // A redirect has a page as a rule.
  if (status < 400) return null;
  const form = findForm(body);
  if (form === null) return null;
  // A 401 in plain words may be Kinde's own gateway, which does not take the token.
  const isBlocking = blocking.has(status) && (form === 'a web page' || status !== 401);
  const consequence = isBlocking
    ? ': a firewall, a proxy or Cloudflare in front of Kinde refuses this machine'
    : ", not Kinde's API";
  return { isBlocking, words: `${form} answered with ${status}${consequence}` };
}

function findForm(body: string): 'a web page' | 'a text that is not JSON' | null {
  const text = body.replace(/^\uFEFF/, '').trim();
  if (text === '') return null;
  if (text.startsWith('<')) return 'a web page';
  try {
    parseJson(text);
    return null;
  } catch {
    return 'a text that is not JSON';
  }
}
