// Reads a written list of members, of an organization or of a group, into one form. Skips entries without a form.
import { normalizeEmail } from '../model/email.js';
import { asText, entriesOf, fieldOf } from './written-value.js';
import type { Written, WrittenText } from './written-value.js';

export interface MemberPart {
  readonly by: 'email' | 'id' | 'group';
  /** The key of comparison: normalized address, id, or group name. */
  readonly key: string;
  /** The written text of the key. */
  readonly named: WrittenText;
  /** The entry as a whole. */
  readonly entry: Written;
}

const forms = ['email', 'id', 'group'] as const;

/** Returns the members of a list, in the order written. */
export function readMembers(list: Written | null): readonly MemberPart[] {
  const members: MemberPart[] = [];
  for (const entry of entriesOf(list)) {
    const member = readMember(entry);
    if (member !== null) members.push(member);
  }
  return members;
}

function readMember(entry: Written): MemberPart | null {
  const address = asText(entry);
  if (address !== null) return { by: 'email', key: normalizeEmail(address.value), named: address, entry };
  for (const by of forms) {
    const named = asText(fieldOf(entry, by));
    if (named !== null)
      return { by, key: by === 'email' ? normalizeEmail(named.value) : named.value, named, entry };
  }
  return null;
}

/** Returns the role keys of a member or of `keepHolder`, or null if roles are not managed. */
export function readRoles(written: Written | null): readonly WrittenText[] | null {
  return written === null ? null : entriesOf(written).flatMap((role) => asText(role) ?? []);
}
