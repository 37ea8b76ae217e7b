// The schema of a journal's line, against which `undo` checks every line. Changes have the form that the plan's schema gives.
import { writes } from '../../model/operations/operations.js';

const text = { type: 'string' } as const;

const head = {
  time: { type: 'string', minLength: 1 },
  run: { type: 'string', pattern: '^[0-9a-f]{16}$' },
  plan: { type: 'string', pattern: '^[0-9a-f]{64}$' },
  write: { type: 'integer', minimum: 1 },
  operation: { enum: [...new Set(Object.values(writes).map(({ id }) => id))] },
} as const;

function close(required: readonly string[], properties: object): object {
  return { type: 'object', additionalProperties: false, required, properties };
}

const sent = close(['event', 'time', 'run', 'plan', 'environment', 'write', 'operation', 'changes'], {
  event: { const: 'sent' },
  ...head,
  environment: close(['domain', 'code'], { domain: text, code: text }),
  changes: { type: 'array', items: { $ref: 'plan#/$defs/plannedChange' } },
  isRepair: { const: true },
});

const ended = close(['event', 'time', 'run', 'plan', 'write', 'operation', 'result'], {
  event: { const: 'ended' },
  ...head,
  result: { enum: ['done', 'refused', 'unclear', 'not-sent'] },
  handled: { type: 'array', items: text },
  created: text,
  error: text,
  kindeCode: text,
});

/** JSON Schema (draft 2020-12) of one line; it refers to the plan's schema as `plan`. */
export const journalLineSchema: object = { oneOf: [sent, ended] };
