// Sorts the changes of a plan into the sections of a review. The words of each kind name the section; this file decides the
// order, the titles and the content of each section, not its size.
import { reviewSections } from '../../kinds/change-words.js';
import type { ReviewSection } from '../../kinds/change-words.js';
import type { WordContext } from '../../kinds/kind.js';
import { lastAccess, removedHow } from '../../kinds/membership/removal-words.js';
import { organizationKey } from '../../model/change.js';
import { isInvitationChange, isMemberChange, isOrganizationChange } from '../../model/change-predicates.js';
import type { Change, MemberChange } from '../../model/change.js';
import { compareText } from '../../model/text/compare-text.js';
import { groupBy } from '../../model/group-by.js';
import type { Plan } from '../../model/plan.js';
import { describeAttestation, describeChange, findContexts, atPlace } from '../describe-change.js';
import { noticeTitles, sortNotices } from '../first-notices.js';
import type { WeighedSection } from './fit-sections.js';
import type { Entry } from './markdown-section.js';
import {
  toMarkdownCode,
  toMarkdownDetail,
  toMarkdownKey,
  toMarkdownName,
  toMarkdownProse,
} from './markdown-text.js';
import { countSection } from './count-section.js';
import { createLeads } from './leads.js';
import type { SectionCounts } from './headline.js';
import { foldDetail } from './detail.js';
import { personKey } from './member-words.js';
import { invitationEntries, memberEntries } from './members.js';
import { permissionEntries } from './permissions.js';
import { waysInEntries } from './ways-in.js';
import { describeRefusals, describeWays } from './refusals.js';
import { describeWarnings, toEntry } from './words.js';
import { describeNotices } from './notices.js';
import type { ReviewStyle } from './words.js';

/** The title of the section that comes before all others. */
export const weakenedTitle = noticeTitles.first;

/** The title of the section of refusals. */
export const refusedTitle = 'What is wrong';

const titles: Readonly<Record<ReviewSection, string>> = {
  'all-access': lastAccess.title,
  leaving: `Removed ${removedHow.leaving}`,
  ended: `Removed ${removedHow.ended}`,
  leavers: `Removed ${removedHow.leavers}`,
  weakened: 'Roles lose permissions',
  roles: 'Roles of members change',
  strengthened: 'Roles gain permissions',
  joining: 'Join an organization',
  invited: 'Invited',
  revoked: 'Invitations revoked',
  opening: 'Ways in opened',
  closing: 'Ways in closed',
  settings: 'Settings',
  'by-hand': 'Manual settings',
};

interface PlacedEntry {
  readonly section: ReviewSection;
  readonly entry: Entry;
}

interface Part {
  readonly section: ReviewSection;
  readonly entries: readonly Entry[];
  /** The number of people, or else of entries. */
  readonly count: number;
  /** The changes of members in the section. */
  readonly members: readonly MemberChange[];
}

export interface Review {
  /** The sections that have entries, in the order of reading. */
  readonly sections: readonly WeighedSection[];
  /** The number of people, or else of entries, in each section that has any. */
  readonly counts: SectionCounts;
}

/** Returns the sections of a plan, and what its headline counts. */
export function gatherSections(plan: Plan, style: ReviewStyle, isForMerge = false): Review {
  const changes = sortByOrganization(plan.changes);
  const parts = gatherParts(changes, style);
  const leadOf = createLeads({ changes, isForMerge });
  const notices = sortNotices(plan.warnings, plan.refusals);
  const told = describeNotices(notices, style);
  const sections: readonly WeighedSection[] = [
    {
      rank: -2,
      title: weakenedTitle,
      lead: 'Review this first, because it decides what later plans may do.',
      entries: describeWarnings(notices.first, style),
    },
    {
      rank: -1,
      title: refusedTitle,
      lead: null,
      entries: describeRefusals(plan.refusals, style),
      tail: describeWays(plan, style, isForMerge),
    },
    ...parts.map(({ section, entries, members }, rank) => ({
      rank,
      title: titles[section],
      counted: countSection(section, { members, entries }),
      lead: leadOf(section, members),
      entries,
    })),
    ...told.map((section, index) => ({
      ...section,
      rank: reviewSections.length + index,
    })),
    {
      rank: reviewSections.length + told.length,
      ...foldDetail(
        "The same changes, grouped by organization, with Kinde's organization codes",
        changes,
        style,
      ),
    },
  ];
  return {
    sections: sections.filter(({ entries }) => entries.length > 0),
    counts: parts.flatMap(({ section, count }) => (count === 0 ? [] : [[section, count] as const])),
  };
}

function gatherParts(changes: readonly Change[], style: ReviewStyle): readonly Part[] {
  const contextOf = findContexts(changes);
  const lines = groupBy(
    changes.flatMap((change) => describeOthers(change, style, contextOf(change))),
    ({ section }) => section,
  );
  const people = groupBy(changes.filter(isMemberChange).flatMap(listPeople), ({ section }) => section);
  return reviewSections.map((section) => {
    const others = [
      ...permissionEntries(changes, section, style),
      ...invitationEntries(changes, section, style),
      ...waysInEntries(changes, section, style),
      ...(lines.get(section) ?? []).map(({ entry }) => entry),
    ];
    const own = people.get(section) ?? [];
    const count = own.length === 0 ? others.length : new Set(own.map(({ person }) => person)).size;
    const members = own.map(({ change }) => change);
    return { section, count, members, entries: [...memberEntries(changes, section, style), ...others] };
  });
}

/** The sections of a person's last memberships, which count among those who lose all access. */
const isNamedBefore: ReadonlySet<ReviewSection> = new Set(['ended', 'leavers', 'all-access'] as const);

interface PlacedPerson {
  readonly section: ReviewSection;
  readonly person: string;
  readonly change: MemberChange;
}

/** A person whose last membership ends counts among those who lose all access. */
function listPeople(change: MemberChange): readonly PlacedPerson[] {
  const isLast = change.action === 'remove' && change.losesAllAccess === true;
  const own = describeChange(change).flatMap(({ section }) => section ?? []);
  const rest = isLast ? own.filter((one) => !isNamedBefore.has(one)) : own;
  const person = personKey(change);
  return [...(isLast ? (['all-access'] as const) : []), ...rest].map((section) => ({
    section,
    person,
    change,
  }));
}

/** Sorts by the organization's name, so that its entries are adjacent. */
export function sortByOrganization(changes: readonly Change[]): readonly Change[] {
  const keyOf = (change: Change): string =>
    'organization' in change
      ? `1${change.organization.name}\u0000${organizationKey(change.organization)}`
      : '0';
  return changes
    .map((change) => ({ change, key: keyOf(change) }))
    .sort((one, other) => compareText(one.key, other.key))
    .map(({ change }) => change);
}

/** Returns the lines of a change in the words of its kind, each with its section, where no longer form exists. */
export function describeOthers(
  change: Change,
  style: ReviewStyle,
  context?: WordContext,
): readonly PlacedEntry[] {
  if (isMemberChange(change) || isInvitationChange(change)) return [];
  return describeChange(change, context).flatMap((words) => {
    const { section = 'settings' } = words;
    const isWayIn = section === 'opening' || section === 'closing';
    const isPermission = section === 'weakened' || section === 'strengthened';
    if (section === null || isPermission || (isWayIn && isOrganizationChange(change))) return [];
    if (change.action === 'manual') return [{ section, entry: describeManual(change, words, style) }];
    const line = `${toMarkdownKey(words.subject)} ${toMarkdownDetail(words.detail)}`;
    return [{ section, entry: toEntry(atPlace(change, words.source), line, style) }];
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
