// KINDE_DOMAIN becomes an origin. Everything that could disguise where a secret goes is refused: user info, a path, and
// plain HTTP beyond this machine.
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

// The URL parser turns every spelling of an IPv4 address (127.1, 0x7f.0.0.1) into four decimal parts.
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function invalidError(message: string): UsageError {
  return new UsageError('invalid-domain', message, { hint: example });
}
