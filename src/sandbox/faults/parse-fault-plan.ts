// Reads a fault plan from YAML or JSON text that a person wrote, and says where it is wrong.
import { readWritten } from '../read-written.js';
import type { FaultPlan } from './fault-plan.js';
import { faultPlanSchema } from './fault-plan-schema.js';

/**
 * Returns the fault plan that the text (YAML, of which JSON is a part) describes.
 * Throws `UsageError` (`invalid-fault-plan`) with `file:line:column` for the first mistake.
 */
export function parseFaultPlan(text: string, file: string): FaultPlan {
  const { value } = readWritten<FaultPlan>(text, {
    file,
    schema: faultPlanSchema,
    code: 'invalid-fault-plan',
    hint: 'Correct the fault plan; examples/sandbox-faults.yaml shows every kind of fault.',
  });
  return value;
}
