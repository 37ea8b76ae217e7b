// Sorts the changes of a plan into the sections of a review. The words of each kind name the section; this file decides the
// order, the titles and the content of each section, not its size.
import { reviewSections } from '../kinds/change-words.js';
import type { ReviewSection } from '../kinds/change-words.js';
import {
  isInvitationChange,
  isMemberChange,
  isNewPerson,
  isOrganizationChange,
  organizationKey,
} from '../model/change.js';
import type { Change } from '../model/change.js';
import { compareText } from '../model/compare-text.js';
import type { Plan } from '../model/plan.js';
import { describeAttestation, describeChange, findNewPeople, placeAt } from './describe-change.js';
import { sortNotices } from './first-notices.js';
import type { WeighedSection } from './fit-sections.js';
import type { Entry } from './markdown-section.js';
import { toMarkdownCode, toMarkdownName, toMarkdownProse } from './markdown-text.js';
import { invitationEntries, memberEntries } from './review-members.js';
import { permissionEntries } from './review-permissions.js';
import { nameLead, waysInEntries } from './review-ways-in.js';
import { describeRefusals, describeWarnings, describeWays, toEntry } from './review-words.js';
import type { ReviewStyle } from './review-words.js';

/** The title of the section that comes before all others. */
export const weakenedTitle = 'Safety becomes weaker';

/** The title of the section of refusals. */
export const refusedTitle = 'Refused';

const titles: Readonly<Record<ReviewSection, string>> = {
  'all-access': 'Lose all access',
  leaving: 'Leave an organization',
  ended: 'Leave because their listing has ended',
  leavers: 'Leave because they are leavers',
  weakened: 'Roles lose permissions',
  roles: 'Roles given or taken',
  strengthened: 'Roles gain permissions',
  joining: 'Join an organization',
  invited: 'Invited',
  revoked: 'Invitations revoked',
  opening: 'Ways in opened',
  closing: 'Ways in closed',
  settings: 'Settings',
  'by-hand': 'To do by hand',
};

const leads: Readonly<Partial<Record<ReviewSection, string>>> = {
  'all-access': 'Afterwards these people belong to no organization.',
  ended: 'The files gave these memberships a last day, which has passed.',
  leavers: 'The files list these people under `leavers`: they belong to no organization.',
  invited: 'Each gets a mail with a link, and joins by accepting it.',
  weakened: 'Everyone who holds the role loses these permissions, in every environment of the business.',
  strengthened: 'Everyone who holds the role gains these permissions, in every environment of the business.',
  'by-hand': 'Only a person can change these, in the Kinde dashboard.',
};

/** Returns the sections that have entries, in the order of reading. */
export function gatherSections(plan: Plan, style: ReviewStyle): readonly WeighedSection[] {
  const changes = sortByOrganization(plan.changes);
  const { first, others } = sortNotices(plan.warnings);
  const sections: readonly WeighedSection[] = [
    {
      rank: -2,
      title: weakenedTitle,
      lead: 'Review this first: it decides what later plans may do.',
      entries: describeWarnings(first, style),
    },
    {
      rank: -1,
      title: refusedTitle,
      lead: 'Nothing is applied until this is resolved.',
      entries: describeRefusals(plan.refusals),
      tail: describeWays(plan, style.approvalLabel),
    },
    ...reviewSections.map((section, rank) => ({
      rank,
      title: titles[section],
      lead: leads[section] ?? nameLead(changes, section),
      entries: gatherEntries(changes, section, style),
    })),
    { rank: reviewSections.length, title: 'Warnings', lead: null, entries: describeWarnings(others, style) },
    {
      rank: reviewSections.length + 1,
      title: 'Every change, organization by organization',
      lead: null,
      isFolded: true,
      entries: gatherDetail(changes, { ...style, sourceUrl: null, hasCodes: true }),
    },
  ];
  return sections.filter(({ entries }) => entries.length > 0);
}

/** Returns the number of people, or else of entries, in each section that has any. */
export function countSections(
  changes: readonly Change[],
  style: ReviewStyle,
): ReadonlyMap<ReviewSection, number> {
  return new Map(
    reviewSections.flatMap((section) => {
      const people = changes.flatMap((change) =>
        isIn(change, section) && isMemberChange(change) ? [change] : [],
      );
      const others = otherEntries(changes, section, style).length;
      const count =
        people.length === 0 ? others : new Set(people.map(({ userId, email }) => userId ?? email)).size;
      return count === 0 ? [] : [[section, count] as const];
    }),
  );
}

/** A person whose last membership ends counts among those who lose all access. */
function isIn(change: Change, section: ReviewSection): boolean {
  const isLast = change.action === 'remove' && change.losesAllAccess === true;
  if (isLast && (section === 'ended' || section === 'all-access')) return section === 'all-access';
  return describeChange(change, false).some((words) => words.section === section);
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

function gatherEntries(
  changes: readonly Change[],
  section: ReviewSection,
  style: ReviewStyle,
): readonly Entry[] {
  return [...memberEntries(changes, section, style), ...otherEntries(changes, section, style)];
}

function otherEntries(
  changes: readonly Change[],
  section: ReviewSection,
  style: ReviewStyle,
): readonly Entry[] {
  return [
    ...permissionEntries(changes, section, style),
    ...invitationEntries(changes, section, style),
    ...waysInEntries(changes, section, style),
    ...changes.flatMap((change) => describeOthers(change, section, style)),
  ];
}

/** Returns the lines of a section in the words of their kinds, where no longer form exists. */
function describeOthers(change: Change, section: ReviewSection, style: ReviewStyle): readonly Entry[] {
  const isWayIn = section === 'opening' || section === 'closing';
  const isPermission = section === 'weakened' || section === 'strengthened';
  const hasLongerForm = isMemberChange(change) || isInvitationChange(change);
  if (hasLongerForm || isPermission || (isWayIn && isOrganizationChange(change))) return [];
  return describeChange(change, false).flatMap((words) => {
    if ((words.section === undefined ? 'settings' : words.section) !== section) return [];
    if (change.action === 'manual') return [describeManual(change, words, style)];
    const line = `${toMarkdownName(words.subject)} ${toMarkdownProse(words.detail)}`;
    return [toEntry(placeAt(change, words.source), line, style)];
  });
}

function describeManual(
  change: Change & { readonly action: 'manual' },
  { subject, detail }: { readonly subject: string; readonly detail: string },
  style: ReviewStyle,
): Entry {
  const words = `[ ] Turn **${detail}**: ${toMarkdownName(subject)}, at ${toMarkdownCode(change.where)}`;
  if (change.attestation === undefined) return toEntry(change, words, style);
  return toEntry(change, `${words}, ${toMarkdownProse(describeAttestation(change))}`, style);
}

function gatherDetail(changes: readonly Change[], style: ReviewStyle): readonly Entry[] {
  const isNew = findNewPeople(changes);
  return changes.flatMap((change) => {
    if (change.action === 'manual') return [];
    return describeChange(change, isNew(change)).map(({ subject, detail, source }) => {
      const isPerson = isMemberChange(change) || isNewPerson(change) || isInvitationChange(change);
      const shown = isPerson ? toMarkdownCode(subject) : toMarkdownName(subject);
      return toEntry(placeAt(change, source), `${shown} ${toMarkdownProse(detail)}`, style);
    });
  });
}
