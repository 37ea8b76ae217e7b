// Renders the plan as a comment for a pull request, the most important facts first, for reviewers who are not engineers.
// Equal plans give equal bytes, names are escaped, and the size stays below the limit of a comment.
import type { Change } from '../model/change.js';
import type { Plan } from '../model/plan.js';
import { describePending } from './describe-pending.js';
import { describeDay } from './describe-day.js';
import { fitSections } from './fit-sections.js';
import type { FittedSections } from './fit-sections.js';
import { formatCount } from './markdown-section.js';
import { countReview } from './count-review.js';
import type { ReviewCounts } from './count-review.js';
import { toMarkdownCode, toMarkdownName } from './markdown-text.js';
import { gatherSections, weakenedTitle } from './review-sections.js';

export interface MarkdownOptions {
  /** The file that the plan was saved in; null if it was not. */
  readonly savedIn: string | null;
}

/** The most bytes of the sections; with the head, the comment stays under 60,000 bytes. */
const bytesOfSections = 57_500;

/** Returns the plan as Markdown of GitHub's flavour, lines ended by `\n`, under 60,000 bytes of UTF-8. */
export function renderPlanMarkdown(plan: Plan, options: MarkdownOptions): string {
  const sections = gatherSections(plan);
  const fitted = fitSections(sections, bytesOfSections);
  const texts = fitted.texts.map((text) => text.trimEnd());
  const top = sections[0]?.title === weakenedTitle ? 1 : 0;
  const head = [
    `## ${nameVerdict(plan)}`,
    ...texts.slice(0, top),
    ...(plan.refusals.length === 0
      ? []
      : ['**This plan is refused: nothing will be applied.** “Refused” below says why, and what to do.']),
    ...tabulateCounts(plan),
    nameEnvironment(plan),
    ...namePending(plan),
    ...nameDay(plan),
    ...describeCauses(plan.changes),
    ...describeLeftOut(fitted, options),
  ];
  return `${[...head, ...texts.slice(top)].join('\n\n')}\n`;
}

/** Returns the verdict: whether the plan can be applied, who gains and loses access, which registrations open or close. */
function nameVerdict(plan: Plan): string {
  const isApplicable = plan.changes.some(({ action }) => action !== 'manual');
  if (plan.refusals.length > 0)
    return isApplicable ? `Refused for safety: ${nameAccess(countReview(plan))}` : 'Refused for safety';
  if (isApplicable) return nameAccess(countReview(plan));
  const { length } = plan.changes;
  if (length === 0) return 'No changes';
  return `No changes to apply, but ${formatCount(length)} ${length === 1 ? 'setting' : 'settings'} to change by hand`;
}

function nameAccess(counts: ReviewCounts): string {
  const { gaining, invited, revoked, opened, closed, widened, narrowed, roles, weakened, strengthened } =
    counts;
  const parts = [
    ...(gaining === 0 ? [] : [`${countPeople(gaining)} ${gaining === 1 ? 'gains' : 'gain'} access`]),
    ...nameLeaving(counts),
    ...(invited === 0
      ? []
      : [`${formatCount(invited)} ${invited === 1 ? 'invitation is' : 'invitations are'} mailed`]),
    ...(revoked === 0
      ? []
      : [`${formatCount(revoked)} ${revoked === 1 ? 'invitation is' : 'invitations are'} revoked`]),
    ...(opened === 0 ? [] : [nameRegistrations(opened, 'open')]),
    ...(closed === 0 ? [] : [nameRegistrations(closed, 'close')]),
    ...(widened === 0 ? [] : [nameDomains(widened, 'more')]),
    ...(narrowed === 0 ? [] : [nameDomains(narrowed, 'fewer')]),
    ...(weakened === 0 ? [] : [nameRoles(weakened, 'lose')]),
    ...(strengthened === 0 ? [] : [nameRoles(strengthened, 'gain')]),
  ];
  if (parts.length > 0) return parts.join('; ');
  if (roles === 0) return 'Access stays the same, but other settings change';
  return `Memberships stay the same, but ${formatCount(roles)} ${roles === 1 ? 'member changes' : 'members change'} roles`;
}

function nameLeaving({ losing, losingAll }: ReviewCounts): readonly string[] {
  if (losing === 0) return [];
  const some = `${formatCount(losingAll)} of them ${losingAll === 1 ? 'loses' : 'lose'} all access`;
  const all = losingAll === 0 ? '' : losingAll === losing ? ' and with it all access' : `, ${some}`;
  return [`${countPeople(losing)} ${losing === 1 ? 'leaves' : 'leave'} an organization${all}`];
}

function nameRegistrations(count: number, verb: 'open' | 'close'): string {
  const words = count === 1 ? `organization ${verb}s its` : `organizations ${verb} their`;
  return `${formatCount(count)} ${words} registrations`;
}

function nameRoles(count: number, verb: 'lose' | 'gain'): string {
  return `${formatCount(count)} ${count === 1 ? `role ${verb}s` : `roles ${verb}`} permissions`;
}

function nameDomains(count: number, change: 'more' | 'fewer'): string {
  const words = count === 1 ? 'organization lets' : 'organizations let';
  return `${formatCount(count)} ${words} ${change} addresses register`;
}

function countPeople(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'person' : 'people'}`;
}

/** The table contains no names, so nothing is escaped. */
function tabulateCounts(plan: Plan): readonly string[] {
  const counts = countReview(plan);
  const columns = [
    ['memberships begin', counts.joins],
    ['memberships end', counts.leaves],
    ['people lose all access', counts.losingAll],
    ['invitations mailed', counts.invited],
    ['invitations revoked', counts.revoked],
    ['registrations open', counts.opened],
    ['registrations close', counts.closed],
    ['registration domains widen', counts.widened],
    ['registration domains narrow', counts.narrowed],
    ['roles lose permissions', counts.weakened],
    ['roles gain permissions', counts.strengthened],
    ['members change roles', counts.roles],
    ['other changes', counts.others],
    ['to do by hand', counts.manual],
    ['warnings', plan.warnings.length],
  ] as const;
  const shown = columns.filter(([, count]) => count > 0);
  if (shown.length === 0) return [];
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    [
      row(shown.map(([title]) => title)),
      row(shown.map(() => ':-:')),
      row(shown.map(([, count]) => `**${formatCount(count)}**`)),
    ].join('\n'),
  ];
}

function nameEnvironment({ environment, summary }: Plan): string {
  const where = `Environment **${toMarkdownName(environment.code)}** at ${toMarkdownCode(environment.domain)}.`;
  if (summary.unchanged === 0) return where;
  const unchanged =
    summary.unchanged === 1
      ? '1 membership, organization or setting matches'
      : `${formatCount(summary.unchanged)} memberships, organizations and settings match`;
  return `${where} ${unchanged} the configuration.`;
}

function namePending({ summary }: Plan): readonly string[] {
  const words = describePending(summary);
  return words === null ? [] : [words];
}

/** The day is no text of a user, so nothing is escaped. */
function nameDay(plan: Plan): readonly string[] {
  const day = describeDay(plan);
  return day === null ? [] : [day];
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

function describeLeftOut({ leftOut }: FittedSections, { savedIn }: MarkdownOptions): readonly string[] {
  if (leftOut.length === 0) return [];
  const parts = leftOut.map(({ title, count }) => `${formatCount(count)} under “${title}”`);
  const saved = savedIn === null ? '' : `, and so does the saved plan ${toMarkdownCode(savedIn)}`;
  return [
    `> **This comment is cut: it has no room for ${parts.join(', ')}.** The command \`kinde-sync plan\` shows everything${saved}.`,
  ];
}
