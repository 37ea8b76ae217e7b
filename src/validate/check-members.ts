// Rules for one list of members: addresses are addresses, nobody stands there twice, groups exist, roles are named once.
import type { Diagnostic } from '../model/diagnostic.js';
import { formatPlace } from '../model/place.js';
import { hintAddress, isCommonAddress, isEmailAddress, mostAddressCharacters } from './address-form.js';
import { isUnclean } from './check-texts.js';
import type { ConfigParts } from './gather-parts.js';
import { readRoles } from './read-members.js';
import type { MemberPart } from './read-members.js';
import { findMixedScripts } from './scripts.js';
import { suggest } from './suggest.js';
import { complainAt, fieldOf, placeOf, quote } from './written.js';
import type { Written, WrittenText } from './written.js';

/** Returns what is wrong with the members of one list, whatever it belongs to. */
export function checkMembers(members: readonly MemberPart[], parts: ConfigParts): readonly Diagnostic[] {
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
    else diagnostics.push(describeDuplicate(member, first));
    // Nearly all members are this and nothing else.
    const isCommon = member.by === 'email' && isCommonAddress(member.named.value);
    if (!isCommon || typeof member.entry.value !== 'string') diagnostics.push(...checkMember(member, parts));
  }
  return diagnostics;
}

function checkMember(member: MemberPart, parts: ConfigParts): readonly Diagnostic[] {
  const { by, named, entry } = member;
  return [
    ...(by === 'email' ? checkAddress(named) : []),
    ...(by === 'group' ? checkReference(member, parts) : []),
    ...(typeof entry.value === 'string' ? [] : checkRoles(fieldOf(entry, 'roles'))),
  ];
}

function describeDuplicate(member: MemberPart, first: MemberPart): Diagnostic {
  const message = `${quote(member.named)} is already in this list, at ${formatPlace(placeOf(first.entry))}.`;
  return complainAt(member.named, { code: 'duplicate-member', message, hint: 'Keep one of the two.' });
}

/** Returns what is wrong with one address: not an address, or one that mixes scripts. */
export function checkAddress(address: WrittenText): readonly Diagnostic[] {
  // The checks of shape and of texts have their say first.
  if (isUnclean(address.value) || address.value.length > mostAddressCharacters) return [];
  if (!isEmailAddress(address.value)) {
    const message = `${quote(address)} is not an e-mail address.`;
    return [complainAt(address, { code: 'invalid-email', message, hint: hintAddress(address.value) })];
  }
  return checkScripts(address, address.value);
}

/** Returns a complaint where an address or domain mixes scripts, as `раypal.com` does. */
export function checkScripts(written: WrittenText, text: string): readonly Diagnostic[] {
  const scripts = findMixedScripts(text);
  if (scripts === null) return [];
  const message = `${quote(written)} mixes letters of several scripts (${scripts.join(', ')}), and so can look like another.`;
  const hint = 'Retype it with letters of one script.';
  return [complainAt(written, { code: 'mixed-scripts', message, hint })];
}

function checkReference(member: MemberPart, parts: ConfigParts): readonly Diagnostic[] {
  if (!parts.isWhole || parts.groupsByName.has(member.key)) return [];
  const hint = suggest(member.key, [...parts.groupsByName.keys()]);
  const message = `There is no group ${quote(member.named)}.`;
  return [
    complainAt(member.named, { code: 'unknown-group', message, hint: hint ?? 'Define it under "groups:".' }),
  ];
}

/** Returns the role keys that a list names more than once. */
export function checkRoles(roles: Written | null): readonly Diagnostic[] {
  const seen = new Set<string>();
  return (readRoles(roles) ?? []).flatMap((role) => {
    if (!seen.has(role.value)) {
      seen.add(role.value);
      return [];
    }
    const message = `The role ${quote(role)} is already in this list.`;
    return [complainAt(role, { code: 'duplicate-role', message, hint: 'Keep one of the two.' })];
  });
}
