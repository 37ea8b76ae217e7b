// Which of Kinde's operations a configuration may make plan and apply use, and so which scopes they need: what all
// kinds together say. Looks at the desired state only.
import { kinds } from '../kinds/registry.js';
import type { DesiredState } from '../model/desired.js';
import { operations } from '../model/operations.js';
import type { OperationName } from '../model/operations.js';

const operationNames = Object.keys(operations) as readonly OperationName[];

/** Returns the operations that plan, and those that apply alone, may use for this configuration; in the table's order. */
export function needOperations(desired: DesiredState): readonly OperationName[] {
  const needs = kinds.map((kind) => kind.operations(desired));
  // The lock is no kind's: which environment this is, every run asks first.
  return operationNames.filter(
    (name) => name === 'getEnvironment' || needs.some((need) => need[name] === true),
  );
}
