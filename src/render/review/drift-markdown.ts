// Renders a plan from Kinde's side, for the issue on drift: what was changed in Kinde, and the two ways to resolve it. The changes
// are those of the plan; names are escaped, and the size stays below the limit of an issue.
import { isStatedEnd } from '../../model/change-predicates.js';
import type { Plan } from '../../model/plan.js';
import { describeDay } from '../describe-day.js';
import { findNamesakes } from '../namesakes.js';
import { describeUnchanged } from '../open-differences.js';
import { gatherDrift } from './drift-sections.js';
import type { DriftSection } from './drift-sections.js';
import { fitSections } from './fit-sections.js';
import { bytesOfSections, describeLeftOut, nameEnvironment } from './plan-markdown.js';
import type { MarkdownOptions } from './plan-markdown.js';

/** The number of facts in the headline. */
const mostFacts = 3;

/** Returns the drift as Markdown of GitHub's flavour, lines ended by `\n`, under 60,000 bytes of UTF-8. */
export function renderDriftMarkdown(
  plan: Plan,
  { sourceUrl = null }: Pick<MarkdownOptions, 'sourceUrl'> = {},
): string {
  const style = {
    approvalLabel: null,
    invitationLabel: null,
    sourceUrl,
    hasCodes: false,
    namesakes: findNamesakes(plan),
    commonCommit: null,
  };
  const sections = gatherDrift(plan, style);
  const fitted = fitSections(sections, bytesOfSections);
  const parts = [
    `## ${nameDrift(sections, plan)}`,
    ...describeWays(plan),
    // No text of a user, so nothing is escaped.
    ...describeDay(plan),
    ...describeLeftOut(fitted, { savedIn: null, isMerged: false }),
    ...fitted.texts.map((text) => text.trimEnd()),
    nameEnvironment(plan),
  ];
  return `${parts.join('\n\n')}\n`;
}

function nameDrift(sections: readonly DriftSection[], plan: Plan): string {
  const { refusals, warnings } = plan;
  const facts = sections.flatMap(({ fact }) => (fact === undefined ? [] : [fact]));
  const more = facts.length > mostFacts ? ', and more' : '';
  if (facts.length > 0)
    return `Kinde differs from the configuration: ${facts.slice(0, mostFacts).join(', ')}${more}`;
  if (warnings.some(({ code }) => code === 'unmanaged-organization'))
    return 'Kinde has organizations that no file names';
  if (refusals.length > 0) return 'The plan is refused';
  return describeUnchanged(plan) ?? 'Kinde matches the configuration';
}

function describeWays({ changes, refusals }: Plan): readonly string[] {
  const applied = changes.filter(({ action }) => action !== 'manual');
  if (applied.length === 0) return [];
  if (applied.every(isStatedEnd))
    return [
      'The files ask for this, and no apply has run since. Run `kinde-sync apply`, or start its workflow.',
    ];
  return [
    'Kinde was changed and the files were not, or a merged change was not applied. There are two ways to resolve it:',
    [
      '- **Apply makes Kinde match the files again.** The last section shows what it changes. Run `kinde-sync apply`, or start its workflow.',
      '- **Pull copies the state of Kinde into the files.** Kinde then stays as it is. Run `kinde-sync pull`, and open a pull request.',
    ].join('\n'),
    refusals.length > 0
      ? 'Until one of the two is done, later plans are refused as well.'
      : 'Until one of the two is done, every plan shows these changes, and the next apply makes them.',
  ];
}
