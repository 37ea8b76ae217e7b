// Renders the plan as a comment for a pull request, the most important facts first, for reviewers who are not engineers.
// Equal plans give equal bytes, names are escaped, and the size stays below the limit of a comment.
import type { Change } from '../../model/change.js';
import { formatCount } from '../../model/text/count-noun.js';
import { isNewPerson, isStatedEnd } from '../../model/change-predicates.js';
import type { Plan } from '../../model/plan.js';
import { describePending } from '../describe-pending.js';
import { describeDay } from '../describe-day.js';
import { describeSessions } from '../describe-sessions.js';
import { countLater } from '../first-notices.js';
import { findNamesakes } from '../namesakes.js';
import { fitSections } from './fit-sections.js';
import type { FittedSections } from './fit-sections.js';
import { toMarkdownCode, toMarkdownName } from './markdown-text.js';
import { nameVerdict } from './headline.js';
import { gatherSections, refusedTitle, weakenedTitle } from './sections.js';
import { commitOf, linkCommit } from './words.js';
import type { ReviewStyle } from './words.js';

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
    namesakes: findNamesakes(plan),
    commonCommit: findCommonCommit(plan.changes),
  };
  const { sections, counts } = gatherSections(plan, style, options.isForMerge);
  const fitted = fitSections(sections, bytesOfSections);
  const texts = fitted.texts.map((text) => text.trimEnd());
  const top = sections.filter(({ title }) => title === weakenedTitle || title === refusedTitle).length;
  const parts = [
    `## ${nameVerdict(plan, counts, style)}`,
    ...texts.slice(0, top),
    // None of these is a text of a user, so nothing is escaped.
    ...announce(plan, options, style),
    ...describeSessions(plan.changes),
    ...describePending(plan.summary),
    ...describeDay(plan),
    ...describeLeftOut(fitted, {
      savedIn: options.savedIn,
      isMerged: options.isForMerge === true && plan.refusals.length === 0,
    }),
    ...texts.slice(top),
    nameEnvironment(plan, counts.length > 0 ? describeRest(plan) : null),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Returns the commit of every change, if a pull request causes all of them and they have the same one; else null. */
function findCommonCommit(changes: readonly Change[]): string | null {
  const commits = new Set(
    changes.map((change) => (change.cause === 'here' ? (commitOf(change) ?? null) : null)),
  );
  const [only = null] = commits;
  return changes.length > 1 && commits.size === 1 ? only : null;
}

function announce(plan: Plan, { isForMerge }: MarkdownOptions, style: ReviewStyle): readonly string[] {
  const { changes, refusals } = plan;
  const when = `If ${isForMerge === true ? 'this is merged' : 'this plan is applied'}`;
  if (refusals.length > 0)
    return changes.length === 0
      ? []
      : [`If it were not refused, the following would happen.${nameCause(changes, style)}`];
  if (changes.every(({ action }) => action === 'manual'))
    return [
      changes.length === 0
        ? `${when}, nobody's access changes${countLater(plan.warnings).length === 0 ? '' : ' today'}.`
        : `${when}, nobody's access changes now. ${describeManual(changes.length)}${nameCause(changes, style, changes.length === 1 ? 'It comes' : 'All of them come')}`,
    ];
  return [`${when}, the following happens.${nameCause(changes, style)}`];
}

function describeManual(count: number): string {
  return count === 1
    ? 'The setting below changes only when a person sets it.'
    : 'The settings below change only when a person sets them.';
}

/** Returns which changes the pull request causes; empty without a base. A new person and their membership are one change. */
function nameCause(changes: readonly Change[], style: ReviewStyle, all?: string): string {
  const told = changes.filter((change) => !isNewPerson(change));
  const here = told.filter(({ cause }) => cause === 'here').length;
  const drifted = told.filter(({ cause }) => cause === 'drifted').length;
  if (here + drifted === 0) return '';
  if (drifted === 0) {
    const { commonCommit, sourceUrl } = style;
    const where = commonCommit === null ? '' : `, in commit ${linkCommit(commonCommit, sourceUrl)}`;
    const what = all ?? (here === 1 ? 'The change comes' : 'All changes come');
    return ` ${what} from this pull request${where}.`;
  }
  const [own, other] =
    here === 0
      ? ['no change', drifted === 1 ? 'change corrects' : `${formatCount(drifted)} changes correct`]
      : [
          `**${formatCount(here)}** of ${formatCount(here + drifted)} changes`,
          `other **${formatCount(drifted)}** ${drifted === 1 ? 'corrects' : 'correct'}`,
        ];
  const ended = told.some((change) => change.cause === 'drifted' && isStatedEnd(change));
  const why = ended ? ', or a last day has passed' : '';
  return ` This pull request causes ${own}. The ${other} earlier drift: Kinde was changed by hand, or an earlier pull request was not applied${why}.`;
}

/** Returns the line with the environment. A loopback address, as of the sandbox, tells a reader nothing. */
export function nameEnvironment({ environment, summary }: Plan, rest: string | null = null): string {
  const { code, domain } = environment;
  const at = isLoopback(domain) ? '' : ` at ${toMarkdownCode(domain)}`;
  const where = `Environment **${toMarkdownName(code)}**${at}.`;
  if (rest !== null) return `${where} ${rest}`;
  return summary.unchanged === 0 ? where : `${where} ${countUnchanged(summary.unchanged)} the files.`;
}

function isLoopback(domain: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/.test(domain);
}

function describeRest({ refusals, summary }: Plan): string {
  const verdict = refusals.length > 0 ? 'Nothing else would change' : 'Nothing else changes';
  if (summary.unchanged === 0) return `${verdict}.`;
  return `${verdict}: ${countUnchanged(summary.unchanged, 'other ', 'already ')} the files.`;
}

function countUnchanged(count: number, other = '', already = ''): string {
  return count === 1
    ? `1 ${other}membership, organization or setting ${already}matches`
    : `${formatCount(count)} ${other}memberships, organizations and settings ${already}match`;
}

/** Returns what the comment has no room for, and where the rest is; nothing if it is whole. */
export function describeLeftOut(
  { leftOut }: FittedSections,
  { savedIn, isMerged }: Pick<MarkdownOptions, 'savedIn'> & { readonly isMerged: boolean },
): readonly string[] {
  if (leftOut.length === 0) return [];
  const parts = leftOut.map(
    ({ title, count, total }) => `${formatCount(count)} of the ${formatCount(total)} lines under “${title}”`,
  );
  const all = isMerged ? ' The apply after the merge makes every change, including those not shown.' : '';
  const saved =
    savedIn === null
      ? ''
      : ` The whole list is in the saved plan ${toMarkdownCode(savedIn.replace(/^.*[\\/]/s, ''))}, an artifact of the CI run, unless that is switched off.`;
  return [
    `> **This comment is truncated. It does not show ${parts.join(', ')}.**${all}${saved} The command \`kinde-sync plan\` shows all of them.`,
  ];
}
