// KINDE_DOMAIN becomes an origin. Everything that could disguise where a secret goes is refused: user info, a path, and
// plain HTTP beyond this machine. So is a text that is no host, since it may be a secret: hosts are looked up and shown.
import { UsageError } from '../model/errors.js';

const example = 'Write a host such as acme.kinde.com, or a URL such as https://acme.kinde.com.';

/**
 * Returns the origin of a host or URL, without a trailing slash. Throws `UsageError` with `invalid-domain`, or
 * `insecure-domain` for plain HTTP to anything but this machine.
 */
export function readDomain(written: string): string {
  const url = parseUrl(written);
  if (url.username !== '' || url.password !== '' || written.includes('@')) {
    // The part before the @ may be a secret, so the message does not repeat the text.
    throw invalidError('KINDE_DOMAIN contains a user name or password.');
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || /[?#]/.test(written)) {
    throw invalidError('KINDE_DOMAIN contains a path, a query or a fragment; give only the host.');
  }
  if (!isHost(url.hostname, written)) throw invalidError('KINDE_DOMAIN is not the name of a host.');
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new UsageError('insecure-domain', 'KINDE_DOMAIN uses plain http, which would expose your secret.', {
      hint: 'Write https://. Plain http is for the sandbox on this machine only.',
    });
  }
  return url.origin;
}

function parseUrl(written: string): URL {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(written) ? written : `https://${written}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || /[\s\\]/.test(written)) throw invalidError('KINDE_DOMAIN is not a host or URL.');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw invalidError('KINDE_DOMAIN must be an https URL.');
  }
  return url;
}

/**
 * Returns whether a text is an audience of Kinde's form: an address with a host, and no user, query or path of its own. Any other
 * text may hold a secret.
 */
export function isAudience(written: string): boolean {
  const url = /^https?:\/\//i.test(written) && URL.canParse(written) ? new URL(written) : null;
  if (url === null || /[\s\\@?#]/.test(written)) return false;
  return /^\/(?:api\/?)?$/.test(url.pathname) && isHost(url.hostname, written);
}

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const hostName = new RegExp(`^(?:${label}\\.)+(?:[a-z]{2,24}|xn--[a-z0-9-]{1,59})$`);

// The URL parser turns a number without dots into an IPv4 address, so the written text counts, too.
function isHost(hostname: string, written: string): boolean {
  if (hostname === 'localhost' || hostname.startsWith('[')) return true;
  if (/^\d+\.\d+\.\d+\.\d+$/.test(hostname)) return written.includes('.');
  return hostname.length <= 253 && hostName.test(hostname);
}

// The URL parser turns every spelling of an IPv4 address (127.1, 0x7f.0.0.1) into four decimal parts.
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function invalidError(message: string): UsageError {
  return new UsageError('invalid-domain', message, { hint: example });
}
