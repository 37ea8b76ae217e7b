// A fault plan is read from YAML or JSON that a person wrote, and checked against a closed JSON Schema. `fault-plan.ts`
// has the same shape as types.
import { operationIds } from '../contract/contract.js';
import { readWritten } from '../read-written.js';
import type { FaultPlan } from './fault-plan.js';

const operations = { type: 'array', minItems: 1, items: { enum: [...operationIds, 'token'] } };
const aim = {
  operations,
  calls: { type: 'array', minItems: 1, items: { type: 'integer', minimum: 1 } },
  probability: { type: 'number', minimum: 0, maximum: 1 },
};
const atLeastOne = { type: 'integer', minimum: 1 };

interface Shape {
  readonly own?: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
}

function shapeOf(kind: string, { own = {}, required = [] }: Shape = {}): readonly [string, object] {
  const properties = { kind: { const: kind }, ...own };
  return [kind, { type: 'object', properties, required, additionalProperties: false }];
}

const plain = [
  'reset-before',
  'reset-after',
  'truncated-answer',
  'half-answer',
  'expired-token',
  'partial-bulk',
] as const;

const shapes = new Map<string, object>([
  shapeOf('rate-limit', {
    own: { operations, perSecond: { type: 'number', exclusiveMinimum: 0 }, burst: atLeastOne },
    required: ['perSecond', 'burst'],
  }),
  shapeOf('concurrency-limit', {
    own: { operations, most: atLeastOne, resetSeconds: { type: 'integer', minimum: 0 } },
    required: ['most'],
  }),
  shapeOf('short-pages', { own: { operations, rows: atLeastOne }, required: ['rows'] }),
  shapeOf('server-error', {
    own: {
      ...aim,
      status: { type: 'integer', minimum: 500, maximum: 599 },
      takesEffect: { type: 'boolean' },
    },
  }),
  shapeOf('slow-answer', { own: { ...aim, ms: { type: 'integer', minimum: 0 } }, required: ['ms'] }),
  shapeOf('list-change', {
    own: { ...aim, change: { enum: ['join', 'leave', 'delete'] } },
    required: ['change'],
  }),
  ...plain.map((kind) => shapeOf(kind, { own: aim })),
]);

const faultPlanSchema = {
  type: 'object',
  properties: {
    seed: { type: 'integer', minimum: 0 },
    faults: {
      type: 'array',
      items: {
        type: 'object',
        discriminator: { propertyName: 'kind' },
        required: ['kind'],
        oneOf: [...shapes.values()],
      },
    },
  },
  required: ['faults'],
  additionalProperties: false,
};

/**
 * Returns the fault plan of a text in YAML, which includes JSON.
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
