// The plan as a comment for a pull request: for a reviewer who is no engineer, what matters most comes first.
// Equal plans give equal bytes; no name in the plan can break it; it never outgrows what a comment may hold.
import { organizationKey } from '../model/change.js';
import type { Change } from '../model/change.js';
import type { Plan } from '../model/plan.js';
import { fitSections } from './fit-sections.js';
import type { FittedSections } from './fit-sections.js';
import { formatCount } from './markdown-section.js';
import { toMarkdownCode, toMarkdownName } from './markdown-text.js';
import { gatherSections } from './review-sections.js';

export interface MarkdownOptions {
  /** The file that the plan was kept in; null if it was not. */
  readonly keptIn: string | null;
}

/** Room for the sections; with the head, the whole stays under 60,000 bytes. */
const bytesOfSections = 57_500;

/** Returns the plan as Markdown of GitHub's flavour, lines ended by `\n`, under 60,000 bytes of UTF-8. */
export function renderPlanMarkdown(plan: Plan, options: MarkdownOptions): string {
  const fitted = fitSections(gatherSections(plan), bytesOfSections);
  const head = [
    `## ${nameVerdict(plan)}`,
    ...describeAccess(plan.changes),
    ...tabulateCounts(plan),
    `Environment **${toMarkdownName(plan.environment.code)}** at ${toMarkdownCode(plan.environment.domain)}. ${formatCount(plan.summary.unchanged)} memberships, organizations and settings are as the files say.`,
    ...describeCauses(plan.changes),
    ...describeLeftOut(fitted, options),
  ];
  return `${[...head, ...fitted.texts.map((text) => text.trimEnd())].join('\n\n')}\n`;
}

function nameVerdict({ changes, refusals }: Plan): string {
  if (refusals.length > 0) return 'Refused for safety: this can not be applied as it is';
  if (changes.some(({ action }) => action !== 'manual')) return 'Applying this changes who has access';
  return changes.length > 0 ? 'Nothing to apply, but something to do by hand' : 'Nothing to do';
}
