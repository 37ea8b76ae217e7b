// Says on stderr why a run ends with 1 or 3, unless stdout is a terminal and shows it already.
import type { ApplyReport } from '../model/outcome.js';
import type { Plan } from '../model/plan.js';
import { renderFailureLines, renderRefusalLines } from '../render/failure-lines.js';
import { wantsColor } from './options/options.js';
import type { CommonOptions } from './options/options.js';
import { repeatInPlan } from './options/repeat-options.js';
import type { MaskedWorld } from './run-masked.js';

type Options = Pick<CommonOptions, 'color' | 'config' | 'configIsFromVariable' | 'envFile'>;

/** Writes the refusals of a plan. */
export function tellRefusals(world: MaskedWorld, options: Options, plan: Plan): void {
  if (world.stdout.isTerminal) return;
  const color = wantsColor(world, options, world.stderr);
  world.stderr.write(renderRefusalLines(world.mask.plan(repeatInPlan(plan, options)), { color }));
}

/** Writes the failures of an apply; nothing if it reached its goal. */
export function tellFailures(world: MaskedWorld, options: Options, report: ApplyReport): void {
  if (world.stdout.isTerminal) return;
  const color = wantsColor(world, options, world.stderr);
  world.stderr.write(renderFailureLines(world.mask.plan(report), { color }));
}
