// Rules for one list of members: addresses are valid, no person is listed twice, groups exist, no role is named twice.
import type { Diagnostic } from '../model/diagnostic.js';
import { formatPlace } from '../model/place.js';
import { hintAddress, isCommonAddress, isEmailAddress, mostAddressCharacters } from './address-form.js';
import { isUnclean } from './check-texts.js';
import { isDay } from '../model/day.js';
import { explainDay } from './describe-shape-error.js';
import { findRepeats } from '../model/find-repeats.js';
import type { ConfigParts } from './gather-parts.js';
import { readRoles } from './read-members.js';
import type { MemberPart } from './read-members.js';
import { findMixedScripts } from './scripts.js';
import { suggest } from './suggest.js';
import { asText, diagnoseAt, fieldOf, placeOf, quote } from './written-value.js';
import type { Written, WrittenText } from './written-value.js';

/** Returns the diagnostics of one list of members, of an organization or of a group. */
export function diagnoseMembers(members: readonly MemberPart[], parts: ConfigParts): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const seen: Record<MemberPart['by'], Map<string, MemberPart>> = {
    email: new Map(),
    id: new Map(),
    group: new Map(),
  };
  for (const member of members) {
    const known = seen[member.by];
    const first = known.get(member.key);
    if (first === undefined) known.set(member.key, member);
    else diagnostics.push(diagnoseDuplicate(member, first));
    // A fast path: nearly every member is a common address without fields.
    const isCommon = member.by === 'email' && isCommonAddress(member.named.value);
    if (!isCommon || typeof member.entry.value !== 'string')
      diagnostics.push(...diagnoseMember(member, parts));
  }
  return diagnostics;
}

function diagnoseMember(member: MemberPart, parts: ConfigParts): readonly Diagnostic[] {
  const { by, named, entry } = member;
  return [
    ...(by === 'email' ? diagnoseAddress(named) : []),
    ...(by === 'group' ? diagnoseReference(member, parts) : []),
    ...(typeof entry.value === 'string'
      ? []
      : [...diagnoseRoles(fieldOf(entry, 'roles')), ...diagnoseUntil(asText(fieldOf(entry, 'until')))]),
  ];
}

/** The check of shape reports a text of another form. */
function diagnoseUntil(until: WrittenText | null): readonly Diagnostic[] {
  if (until === null || !/^\d{4}-\d{2}-\d{2}$/.test(until.value) || isDay(until.value)) return [];
  return [diagnoseAt(until, explainDay(until))];
}

function diagnoseDuplicate(member: MemberPart, first: MemberPart): Diagnostic {
  const message = `${quote(member.named)} is already in this list, at ${formatPlace(placeOf(first.entry))}.`;
  return diagnoseAt(member.named, { code: 'duplicate-member', message, hint: 'Keep one of the two.' });
}

/** Returns the diagnostics of one address: an invalid form, or mixed scripts. */
export function diagnoseAddress(address: WrittenText): readonly Diagnostic[] {
  // The checks of shape and of texts report these.
  if (isUnclean(address.value) || address.value.length > mostAddressCharacters) return [];
  if (!isEmailAddress(address.value)) {
    const message = `${quote(address)} is not an email address.`;
    return [diagnoseAt(address, { code: 'invalid-email', message, hint: hintAddress(address.value) })];
  }
  return diagnoseScripts(address, address.value);
}

/** Returns a diagnostic for an address or domain that mixes scripts, such as `раypal.com`. */
export function diagnoseScripts(written: WrittenText, text: string): readonly Diagnostic[] {
  const scripts = findMixedScripts(text);
  if (scripts === null) return [];
  const message = `${quote(written)} mixes letters of several scripts (${scripts.join(', ')}), and so can look like another.`;
  const hint = 'Retype it with letters of one script.';
  return [diagnoseAt(written, { code: 'mixed-scripts', message, hint })];
}

function diagnoseReference(member: MemberPart, parts: ConfigParts): readonly Diagnostic[] {
  if (!parts.isWhole || parts.groupsByName.has(member.key)) return [];
  const hint = suggest(member.key, [...parts.groupsByName.keys()]);
  const message = `There is no group ${quote(member.named)}.`;
  return [
    diagnoseAt(member.named, { code: 'unknown-group', message, hint: hint ?? 'Define it under "groups:".' }),
  ];
}

/** Returns a diagnostic for each role key that a list repeats. */
export function diagnoseRoles(roles: Written | null): readonly Diagnostic[] {
  return findRepeats(readRoles(roles) ?? [], ({ value }) => value).map(({ row: role }) => {
    const message = `The role ${quote(role)} is already in this list.`;
    return diagnoseAt(role, { code: 'duplicate-role', message, hint: 'Keep one of the two.' });
  });
}
