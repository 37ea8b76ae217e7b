// Which renderer a format of `plan` means. Masking comes before rendering, so that columns stay straight; JSON is
// for machines and is never masked.
import type { Plan } from '../model/plan.js';
import { renderJson } from '../render/json.js';
import type { Mask } from '../render/mask-emails.js';

export type PlanFormat = 'text' | 'json' | 'markdown' | 'diff';

export interface RenderPlanOptions {
  readonly color: boolean;
  /** What to run next; null where nothing is left to run. */
  readonly next: string | null;
  /** The file that the plan was saved in; null if it was not. */
  readonly keptIn: string | null;
  readonly mask: Mask;
}

/** How long the search for the shortest diff may take, in milliseconds. */
const diffTimeout = 3000;

/** Renders a plan; json is for machines and never masked. */
export type RenderPlan = (plan: Plan, options: RenderPlanOptions) => string;

/** Returns the renderer of the format, which is loaded only if it is asked for. */
export async function loadRenderer(format: PlanFormat): Promise<RenderPlan> {
  if (format === 'json') return renderJson;
  if (format === 'markdown') {
    const { renderPlanMarkdown } = await import('../render/plan-markdown.js');
    return (plan, options) => renderPlanMarkdown(options.mask.plan(plan), options);
  }
  if (format === 'diff') {
    const { renderPlanDiff } = await import('../render/plan-diff.js');
    return (plan, { mask }) => renderPlanDiff(mask.plan(plan), { timeout: diffTimeout });
  }
  const { renderPlanText } = await import('../render/plan-text.js');
  return (plan, options) => renderPlanText(options.mask.plan(plan), options);
}
