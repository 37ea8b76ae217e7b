// Renders the plan as a comment for a pull request, the most important facts first, for reviewers who are not engineers.
// Equal plans give equal bytes, names are escaped, and the size stays below the limit of a comment.
import { formatCount } from '../model/count-noun.js';
import type { ReviewSection } from '../kinds/change-words.js';
import { organizationKey } from '../model/change.js';
import type { Change } from '../model/change.js';
import type { Plan } from '../model/plan.js';
import { describePending } from './describe-pending.js';
import { describeDay } from './describe-day.js';
import { describeSessions } from './describe-sessions.js';
import { fitSections } from './fit-sections.js';
import type { FittedSections } from './fit-sections.js';
import { toMarkdownCode, toMarkdownName } from './markdown-text.js';
import { gatherSections, refusedTitle, weakenedTitle } from './review-sections.js';
import type { Review } from './review-sections.js';
import type { ReviewStyle } from './review-words.js';

export interface MarkdownOptions {
  /** The file that the plan was saved in; null if it was not. */
  readonly savedIn: string | null;
  /** The label of a pull request that approves removals; null or absent where the option does. */
  readonly approvalLabel?: string | null;
  /** The same for invitations. */
  readonly invitationLabel?: string | null;
  /** The address of the files' folder in a repository; null or absent for no links. */
  readonly sourceUrl?: string | null;
  /** Whether the plan shows what a merge does. */
  readonly isForMerge?: boolean;
}

/** The most bytes of the sections; with the head, the comment stays under 60,000 bytes. */
export const bytesOfSections = 57_500;

/** Returns the plan as Markdown of GitHub's flavour, lines ended by `\n`, under 60,000 bytes of UTF-8. */
export function renderPlanMarkdown(plan: Plan, options: MarkdownOptions): string {
  const style: ReviewStyle = {
    approvalLabel: options.approvalLabel ?? null,
    invitationLabel: options.invitationLabel ?? null,
    sourceUrl: options.sourceUrl ?? null,
    hasCodes: false,
    sharedNames: findSharedNames(plan.changes),
  };
  const { sections, counts } = gatherSections(plan, style);
  const fitted = fitSections(sections, bytesOfSections);
  const texts = fitted.texts.map((text) => text.trimEnd());
  const top = sections.filter(({ title }) => title === weakenedTitle || title === refusedTitle).length;
  const head = [
    `## ${nameVerdict(plan, counts)}`,
    ...texts.slice(0, top),
    ...announce(plan, options),
    nameEnvironment(plan),
    ...describeSessions(plan.changes),
    ...describePending(plan.summary),
    // Neither is a text of a user, so nothing is escaped.
    ...describeDay(plan),
    ...describeCauses(plan.changes),
    ...describeLeftOut(fitted, options),
  ];
  return `${[...head, ...texts.slice(top)].join('\n\n')}\n`;
}

/** Returns the names that several organizations of the plan have. */
export function findSharedNames(changes: readonly Change[]): ReadonlySet<string> {
  const keys = new Map<string, string>();
  const shared = new Set<string>();
  for (const change of changes) {
    if (!('organization' in change)) continue;
    const key = organizationKey(change.organization);
    const { name } = change.organization;
    if ((keys.get(name) ?? key) !== key) shared.add(name);
    keys.set(name, key);
  }
  return shared;
}

/** The number of facts in the headline. */
const mostFacts = 3;

/** Returns the headline: that the plan is refused, or its gravest facts. */
function nameVerdict(plan: Plan, counts: Review['counts']): string {
  if (plan.refusals.length > 0) return 'Refused: nothing will be applied';
  if (counts.length === 0) return 'No changes';
  const facts = counts.slice(0, mostFacts).map(([section, count]) => factWords[section](count));
  return `${facts.join(', ')}${counts.length > mostFacts ? ', and more' : ''}`;
}

const factWords: Readonly<Record<ReviewSection, (count: number) => string>> = {
  'all-access': (count) => `${countPeople(count)} ${count === 1 ? 'loses' : 'lose'} all access`,
  leaving: (count) => `${countPeople(count)} ${count === 1 ? 'leaves' : 'leave'}`,
  ended: (count) =>
    `${countPeople(count)} ${count === 1 ? 'leaves because their listing has' : 'leave because their listings have'} ended`,
  weakened: (count) => `${formatCount(count)} ${count === 1 ? 'role loses' : 'roles lose'} permissions`,
  leavers: (count) => `${countPeople(count)} ${count === 1 ? 'leaves as a leaver' : 'leave as leavers'}`,
  roles: (count) => `${countPeople(count)} ${count === 1 ? 'changes' : 'change'} roles`,
  strengthened: (count) => `${formatCount(count)} ${count === 1 ? 'role gains' : 'roles gain'} permissions`,
  joining: (count) => `${countPeople(count)} ${count === 1 ? 'joins' : 'join'}`,
  invited: (count) => `${countPeople(count)} ${count === 1 ? 'is' : 'are'} invited`,
  revoked: (count) => `${formatCount(count)} ${count === 1 ? 'invitation is' : 'invitations are'} revoked`,
  opening: (count) => `${formatCount(count)} ${count === 1 ? 'way in opens' : 'ways in open'}`,
  closing: (count) => `${formatCount(count)} ${count === 1 ? 'way in closes' : 'ways in close'}`,
  settings: (count) => `${formatCount(count)} ${count === 1 ? 'setting changes' : 'settings change'}`,
  'by-hand': (count) => `${formatCount(count)} ${count === 1 ? 'setting' : 'settings'} to change by hand`,
};

/** Returns for example `2 people`. */
export function countPeople(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'person' : 'people'}`;
}

function announce({ changes, refusals }: Plan, { isForMerge }: MarkdownOptions): readonly string[] {
  if (!changes.some(({ action }) => action !== 'manual')) return [];
  const when = isForMerge === true ? 'this is merged' : 'this plan is applied';
  if (refusals.length === 0) return [`If ${when}, the following happens.`];
  return ['Without the refusal, the following would happen.'];
}

/** Returns where the plan was made, and how much matches the configuration. */
export function nameEnvironment({ environment, summary }: Plan): string {
  const where = `Environment **${toMarkdownName(environment.code)}** at ${toMarkdownCode(environment.domain)}.`;
  if (summary.unchanged === 0) return where;
  const unchanged =
    summary.unchanged === 1
      ? '1 membership, organization or setting matches'
      : `${formatCount(summary.unchanged)} memberships, organizations and settings match`;
  return `${where} ${unchanged} the configuration.`;
}

function describeCauses(changes: readonly Change[]): readonly string[] {
  const here = changes.filter(({ cause }) => cause === 'here').length;
  const drifted = changes.filter(({ cause }) => cause === 'drifted').length;
  if (here + drifted === 0) return [];
  if (drifted === 0) return ['This pull request causes every change below.'];
  return [
    `This pull request causes **${formatCount(here)}** of ${formatCount(here + drifted)} changes. The other **${formatCount(drifted)}** had drifted before: Kinde was changed by hand, or an earlier pull request was not applied.`,
  ];
}

/** Returns what the comment has no room for; nothing if it is whole. */
export function describeLeftOut(
  { leftOut }: FittedSections,
  { savedIn }: Pick<MarkdownOptions, 'savedIn'>,
): readonly string[] {
  if (leftOut.length === 0) return [];
  const parts = leftOut.map(({ title, count }) => `${formatCount(count)} under “${title}”`);
  const saved = savedIn === null ? '' : `, and so does the saved plan ${toMarkdownCode(savedIn)}`;
  return [
    `> **This comment is cut: it has no room for ${parts.join(', ')}.** The command \`kinde-sync plan\` shows everything${saved}.`,
  ];
}
