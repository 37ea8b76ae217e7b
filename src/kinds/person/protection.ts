// The rule of `safety.protect`: the people whom no plan removes.
import type { ProtectPattern, Safety } from '../../model/desired.js';
import { domainOf } from '../../model/email.js';

/** Returns whether the pattern covers a normalized address. */
export function covers(pattern: ProtectPattern, email: string): boolean {
  return pattern.by === 'email' ? email === pattern.email : domainOf(email) === pattern.domain;
}

/** Returns whether `safety.protect` covers one of a person's addresses. */
export function isProtected(emails: readonly string[], { protect }: Pick<Safety, 'protect'>): boolean {
  return protect.some((pattern) => emails.some((email) => covers(pattern, email)));
}

/** Returns the pattern as the files have it. */
export function namePattern(pattern: ProtectPattern): string {
  return pattern.by === 'email' ? pattern.email : `*@${pattern.domain}`;
}
