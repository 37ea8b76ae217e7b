// The sections of drift: each change of a plan, told as a difference of Kinde from the files. Such a difference need not come from
// a change in Kinde: a merged change may not have been applied.
import { isEntityChange, isMemberChange, isOrganizationChange } from '../../model/change-predicates.js';
import type { Change } from '../../model/change.js';
import { countNoun, formatCount } from '../../model/text/count-noun.js';
import type { Plan } from '../../model/plan.js';
import { driftedInvitations, driftedMembers } from './drift-members.js';
import type { WeighedSection } from './fit-sections.js';
import type { Entry } from './markdown-section.js';
import { toMarkdownName } from './markdown-text.js';
import { countPeople } from './headline.js';
import { permissionEntries } from './permissions.js';
import { describeRefusals, describeWays } from './refusals.js';
import { foldDetail } from './detail.js';
import { describeOthers, sortByOrganization } from './sections.js';
import { driftWords, nameLead, waysInEntries } from './ways-in.js';
import { describeWarnings, toEntry } from './words.js';
import type { ReviewStyle } from './words.js';

/** A section, with its part of the headline; absent if the section is no drift. */
export interface DriftSection extends WeighedSection {
  readonly fact?: string;
}

type Telling = Omit<DriftSection, 'rank'>;

/** Returns the sections that have entries, in the order of reading: the gravest come first. */
export function gatherDrift(plan: Plan, style: ReviewStyle): readonly DriftSection[] {
  const changes = sortByOrganization(plan.changes);
  const sections: readonly Telling[] = [
    {
      title: 'An apply would be refused',
      lead: null,
      entries: describeRefusals(plan.refusals, style),
      tail: describeWays(plan, style, false),
    },
    ...tellMembers(changes, style),
    ...tellWaysIn(changes, style),
    ...tellThings(changes, style),
    { title: 'Warnings', lead: null, entries: describeWarnings(plan.warnings, style) },
    foldDetail('Every change that an apply would make', changes, style),
  ];
  return sections.filter(({ entries }) => entries.length > 0).map((section, rank) => ({ ...section, rank }));
}

function tellMembers(changes: readonly Change[], style: ReviewStyle): readonly Telling[] {
  const { added, given, missing, overdue } = driftedMembers(changes, style);
  const { invited, lacking, ending } = driftedInvitations(changes, style);
  return [
    {
      title: 'Members whom no file lists',
      lead: 'No file lists these people in these organizations.',
      entries: added.entries,
      fact: `${countPeople(added.count)} not listed`,
    },
    {
      title: 'Other roles in Kinde',
      lead: '“Has” names roles that the files do not give, and “lacks” names roles that they give.',
      entries: given.entries,
      fact: `${countPeople(given.count)} with other roles`,
    },
    {
      title: 'Missing in Kinde',
      lead: 'The files list these people.',
      entries: [...missing.entries, ...lacking.entries],
      fact: `${countPeople(missing.count + lacking.count)} missing`,
    },
    {
      title: 'Invitations for people whom no file lists',
      lead: null,
      entries: invited.entries,
      fact: `${countPeople(invited.count)} invited and not listed`,
    },
    {
      title: 'Due to leave',
      lead: 'The files say that these people leave, and no apply has removed them yet.',
      entries: [...overdue.entries, ...ending.entries],
      fact: `${countPeople(overdue.count + ending.count)} due to leave`,
    },
  ];
}

/** Returns a change of fields from Kinde's side: from what the files say to what is there. */
function fromKinde<Some extends Change>(change: Some): Some {
  if (change.action !== 'update') return change;
  const fields = change.fields.map((field) => ({ ...field, before: field.after, after: field.before }));
  return { ...change, fields };
}

/** An organization that is not in Kinde has no ways in and no settings that could differ. */
function isOfMissing(change: Change): boolean {
  return 'organization' in change && change.organization.code === null;
}

function tellWaysIn(changes: readonly Change[], style: ReviewStyle): readonly Telling[] {
  const done = changes
    .filter(isOrganizationChange)
    .filter((change) => change.action === 'update' && !isOfMissing(change))
    .map(fromKinde);
  const opened = waysInEntries(done, 'opening', style, driftWords);
  const closed = waysInEntries(done, 'closing', style, driftWords);
  return [
    {
      title: 'Ways in that the files close',
      lead: nameLead(done, 'opening'),
      entries: opened,
      fact: countNoun(opened.length, 'extra way in', 'extra ways in'),
    },
    {
      title: 'Ways in that the files open',
      lead: 'In Kinde, people cannot register this way.',
      entries: closed,
      fact: `${countNoun(closed.length, 'way in is', 'ways in are')} closed`,
    },
  ];
}

function tellThings(changes: readonly Change[], style: ReviewStyle): readonly Telling[] {
  const done = changes.filter(isEntityChange).map(fromKinde);
  const permissions = (['strengthened', 'weakened'] as const).flatMap((section) =>
    permissionEntries(done, section, style, { gains: 'has', loses: 'lacks' }),
  );
  const absent = changes.flatMap((change) => tellAbsent(change, style));
  const others = changes
    .filter((change) => change.action !== 'create' && !isOfMissing(change))
    .flatMap((change) => describeOthers(change, style));
  const settings = others.flatMap(({ section, entry }) => (section === 'settings' ? [entry] : []));
  return [
    {
      title: 'Other permissions of roles in Kinde',
      lead: '“Has” names permissions that the files do not give, and “lacks” names permissions that they give.',
      entries: permissions,
      fact: 'other permissions of roles',
    },
    {
      title: 'Settings with other values in Kinde',
      lead: "Kinde's value is left of the arrow, and the files' value is right of it.",
      entries: settings,
      fact: `${countNoun(settings.length, 'setting')} with other values`,
    },
    {
      title: 'In the files, not in Kinde',
      lead: null,
      entries: absent,
      fact: `${formatCount(absent.length)} not in Kinde`,
    },
    {
      title: 'Manual settings',
      lead: 'Only a person can change these, in the Kinde dashboard.',
      entries: others.flatMap(({ section, entry }) => (section === 'by-hand' ? [entry] : [])),
    },
  ];
}

function tellAbsent(change: Change, style: ReviewStyle): readonly Entry[] {
  if (change.action !== 'create' || isMemberChange(change)) return [];
  if (isEntityChange(change))
    return [
      toEntry(change, `The ${change.resource} **${toMarkdownName(change.key)}** is not in Kinde`, style),
    ];
  return isOrganizationChange(change) ? [toEntry(change, 'The organization is not in Kinde', style)] : [];
}
