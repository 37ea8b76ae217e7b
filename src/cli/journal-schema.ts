// What a line of a journal looks like, as a schema: whatever `undo` acts on is checked against it first.
import { writes } from '../model/operations.js';

const text = { type: 'string' } as const;
const textOrNull = { type: ['string', 'null'] } as const;
const roles = { type: 'array', items: text } as const;
const count = { type: 'integer', minimum: 1 } as const;

const head = {
  time: { type: 'string', minLength: 1 },
  plan: { type: 'string', pattern: '^[0-9a-f]{64}$' },
  write: count,
  operation: { enum: [...new Set(Object.values(writes).map(({ id }) => id))] },
} as const;

function close(required: readonly string[], properties: object): object {
  return { type: 'object', additionalProperties: false, required, properties };
}

const person = close(['email', 'userId'], {
  email: textOrNull,
  userId: textOrNull,
  roles,
  rolesBefore: roles,
});

const sent = close(['event', 'time', 'plan', 'environment', 'write', 'operation'], {
  event: { const: 'sent' },
  ...head,
  environment: close(['domain', 'code'], { domain: text, code: text }),
  organization: close(['code', 'name'], { code: textOrNull, name: textOrNull }),
  people: { type: 'array', items: person },
  fields: { type: 'object', additionalProperties: { type: ['string', 'boolean'] } },
  before: { type: 'object', additionalProperties: { type: ['string', 'boolean', 'null'] } },
});

const ended = close(['event', 'time', 'plan', 'write', 'operation', 'result'], {
  event: { const: 'ended' },
  ...head,
  result: { enum: ['done', 'refused', 'unclear', 'not-sent'] },
  handled: { type: 'array', items: text },
  created: text,
  error: text,
  kindeCode: text,
});

/** JSON Schema (draft 2020-12) of one line. */
export const journalLineSchema: object = { oneOf: [sent, ended] };
