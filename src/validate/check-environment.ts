// Rules for the environment and `safety`: no key is set twice, patterns are valid.
import type { Code } from '../model/codes.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { formatPlace } from '../model/place.js';
import { isDomain } from './address-form.js';
import { diagnoseAddress, diagnoseRoles, diagnoseScripts } from './check-members.js';
import { isUnclean } from './check-texts.js';
import { findRepeats } from '../model/find-repeats.js';
import type { ConfigParts, SettingPart } from './gather-parts.js';
import { asText, diagnoseAt, diagnoseAtKey, entriesOf, fieldOf, keyPlaceOf, quote } from './written-value.js';
import type { Written, WrittenText } from './written-value.js';

/** Returns a diagnostic for each key of the environment, `business`, `safety` or the groups that is set twice. */
export function diagnoseSaidOnce(parts: ConfigParts): readonly Diagnostic[] {
  const toSaid = (section: string, all: readonly SettingPart[]): readonly Said[] =>
    all.map(({ path, key, written }) => ({ path: `${section}.${path}`, key, written }));
  const safeties = parts.safeties.map((written) => ({ path: 'safety', key: 'safety', written }));
  const groups = parts.groups.map(({ name, list }) => ({ path: `groups.${name}`, key: name, written: list }));
  return [
    ...diagnoseRepeats(
      [...toSaid('environment', parts.settings), ...toSaid('business', parts.business), ...safeties],
      'duplicate-setting',
    ),
    ...diagnoseRepeats(groups, 'duplicate-group'),
  ];
}

interface Said {
  readonly path: string;
  readonly key: string;
  readonly written: Written;
}

function diagnoseRepeats(all: readonly Said[], code: Code): readonly Diagnostic[] {
  return findRepeats(all, ({ path }) => path).map(({ row: { path, key, written }, first }) => {
    const message = `"${path}" is already in the configuration, at ${formatPlace(keyPlaceOf(first.written))}.`;
    return diagnoseAtKey(written, key, { code, message, hint: 'Keep one of the two.' });
  });
}

/** Returns a diagnostic for each protect pattern that is neither an address nor `*@domain`, and for each repeated role. */
export function diagnoseSafety(parts: ConfigParts): readonly Diagnostic[] {
  return parts.safeties.flatMap((safety) => [
    ...entriesOf(fieldOf(safety, 'protect')).flatMap((pattern) => diagnosePattern(asText(pattern))),
    ...diagnoseRoles(fieldOf(safety, 'keepHolder')),
    ...diagnoseRoles(fieldOf(safety, 'requireReason')),
  ]);
}

function diagnosePattern(pattern: WrittenText | null): readonly Diagnostic[] {
  if (pattern === null || isUnclean(pattern.value)) return [];
  if (!pattern.value.includes('*')) {
    return diagnoseAddress(pattern).map((diagnostic) =>
      diagnostic.code === 'invalid-email' ? diagnoseBadPattern(pattern) : diagnostic,
    );
  }
  const domain = pattern.value.startsWith('*@') ? pattern.value.slice(2) : '';
  return isDomain(domain) ? diagnoseScripts(pattern, domain) : [diagnoseBadPattern(pattern)];
}

function diagnoseBadPattern(pattern: WrittenText): Diagnostic {
  const message = `${quote(pattern)} is neither an email address nor "*@" and a domain.`;
  return diagnoseAt(pattern, {
    code: 'invalid-pattern',
    message,
    hint: 'Write "jane@acme.com" or "*@acme.com".',
  });
}

/** Returns a warning if self-sign up is allowed and no organization is open: Kinde requires one that people can join. */
export function diagnoseSelfSignUp(parts: ConfigParts): readonly Diagnostic[] {
  const allowed = parts.settings.find(
    ({ path, written }) => path === 'signUp.allowSelfSignUp' && written.value === true,
  );
  const isTaken = parts.organizations.some(({ allowRegistrations }) => allowRegistrations?.value === true);
  if (allowed === undefined || isTaken || !parts.isWhole) return [];
  const message = 'Self-sign up is allowed, but no organization in the configuration allows registrations.';
  const hint = 'Set "allowRegistrations: true" on one organization, or "allowSelfSignUp: false".';
  return [diagnoseAt(allowed.written, { code: 'self-sign-up-nowhere', severity: 'warning', message, hint })];
}
