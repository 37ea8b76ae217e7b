// Chooses the renderer of a plan's format. A plan is masked before it is rendered, so that columns stay aligned; JSON is for
// machines and never masked.
import type { Plan } from '../model/plan.js';
import { renderJson } from '../render/json.js';
import type { Mask } from '../render/mask-emails.js';

export type PlanFormat = 'text' | 'json' | 'markdown' | 'diff';

export interface RenderPlanOptions {
  readonly color: boolean;
  /** The columns of the terminal; absent for text that goes elsewhere. */
  readonly width?: number;
  /** The command to run next; null if there is none. */
  readonly next: string | null;
  /** The file of the saved plan; null if it was not saved. */
  readonly savedIn: string | null;
  /** The label of a pull request that approves removals; null where the option does. */
  readonly approvalLabel: string | null;
  /** The same for invitations. */
  readonly invitationLabel: string | null;
  /** The address of the files' folder in a repository; null for no links. */
  readonly sourceUrl: string | null;
  /** Whether the plan shows what a merge does. */
  readonly isForMerge: boolean;
  readonly mask: Mask;
}

/** Milliseconds that the search for the shortest diff may take. */
const diffTimeout = 3000;

/** Returns a plan as text in one format. */
export type RenderPlan = (plan: Plan, options: RenderPlanOptions) => string;

/** Loads and returns the renderer of the format; with `asDrift` Markdown tells the plan from Kinde's side. */
export async function loadRenderer(format: PlanFormat, asDrift = false): Promise<RenderPlan> {
  if (format === 'json') return renderJson;
  if (format === 'markdown' && asDrift) {
    const { renderDriftMarkdown } = await import('../render/review/drift-markdown.js');
    return (plan, options) => renderDriftMarkdown(options.mask.plan(plan), options);
  }
  if (format === 'markdown') {
    const { renderPlanMarkdown } = await import('../render/review/plan-markdown.js');
    return (plan, options) => renderPlanMarkdown(options.mask.plan(plan), options);
  }
  if (format === 'diff') {
    const { renderPlanDiff } = await import('../render/plan-diff.js');
    return (plan, { mask }) => renderPlanDiff(mask.plan(plan), { timeout: diffTimeout });
  }
  const { renderPlanText } = await import('../render/plan-text.js');
  return (plan, options) => renderPlanText(options.mask.plan(plan), options);
}
