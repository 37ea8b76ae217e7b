// Sorts the changes of a plan into the sections of a review: lost access, leaving, joining, registrations, roles and more.
// It decides the content of each section, not its size.
import {
  isEntityChange,
  isInvitationChange,
  isMemberChange,
  isOrganizationChange,
  isNewPerson,
} from '../model/change.js';
import { compareText } from '../model/compare-text.js';
import { organizationKey } from '../model/change.js';
import type { Change, MemberChange } from '../model/change.js';
import type { Plan } from '../model/plan.js';
import { isWayIn, listPermissionSteps } from './count-review.js';
import { describeAttestation, describeChange, findNewPeople } from './describe-change.js';
import { sortNotices } from './first-notices.js';
import type { WeighedSection } from './fit-sections.js';
import type { Entry } from './markdown-section.js';
import { toMarkdownCode, toMarkdownName, toMarkdownProse } from './markdown-text.js';
import { gatherPermissions } from './review-permissions.js';
import {
  describeRoles,
  describeTerms,
  gatherEnded,
  gatherLeavers,
  gatherLosers,
  listRoles,
  namePerson,
  toEntry,
} from './review-people.js';
import { gatherWaysIn } from './review-ways-in.js';
import { describeRefusals, describeWarnings } from './review-words.js';

/** The title of the section that comes before all others. */
export const weakenedTitle = 'Safety becomes weaker';

/** Returns the sections that have entries, in the order of reading. */
export function gatherSections(plan: Plan): readonly WeighedSection[] {
  const changes = sortByOrganization(plan.changes);
  const members = changes.filter((change) => isMemberChange(change));
  const organizations = changes.filter((change) => isOrganizationChange(change));
  const leaving = members.filter((change) => change.action === 'remove');
  const unstated = leaving.filter(({ until, leaver }) => until === undefined && leaver !== true);
  const { first, others } = sortNotices(plan.warnings);
  const sections: readonly WeighedSection[] = [
    {
      rank: -1,
      title: weakenedTitle,
      lead: 'Review this first: it decides what later plans may do.',
      entries: describeWarnings(first),
    },
    {
      rank: 1,
      title: 'Lose all access',
      lead: 'After the apply these people belong to no organization.',
      entries: gatherLosers(unstated.filter(({ losesAllAccess }) => losesAllAccess === true)),
    },
    {
      rank: 2,
      title: 'Leave an organization',
      lead: null,
      entries: unstated
        .filter(({ losesAllAccess }) => losesAllAccess !== true)
        .map((change) => toEntry(change, `${namePerson(change)} leaves${describeRoles(change, 'was')}`)),
    },
    {
      rank: 2,
      title: 'Leave because their listing has ended',
      lead: 'The files gave these memberships a last day, which has passed.',
      entries: gatherEnded(leaving),
    },
    {
      rank: 2,
      title: 'Roles lose permissions',
      lead: 'Everyone who holds the role loses these permissions, in every environment of the business.',
      entries: gatherPermissions(changes, 'lost'),
    },
    {
      rank: 2,
      title: 'Leave because they are leavers',
      lead: 'The files list these people under `leavers`: they belong to no organization.',
      entries: gatherLeavers(leaving),
    },
    { rank: 6, title: 'Join an organization', lead: null, entries: gatherJoining(plan.changes, members) },
    {
      rank: 6,
      title: 'Invited',
      lead: 'Each gets a mail with a link, and joins by accepting it.',
      entries: gatherInvited(changes),
    },
    { rank: 5, title: 'Invitations revoked', lead: null, entries: gatherRevoked(changes) },
    ...gatherWaysIn(organizations),
    {
      rank: 5,
      title: 'Roles gain permissions',
      lead: 'Everyone who holds the role gains these permissions, in every environment of the business.',
      entries: gatherPermissions(changes, 'gained'),
    },
    { rank: 5, title: 'Roles change', lead: null, entries: gatherRoles(members) },
    { rank: 7, title: 'Other changes', lead: null, entries: gatherOthers(changes) },
    { rank: 8, title: 'Warnings', lead: null, entries: describeWarnings(others) },
    {
      rank: 0,
      title: 'Refused',
      lead: 'Nothing is applied until this is resolved.',
      entries: describeRefusals(plan),
    },
    {
      rank: 9,
      title: 'To do by hand',
      lead: 'Only a person can change these, in the Kinde dashboard.',
      entries: gatherByHand(changes),
    },
    {
      rank: 10,
      title: 'Every change, organization by organization',
      lead: null,
      isFolded: true,
      entries: gatherDetail(changes),
    },
  ];
  return sections.filter(({ entries }) => entries.length > 0);
}

/** Sorts by the organization's name, so that its entries are adjacent. */
function sortByOrganization(changes: readonly Change[]): readonly Change[] {
  const keyOf = (change: Change): string =>
    'organization' in change
      ? `1${change.organization.name}\u0000${organizationKey(change.organization)}`
      : '0';
  return changes
    .map((change) => ({ change, key: keyOf(change) }))
    .sort((one, other) => compareText(one.key, other.key))
    .map(({ change }) => change);
}

function gatherJoining(changes: readonly Change[], members: readonly MemberChange[]): readonly Entry[] {
  const isNewPerson = findNewPeople(changes);
  return members.flatMap((change) => {
    if (change.action !== 'add') return [];
    const words = `${namePerson(change)} joins${describeRoles(change, 'as')}${describeTerms(change)}${isNewPerson(change) ? ', new to Kinde' : ''}`;
    return [toEntry(change, words)];
  });
}

function gatherInvited(changes: readonly Change[]): readonly Entry[] {
  return changes.flatMap((change) => {
    if (change.action !== 'invite') return [];
    const words = `is invited${describeRoles(change, 'as')}${describeTerms(change)}`;
    return [toEntry(change, `${toMarkdownCode(change.email)} ${words}`)];
  });
}

function gatherRevoked(changes: readonly Change[]): readonly Entry[] {
  return changes.flatMap((change) => {
    if (change.action !== 'revoke') return [];
    const words = `is no longer invited${describeTerms(change)}${describeRoles(change, 'was to be')}`;
    return [toEntry(change, `${toMarkdownCode(change.email)} ${words}`)];
  });
}

/** Puts members who gain a role before members who only lose one. */
function gatherRoles(members: readonly MemberChange[]): readonly Entry[] {
  const changed = members.flatMap((change) => {
    if (change.action !== 'update') return [];
    const [{ before, after }] = change.fields;
    const gained = after.filter((role) => !before.includes(role));
    const lost = before.filter((role) => !after.includes(role));
    const words = [
      ...(gained.length === 0 ? [] : [`gains ${listRoles(gained)}`]),
      ...(lost.length === 0 ? [] : [`loses ${listRoles(lost)}`]),
    ].join(', ');
    return [{ isRaised: gained.length > 0, entry: toEntry(change, `${namePerson(change)} ${words}`) }];
  });
  return [...changed.filter(({ isRaised }) => isRaised), ...changed.filter(({ isRaised }) => !isRaised)].map(
    ({ entry }) => entry,
  );
}

/** Returns the changes of no other section: new organizations, names, handles, settings of the environment. */
function gatherOthers(changes: readonly Change[]): readonly Entry[] {
  return changes.flatMap((change) => {
    if (
      change.action === 'manual' ||
      isMemberChange(change) ||
      isNewPerson(change) ||
      isInvitationChange(change)
    )
      return [];
    if (isOrganizationChange(change) && change.action === 'update') {
      const fields = change.fields.filter(({ field }) => !isWayIn(field));
      return fields.length === 0 ? [] : describeAll({ ...change, fields });
    }
    if (isEntityChange(change) && change.action === 'update') {
      const steps = listPermissionSteps(change).length;
      const fields = change.fields.filter(({ after }) => typeof after !== 'object' || after === null);
      return steps === change.fields.length ? [] : describeAll({ ...change, fields });
    }
    return describeAll(change);
  });
}

function gatherDetail(changes: readonly Change[]): readonly Entry[] {
  const isNewPerson = findNewPeople(changes);
  return changes.flatMap((change) => {
    if (change.action === 'manual') return [];
    return describeAll(change, isNewPerson(change));
  });
}

function describeAll(change: Change, isNew = false): readonly Entry[] {
  return describeChange(change, isNew).map(({ subject, detail }) => {
    const isPerson = isMemberChange(change) || isNewPerson(change) || isInvitationChange(change);
    const shown = isPerson ? toMarkdownCode(subject) : toMarkdownName(subject);
    return toEntry(change, `${shown} ${toMarkdownProse(detail)}`);
  });
}

function gatherByHand(changes: readonly Change[]): readonly Entry[] {
  return changes.flatMap((change) => {
    if (change.action !== 'manual') return [];
    const [{ subject, detail } = { subject: change.field, detail: '' }] = describeChange(change, false);
    const place = toMarkdownCode(change.where);
    const words = `[ ] Turn **${detail}**: ${toMarkdownName(subject)}, at ${place}`;
    if (change.attestation === undefined) return [toEntry(change, words)];
    return [toEntry(change, `${words}, ${toMarkdownProse(describeAttestation(change))}`)];
  });
}
