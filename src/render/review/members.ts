// The sections of a review about members: who loses all access, is removed and why, joins, and whose roles change.
import type { ReviewSection } from '../../kinds/change-words.js';
import { isRemoved } from '../../kinds/membership/removal-words.js';
import {
  isInvitationChange,
  isMemberChange,
  isNewPerson,
  isStatedEnd,
} from '../../model/change-predicates.js';
import type { AddMember, Change, MemberChange, RemoveMember } from '../../model/change.js';
import { groupBy } from '../../model/group-by.js';
import { findNewPeople } from '../describe-change.js';
import type { Entry } from './markdown-section.js';
import { toMarkdownCode } from './markdown-text.js';
import {
  describeAddition,
  describeGiven,
  describeRoleChange,
  describeTerms,
  describeFormer,
  describeInvited,
  joinParts,
  losesAccess,
  namePerson,
  nameSignOut,
  nameStaying,
} from './member-words.js';
import { nameOrganization, placeChange, toEntry } from './words.js';
import type { ReviewStyle } from './words.js';
import { gainedOf } from '../../kinds/field-items.js';

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
      .map((change) => toEntry(change, describeRemoval(change, style), style));
  if (section === 'ended') return gatherEnded(removals, style);
  if (section === 'leavers') return gatherLeavers(removals, style);
  if (section === 'joining') {
    const describe = describeAdditions(changes);
    return members.flatMap((change) =>
      change.action === 'add' ? [toEntry(change, describe(change), style)] : [],
    );
  }
  return section === 'roles' ? gatherRoles(members, style) : [];
}

/** Returns the words of each change of a member, for a list that shows all changes by organization. */
export function describeMembers(
  changes: readonly Change[],
  style: ReviewStyle,
): (change: MemberChange) => string {
  const describe = describeAdditions(changes);
  return (change) => {
    if (change.action === 'add') return describe(change);
    if (change.action === 'remove') return describeRemoval(change, style);
    return `${namePerson(change)} ${describeRoleChange(change)}`;
  };
}

function describeAdditions(changes: readonly Change[]): (change: AddMember) => string {
  const isNew = findNewPeople(changes);
  const names = new Map(
    changes.filter(isNewPerson).map(({ email, firstName, lastName }) => {
      return [email, [firstName, lastName].filter((part) => part !== undefined).join(' ')] as const;
    }),
  );
  return (change) =>
    isNew(change)
      ? describeAddition(change, { isNew: true, name: names.get(change.email ?? '') })
      : describeAddition(change, { isNew: false, name: change.fullName });
}

/** Returns for example `Ann · ann@… is removed (had the role viewer) and stays in Acme`. */
function describeRemoval(change: RemoveMember, style: ReviewStyle): string {
  const { until, leaver, losesAllAccess } = change;
  const why =
    leaver === true ? ' as a leaver' : until === undefined ? '' : `, since the last day was ${until}`;
  return `${namePerson(change)} ${joinParts([
    `${isRemoved}${describeFormer(change)}${why}`,
    ...(losesAllAccess === true ? [losesAccess] : []),
    ...nameSignOut([change]),
    ...nameStaying(change, style),
  ])}`;
}

/** Returns an entry for each person, with all organizations that they leave. */
function gatherLosers(removals: readonly RemoveMember[], style: ReviewStyle): readonly Entry[] {
  return gatherPeople(removals, (removal) => {
    const organization = nameOrganization(removal.organization, style);
    return `${organization}${describeFormer(removal)}  ${placeChange(removal, style)}`;
  });
}

/** Returns an entry for each leaver, with all organizations that they leave. Those that the files do not list are marked. */
function gatherLeavers(removals: readonly RemoveMember[], style: ReviewStyle): readonly Entry[] {
  const leavers = removals.filter(({ leaver }) => leaver === true);
  return gatherPeople(leavers, (removal) => {
    const { organization, outside } = removal;
    const mark =
      outside === undefined ? '' : outside === 'organization' ? ', in no file' : ', members in no file';
    return `${nameOrganization(organization, style)}${mark}${describeFormer(removal)}  ${placeChange(removal, style)}`;
  });
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
    const parts = [...(isLast ? [losesAccess] : []), ...nameSignOut(all), `${isRemoved} from`];
    const line = `${namePerson(first)} ${joinParts(parts)} ${left.join(' · ')}${more}`;
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
        ? `is invited${describeGiven(change)}${describeTerms(change)}`
        : `is no longer invited${describeTerms(change)}${describeInvited(change)}`;
    return [toEntry(change, `${toMarkdownCode(change.email)} ${words}`, style)];
  });
}

/** Returns an entry for each removal because of an ended listing. People who lose all access come first. */
function gatherEnded(removals: readonly RemoveMember[], style: ReviewStyle): readonly Entry[] {
  const ended = removals.filter(({ until }) => until !== undefined);
  const losers = ended.filter(({ losesAllAccess }) => losesAllAccess === true);
  return [...losers, ...ended.filter(({ losesAllAccess }) => losesAllAccess !== true)].map((change) =>
    toEntry(change, describeRemoval(change, style), style),
  );
}

/** Puts members who gain a role before members who only lose one. */
function gatherRoles(members: readonly MemberChange[], style: ReviewStyle): readonly Entry[] {
  const changed = members.flatMap((change) => {
    if (change.action !== 'update') return [];
    const entry = toEntry(change, `${namePerson(change)} ${describeRoleChange(change)}`, style);
    return [{ isRaised: gainedOf(change.fields[0]).length > 0, entry }];
  });
  return [...changed.filter(({ isRaised }) => isRaised), ...changed.filter(({ isRaised }) => !isRaised)].map(
    ({ entry }) => entry,
  );
}
