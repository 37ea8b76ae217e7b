// One meaning of "the same address" for the files, for Kinde's answers and for every comparison between them.
import { domainToASCII } from 'node:url';

/**
 * Returns the address in the form all comparisons use: lower case, domain in ASCII (punycode) form.
 * Text without an `@`, or with a domain that has no ASCII form, is only lower-cased: it stays comparable.
 */
export function normalizeEmail(text: string): string {
  // The usual case, told apart cheaply: a million addresses pass here.
  if (/^[a-z0-9!#-'*+/=?^-~.-]+@[a-z0-9.-]+$/.test(text)) return text;
  const trimmed = text.trim().normalize('NFC').toLowerCase();
  const at = trimmed.lastIndexOf('@');
  if (at < 0) return trimmed;
  const domain = trimmed.slice(at + 1);
  return `${trimmed.slice(0, at + 1)}${normalizeDomain(domain)}`;
}

/** Returns the domain in lower case and ASCII form, or only lower-cased where it has no ASCII form. */
export function normalizeDomain(domain: string): string {
  const lower = domain.toLowerCase();
  if (/^[a-z0-9.-]*$/.test(lower)) return lower;
  return domainToASCII(lower) || lower;
}

/** Returns what follows the last `@` of a normalized address; the empty string if there is none. */
export function domainOf(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 0 ? '' : email.slice(at + 1);
}
