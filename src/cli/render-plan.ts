// Which renderer a format of `plan` means. Masking comes before rendering, so that columns stay straight; JSON is
// for machines and is never masked.
import type { Plan } from '../model/plan.js';
import { renderJson } from '../render/json.js';
import type { Mask } from '../render/mask-emails.js';

export type PlanFormat = 'text' | 'json' | 'markdown' | 'diff';

export interface RenderPlanOptions {
  readonly format: PlanFormat;
  readonly color: boolean;
  /** What to run next; null where nothing is left to run. */
  readonly next: string | null;
  /** The file that the plan was kept in; null if it was not. */
  readonly keptIn: string | null;
  readonly mask: Mask;
}

/** How long the search for the shortest diff may take, in milliseconds. */
const diffTimeout = 3000;

/** Returns the plan in the format; the renderers that are seldom asked for are loaded when they are. */
export async function renderPlan(plan: Plan, options: RenderPlanOptions): Promise<string> {
  const { format, mask } = options;
  if (format === 'json') return renderJson(plan);
  const shown = mask.plan(plan);
  if (format === 'markdown') {
    const { renderPlanMarkdown } = await import('../render/plan-markdown.js');
    return renderPlanMarkdown(shown, options);
  }
  if (format === 'diff') {
    const { renderPlanDiff } = await import('../render/plan-diff.js');
    return renderPlanDiff(shown, { timeout: diffTimeout });
  }
  const { renderPlanText } = await import('../render/plan-text.js');
  return renderPlanText(shown, options);
}
