// Normalizes email addresses. Files and Kinde's answers use this one form, so that all comparisons agree.
import { domainToASCII } from 'node:url';
import { compareText } from './text/compare-text.js';

/**
 * Returns the normalized address: lower case, with the domain in ASCII (punycode) form. A text without `@`, or with a domain
 * that has no ASCII form, is lower-cased only.
 */
export function normalizeEmail(text: string): string {
  // A fast path for normalized addresses, since a million of them pass here.
  if (/^[a-z0-9!#-'*+/=?^-~.-]+@[a-z0-9.-]+$/.test(text)) return text;
  const trimmed = text.trim().normalize('NFC').toLowerCase();
  const at = trimmed.lastIndexOf('@');
  if (at < 0) return trimmed;
  const domain = trimmed.slice(at + 1);
  return `${trimmed.slice(0, at + 1)}${normalizeDomain(domain)}`;
}

/** Returns the domain in lower case and ASCII form, or only in lower case if it has no ASCII form. */
export function normalizeDomain(domain: string): string {
  const lower = domain.toLowerCase();
  if (/^[a-z0-9.-]*$/.test(lower)) return lower;
  return domainToASCII(lower) || lower;
}

/** Returns the domains normalized and sorted, each once: the form in which two lists of domains compare. */
export function sortDomains(domains: readonly string[]): readonly string[] {
  return [...new Set(domains.map(normalizeDomain))].sort(compareText);
}

/** Returns the text after the last `@` of a normalized address, or the empty string without an `@`. */
export function domainOf(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 0 ? '' : email.slice(at + 1);
}
