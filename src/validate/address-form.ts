// What an e-mail address or a domain must look like. A strict practical rule: addresses that people are known by,
// not everything that RFC 5321 admits.
import { domainToASCII } from 'node:url';
import { domainOf, normalizeDomain } from '../model/email.js';

/** The longest address, in characters. */
export const mostAddressCharacters = 254;
const mostLocalCharacters = 64;
const localPart = /^[^\s\p{C}"(),:;<>@[\\\]]+$/u;
const writtenDomain = /^[\p{L}\p{M}\p{N}.-]+$/u;
const commonDomain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

// Plain ASCII in lower case, no "--" in the domain and no longer than any part may be: nothing is left to be asked of it.
const commonAddress = /^[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}$/;
const mostCommonCharacters = 63;

/** Returns whether an address is of the form that most have, which nothing can be wrong with. */
export function isCommonAddress(text: string): boolean {
  return text.length <= mostCommonCharacters && commonAddress.test(text);
}

/** Returns whether text can be an e-mail address: one `@`, no quoting, a domain with a dot. */
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

/** Returns whether text can be a domain of addresses: labels of letters, digits and hyphens, at least two. */
export function isDomain(text: string): boolean {
  if (text.length <= 253 && commonDomain.test(text) && !text.includes('xn--')) return true;
  // The written form first: the conversion to ASCII quietly repairs text that nobody should trust.
  if (!writtenDomain.test(text)) return false;
  const domain = normalizeDomain(text);
  const labels = domain.split('.');
  if (domain.length > 253 || labels.length < 2 || !labels.every((part) => label.test(part))) return false;
  if (/^[0-9]+$/.test(labels.at(-1) ?? '')) return false;
  return !domain.includes('xn--') || domainToASCII(domain) !== '';
}

/** Returns why text is no address, in a few words, or undefined where only the whole can be blamed. */
export function hintAddress(text: string): string | undefined {
  const count = text.split('@').length - 1;
  if (count === 0)
    return 'An address has an "@". Groups are written { group: name }, people without an address { id: kp_… }.';
  if (count > 1) return 'An address has one "@" only.';
  return domainOf(text).includes('.') ? undefined : 'The domain needs a dot, as in "acme.com".';
}
