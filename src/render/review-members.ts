// The sections of a review about members: who loses all access, leaves and why, joins, and whose roles change.
import type { ReviewSection } from '../kinds/change-words.js';
import { endsSessions } from '../kinds/membership/mark-access.js';
import { isInvitationChange, isMemberChange, isNewPerson, isStatedEnd } from '../model/change-predicates.js';
import type { AddMember, Change, MemberChange, RemoveMember } from '../model/change.js';
import { groupBy } from '../model/group-by.js';
import { findNewPeople } from './describe-change.js';
import type { Entry } from './markdown-section.js';
import { toMarkdownCode, toMarkdownName, toMarkdownProse } from './markdown-text.js';
import { nameOrganization, placeChange, toEntry } from './review-words.js';
import type { ReviewStyle } from './review-words.js';
import { gainedOf, lostOf } from '../kinds/field-items.js';

/** Returns the entries of members in a section; none for a section of other changes. */
export function memberEntries(
  changes: readonly Change[],
  section: ReviewSection,
  style: ReviewStyle,
): readonly Entry[] {
  const members = changes.filter(isMemberChange);
  const removals = members.filter((change) => change.action === 'remove');
  const leaving = removals.filter((change) => !isStatedEnd(change));
  if (section === 'all-access')
    return gatherLosers(
      leaving.filter(({ losesAllAccess }) => losesAllAccess === true),
      style,
    );
  if (section === 'leaving')
    return leaving
      .filter(({ losesAllAccess }) => losesAllAccess !== true)
      .map((change) => {
        const leaves = joinWords(['leaves', ...nameSignOut([change])]);
        return toEntry(change, `${namePerson(change)} ${leaves}${describeRoles(change, 'was')}`, style);
      });
  if (section === 'ended') return gatherEnded(removals, style);
  if (section === 'leavers') return gatherLeavers(removals, style);
  if (section === 'joining') return gatherJoining(changes, members, style);
  return section === 'roles' ? gatherRoles(members, style) : [];
}

/** Returns a person by name and address, or by what is known. */
export function namePerson({ email, userId, fullName }: MemberChange, name = fullName): string {
  const address = toMarkdownCode(email ?? userId ?? '');
  return name === undefined || name === '' ? address : `${toMarkdownName(name)} · ${address}`;
}

/** Returns the roles after a word; empty without roles. */
export function describeRoles({ roles }: { readonly roles?: readonly string[] }, word: string): string {
  return roles === undefined || roles.length === 0 ? '' : `, ${word} ${listRoles(roles)}`;
}

/** Returns the keys of roles or permissions, separated by commas. */
export function listRoles(roles: readonly string[]): string {
  return roles.map((role) => `**${toMarkdownName(role)}**`).join(', ');
}

/** Returns an entry for each person, with all organizations that they leave. */
function gatherLosers(removals: readonly RemoveMember[], style: ReviewStyle): readonly Entry[] {
  return gatherPeople(removals, (removal) => {
    const organization = nameOrganization(removal.organization, style);
    return `${organization}${describeRoles(removal, 'was')}  ${placeChange(removal, style)}`;
  });
}

/** Returns an entry for each leaver, with all organizations that they leave. Those that the files do not list are marked. */
function gatherLeavers(removals: readonly RemoveMember[], style: ReviewStyle): readonly Entry[] {
  const leavers = removals.filter(({ leaver }) => leaver === true);
  return gatherPeople(leavers, (removal) => {
    const { organization, outside } = removal;
    const mark =
      outside === undefined ? '' : outside === 'organization' ? ', in no file' : ', members in no file';
    return `${nameOrganization(organization, style)}${mark}${describeRoles(removal, 'was')}  ${placeChange(removal, style)}`;
  });
}

const losesAccess = 'loses **all access**';

/** Returns the words for a person whose sessions end; none for anyone else. */
function nameSignOut(removals: readonly RemoveMember[]): readonly string[] {
  return removals.some(endsSessions) ? ['is **signed out**'] : [];
}

/** Returns for example `leaves, loses all access and is signed out`. */
function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

function gatherPeople(
  removals: readonly RemoveMember[],
  describe: (removal: RemoveMember) => string,
): readonly Entry[] {
  return [...groupBy(removals, ({ userId }) => userId).values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const left = all.slice(0, 5).map(describe);
    const more = all.length > left.length ? ` · and ${all.length - left.length} more` : '';
    const isLast = first.leaver === true && all.some(({ losesAllAccess }) => losesAllAccess === true);
    const access = joinWords([...(isLast ? [losesAccess] : []), ...nameSignOut(all), 'leaves']);
    const line = `${namePerson(first)} ${access} ${left.join(' · ')}${more}`;
    return [{ group: null, line, isDrifted: all.every(({ cause }) => cause === 'drifted') }];
  });
}

/** Returns the entries of invitations in a section; none for a section of other changes. */
export function invitationEntries(
  changes: readonly Change[],
  section: ReviewSection,
  style: ReviewStyle,
): readonly Entry[] {
  if (section !== 'invited' && section !== 'revoked') return [];
  return changes.filter(isInvitationChange).flatMap((change) => {
    if ((change.action === 'invite') !== (section === 'invited')) return [];
    const words =
      change.action === 'invite'
        ? `is invited${describeRoles(change, 'as')}${describeTerms(change)}`
        : `is no longer invited${describeTerms(change)}${describeRoles(change, 'was to be')}`;
    return [toEntry(change, `${toMarkdownCode(change.email)} ${words}`, style)];
  });
}

/** Returns an entry for each removal because of an ended listing. People who lose all access come first. */
function gatherEnded(removals: readonly RemoveMember[], style: ReviewStyle): readonly Entry[] {
  const ended = removals.filter(({ until }) => until !== undefined);
  const losers = ended.filter(({ losesAllAccess }) => losesAllAccess === true);
  return [...losers, ...ended.filter(({ losesAllAccess }) => losesAllAccess !== true)].map((change) => {
    const access = change.losesAllAccess === true ? [losesAccess] : [];
    const leaves = joinWords(['leaves', ...access, ...nameSignOut([change])]);
    const words = `${leaves}: until ${change.until ?? ''}${describeRoles(change, 'was')}`;
    return toEntry(change, `${namePerson(change)} ${words}`, style);
  });
}

/** Returns the last day and the reason of an addition. */
function describeTerms({ until, reason }: Partial<Pick<AddMember, 'until' | 'reason'>>): string {
  const end = until === undefined ? '' : `, until ${until}`;
  return reason === undefined ? end : `${end}, because: ${toMarkdownProse(reason)}`;
}

function gatherJoining(
  changes: readonly Change[],
  members: readonly MemberChange[],
  style: ReviewStyle,
): readonly Entry[] {
  const isNew = findNewPeople(changes);
  const names = new Map(
    changes.filter(isNewPerson).map(({ email, firstName, lastName }) => {
      return [email, [firstName, lastName].filter((part) => part !== undefined).join(' ')] as const;
    }),
  );
  return members.flatMap((change) => {
    if (change.action !== 'add') return [];
    const person = isNew(change) ? namePerson(change, names.get(change.email ?? '')) : namePerson(change);
    const words = `${person} joins${describeRoles(change, 'as')}${describeTerms(change)}${isNew(change) ? ', new to Kinde' : ''}`;
    return [toEntry(change, words, style)];
  });
}

/** Puts members who gain a role before members who only lose one. */
function gatherRoles(members: readonly MemberChange[], style: ReviewStyle): readonly Entry[] {
  const changed = members.flatMap((change) => {
    if (change.action !== 'update') return [];
    const [field] = change.fields;
    const [gained, lost] = [gainedOf(field), lostOf(field)];
    const words = [
      ...(gained.length === 0 ? [] : [`gains ${listRoles(gained)}`]),
      ...(lost.length === 0 ? [] : [`loses ${listRoles(lost)}`]),
    ].join(', ');
    const entry = toEntry(change, `${namePerson(change)} ${words}`, style);
    return [{ isRaised: gained.length > 0, entry }];
  });
  return [...changed.filter(({ isRaised }) => isRaised), ...changed.filter(({ isRaised }) => !isRaised)].map(
    ({ entry }) => entry,
  );
}
