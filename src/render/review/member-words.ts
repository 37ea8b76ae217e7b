// The words of a review for one member, as Markdown: the person, what becomes of their membership, and their roles. Bold marks
// the roles that a person gets, and the end of all access.
import { endsSessions } from '../../kinds/membership/mark-access.js';
import { isSignedOut, lastAccess } from '../../kinds/membership/removal-words.js';
import { gainedOf, lostOf } from '../../kinds/field-items.js';
import type { AddMember, MemberChange, RemoveMember, UpdateMember } from '../../model/change.js';
import { toMarkdownCode, toMarkdownKey, toMarkdownName, toMarkdownProse } from './markdown-text.js';
import { nameOrganization } from './words.js';
import type { ReviewStyle } from './words.js';

interface WithRoles {
  readonly roles?: readonly string[];
}

function toBold(words: string): string {
  return `**${words}**`;
}

/** The words for a person who is in no organization afterwards. */
export const losesAccess = lastAccess.loses(toBold);

/** Returns the same text for all changes of a person. A new person has no id yet. */
export function personKey({ userId, email }: MemberChange): string {
  return userId ?? email ?? '';
}

/** Returns a person by name and address, or by what is known. */
export function namePerson({ email, userId, fullName }: MemberChange, name = fullName): string {
  const address = toMarkdownCode(email ?? userId ?? '');
  return name === undefined || name === '' ? address : `${toMarkdownName(name)} · ${address}`;
}

/** Returns the keys of roles or permissions in bold, separated by commas. */
export function listRoles(roles: readonly string[]): string {
  return roles.map((role) => `**${toMarkdownKey(role)}**`).join(', ');
}

/** Returns the roles that a person no longer has, `(had the role admin)`; empty if they were not read. */
export function describeFormer({ roles }: WithRoles): string {
  return roles === undefined ? '' : ` (had ${nameRoles(roles)})`;
}

/** Returns the roles of a revoked invitation, `(was to join as admin)`; empty if it has none. */
export function describeInvited({ roles }: WithRoles): string {
  return roles === undefined || roles.length === 0 ? '' : ` (was to join as ${listPlainly(roles)})`;
}

function nameRoles(roles: readonly string[]): string {
  if (roles.length === 0) return 'no role';
  return `the ${roles.length === 1 ? 'role' : 'roles'} ${listPlainly(roles)}`;
}

function listPlainly(roles: readonly string[]): string {
  return roles.map(toMarkdownKey).join(', ');
}

/** Returns the roles that a person gets: ` as **admin**`, or ` without a role`. */
export function describeGiven({ roles = [] }: WithRoles): string {
  return roles.length === 0 ? ' without a role' : ` as ${listRoles(roles)}`;
}

/** Returns the last day and the reason of a listing. */
export function describeTerms({ until, reason }: Partial<Pick<AddMember, 'until' | 'reason'>>): string {
  const end = until === undefined ? '' : `, until ${until}`;
  return reason === undefined ? end : `${end}, because: ${toMarkdownProse(reason)}`;
}

/** Returns for example `Tomas · tomas@… joins as **member**, new to Kinde`. */
export function describeAddition(
  change: AddMember,
  { isNew, name }: { readonly isNew: boolean; readonly name: string | undefined },
): string {
  const joins = `joins${describeGiven(change)}${describeTerms(change)}`;
  return `${namePerson(change, name)} ${joins}${isNew ? ', new to Kinde' : ''}`;
}

/** Returns for example `becomes **admin** (had the role member)`; a role that stays is named. */
export function describeRoleChange({ fields: [field] }: UpdateMember): string {
  const [gained, lost] = [gainedOf(field), lostOf(field)];
  const kept = field.after.filter((role) => !gained.includes(role));
  const stays = kept.length === 0 ? [] : [`keeps ${nameRoles(kept)}`];
  if (gained.length === 0)
    return kept.length === 0
      ? `is **without a role** (had ${nameRoles(lost)})`
      : joinParts([`is no longer ${listRoles(lost)}`, ...stays]);
  if (kept.length === 0) return `becomes ${listRoles(gained)} (had ${nameRoles(field.before)})`;
  const former = lost.length === 0 ? [] : [`loses ${nameRoles(lost)}`];
  return joinParts([`also becomes ${listRoles(gained)}`, ...stays, ...former]);
}

/** Returns the words for a person whose sessions end; none for anyone else. */
export function nameSignOut(removals: readonly RemoveMember[]): readonly string[] {
  return removals.some(endsSessions) ? [isSignedOut(toBold)] : [];
}

/** Returns where a removed person still belongs; nothing if the plan does not know it. */
export function nameStaying({ staysIn }: RemoveMember, style: ReviewStyle): readonly string[] {
  if (staysIn === undefined) return [];
  const { count, organizations } = staysIn;
  const named = organizations.map((one) => nameOrganization(one, style)).join(', ');
  const more = count - organizations.length;
  return [`stays in ${named}${more > 0 ? ` and ${more} more` : ''}`];
}

/** Returns for example `is removed, is signed out and stays in Acme`. */
export function joinParts(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}
