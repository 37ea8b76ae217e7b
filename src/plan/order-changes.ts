// Two orders of the same changes: the one a plan is printed in, and the steps in which they are written.
import { kindOf } from '../kinds/registry.js';
import type { Change } from '../model/change.js';
import { stepNames } from '../model/step.js';
import type { StepName } from '../model/step.js';

export interface Step {
  readonly name: StepName;
  readonly changes: readonly Change[];
}

/** Returns the changes of each step in the order in which they must be written; steps without any are left out. */
export function orderSteps(changes: readonly Change[]): readonly Step[] {
  const steps = new Map<StepName, Change[]>(stepNames.map((name) => [name, []]));
  for (const change of changes) steps.get(kindOf(change).stepOf(change))?.push(change);
  return [...steps].flatMap(([name, own]) => (own.length === 0 ? [] : [{ name, changes: own }]));
}
