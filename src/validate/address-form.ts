// The form of email addresses and domains. The rule is stricter than RFC 5321: it admits only addresses of the form that people
// use.
import { domainToASCII } from 'node:url';
import { domainOf, normalizeDomain } from '../model/email.js';

/** The longest address, in characters. */
export const mostAddressCharacters = 254;
const mostLocalCharacters = 64;
const localPart = /^[^\s\p{C}"(),:;<>@[\\\]]+$/u;
const writtenDomain = /^[\p{L}\p{M}\p{N}.-]+$/u;
const commonDomain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

// Plain ASCII in lower case, without "--" in the domain, and shorter than the limit of each part.
const commonAddress = /^[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}$/;
const mostCommonCharacters = 63;

/** Returns whether an address has the form of most addresses, which needs no other check. */
export function isCommonAddress(text: string): boolean {
  return text.length <= mostCommonCharacters && commonAddress.test(text);
}

/** Returns whether the text has the form of an email address: one `@`, no quoting, a domain with a dot. */
export function isEmailAddress(text: string): boolean {
  const at = text.indexOf('@');
  if (at < 1 || text.length > mostAddressCharacters) return false;
  const local = text.slice(0, at);
  return isLocalPart(local) && isDomain(text.slice(at + 1));
}

function isLocalPart(local: string): boolean {
  if (local.length > mostLocalCharacters || !localPart.test(local)) return false;
  return !local.startsWith('.') && !local.endsWith('.') && !local.includes('..');
}

/** Returns whether the text has the form of a domain: at least two labels of letters, digits and hyphens. */
export function isDomain(text: string): boolean {
  if (text.length <= 253 && commonDomain.test(text) && !text.includes('xn--')) return true;
  // The written form is checked first, since the conversion to ASCII silently repairs malformed text.
  if (!writtenDomain.test(text)) return false;
  const domain = normalizeDomain(text);
  const labels = domain.split('.');
  if (domain.length > 253 || labels.length < 2 || !labels.every((part) => label.test(part))) return false;
  if (/^[0-9]+$/.test(labels.at(-1) ?? '')) return false;
  return !domain.includes('xn--') || domainToASCII(domain) !== '';
}

/** Returns a hint for a text that is no address, or undefined if no single part is wrong. */
export function hintAddress(text: string): string | undefined {
  const count = text.split('@').length - 1;
  if (count === 0)
    return 'An address has an "@". Groups are written { group: name }, people without an address { id: kp_… }.';
  if (count > 1) return 'An address has one "@" only.';
  return domainOf(text).includes('.') ? undefined : 'The domain needs a dot, as in "acme.com".';
}
