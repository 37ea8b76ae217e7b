// A foreign answer comes from a firewall or proxy before Kinde. It is told apart by its body: Kinde's own refusals are
// JSON.
import { parseJson } from './read-json.js';

/** An answer outside 2xx that is not Kinde's. */
export interface ForeignAnswer {
  /** Whether a firewall, a proxy or Cloudflare refuses this machine. */
  readonly isBlocking: boolean;
  /** The words of a message that name the sender. */
  readonly words: string;
}

/** The statuses by which firewalls and proxies refuse a client. */
const blocking: ReadonlySet<number> = new Set([401, 403, 406, 407, 451]);

/** The hint for a blocking answer. */
export const firewallHint =
  'Allow the address of this machine (in CI: of the runner) in the firewall, the proxy or Cloudflare, ' +
  'or run where Kinde can be reached.';

/** Returns the description of an answer that is not Kinde's; null for JSON and for an empty body. */
export function findForeignAnswer(status: number, body: string): ForeignAnswer | null {
  // Redirects usually carry a page.
  if (status < 400) return null;
  const form = findForm(body);
  if (form === null) return null;
  // A 401 in plain text may come from Kinde's own gateway, which rejected the token.
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
