// Sorts the changes of a plan into the steps in which apply writes them. `model/step-order.ts` has the order, and each kind says
// in `stepOf` which step a change belongs to.
import { kindOf } from '../kinds/registry.js';
import type { Change } from '../model/change.js';
import { stepNames } from '../model/step-order.js';
import type { StepName } from '../model/step-order.js';

/** The changes that may be written together. */
export interface Step {
  readonly name: StepName;
  readonly changes: readonly Change[];
}

/** Returns the steps in the order in which they must be written, without empty ones. */
export function sortIntoSteps(changes: readonly Change[]): readonly Step[] {
  const steps = new Map<StepName, Change[]>(stepNames.map((name) => [name, []]));
  for (const change of changes) steps.get(kindOf(change).stepOf(change))?.push(change);
  return [...steps].flatMap(([name, own]) => (own.length === 0 ? [] : [{ name, changes: own }]));
}
