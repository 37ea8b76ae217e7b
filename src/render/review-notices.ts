// Warnings and refusals of a plan for a reviewer: what it is in plain words, and what to type to allow it.
import type { Notice, Refusal } from '../model/notice.js';
import type { Plan } from '../model/plan.js';
import type { Entry } from './markdown-section.js';
import { toMarkdownCode, toMarkdownProse } from './markdown-text.js';
import { placeLine } from './review-words.js';

const guardNames: Readonly<Record<Refusal['guard'], string>> = {
  'environment-lock': 'Wrong environment',
  'max-removals': 'More people would leave an organization than the limit allows',
  'approved-removals': 'The number of removals differs from the approved one',
  'max-removed-people': 'More people would leave in total than the limit allows',
  'keep-holder': 'A role would lose its last holder',
  'plan-overtaken': 'Kinde or the configuration has changed since the plan was saved',
};

/** Returns an entry for each warning. */
export function describeWarnings(warnings: readonly Notice[]): readonly Entry[] {
  return warnings.map((warning) => ({ group: null, line: describeWarning(warning), isDrifted: false }));
}

function describeWarning({ code, message, source }: Notice): string {
  const place = source === undefined ? '' : `  ${placeLine(source)}`;
  return `${toMarkdownCode(code)} ${toMarkdownProse(message)}${place}`;
}

/** Returns an entry for each refusal, with the exact option that overrides it where one does. */
export function describeRefusals({
  refusals,
  summary,
}: Pick<Plan, 'refusals' | 'summary'>): readonly Entry[] {
  return refusals.map(({ guard, message, override }) => {
    const way =
      override === null
        ? ''
        : ` **To allow exactly this, add** ${toMarkdownCode(`${override} ${summary.remove}`)}.`;
    const line = `**${guardNames[guard]}.** ${toMarkdownProse(message)}${way}`;
    return { group: null, line, isDrifted: false };
  });
}
