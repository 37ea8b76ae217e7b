// A seed is read from YAML or JSON that a person wrote, and checked against a closed JSON Schema. `seed.ts` has the same
// shape as types.
import { checkSeed } from './check-seed.js';
import { readWritten } from './read-written.js';
import type { SandboxSeed } from './seed.js';

const text = { type: 'string' };
const textOrNull = { type: ['string', 'null'] };
const name = { type: 'string', minLength: 1 };

/** The patterns are tight enough that every matching text is a time. */
const day = '\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])';
const hour = '([01]\\d|2[0-3]):[0-5]\\d';
const time = {
  type: 'string',
  pattern: `^(\\d{1,5} days? ago|${day}(T${hour}(:[0-5]\\d(\\.\\d+)?)?(Z|[+-]${hour}))?)$`,
};
const timeOrNull = { ...time, type: ['string', 'null'] };

function closed(properties: Readonly<Record<string, object>>, required: readonly string[] = []): object {
  return { type: 'object', properties, required, additionalProperties: false };
}

const member = closed(
  {
    user: name,
    roles: { type: 'array', items: name },
    permissions: { type: 'array', items: name },
    isSuspended: { type: 'boolean' },
    joinedOn: timeOrNull,
    lastAccessedOn: timeOrNull,
  },
  ['user'],
);

const texts = { type: 'object', additionalProperties: text };
const names = { type: 'array', items: name };
const address = { type: 'string', pattern: '^[^\\s@,]+@[^\\s@,]+$' };

const invitation = closed(
  {
    email: address,
    firstName: textOrNull,
    lastName: textOrNull,
    roles: names,
    isSent: { type: 'boolean' },
    state: { enum: ['pending', 'accepted', 'revoked'] },
  },
  ['email'],
);

const organization = closed(
  {
    code: name,
    name,
    handle: textOrNull,
    externalId: textOrNull,
    isDefault: { type: 'boolean' },
    allowRegistrations: { type: 'boolean' },
    allowedDomains: names,
    isSuspended: { type: 'boolean' },
    featureFlags: texts,
    properties: texts,
    connections: names,
    hasDirectory: { type: 'boolean' },
    invitations: { type: 'array', items: invitation },
    members: { type: 'array', items: member },
  },
  ['name'],
);

const user = closed({
  id: name,
  firstName: textOrNull,
  lastName: textOrNull,
  emails: { type: 'array', items: address },
  phone: textOrNull,
  username: textOrNull,
  isSuspended: { type: 'boolean' },
  sessions: { type: 'integer', minimum: 0 },
  createdOn: timeOrNull,
  lastSignedIn: timeOrNull,
  signIns: { type: ['integer', 'null'], minimum: 0 },
  lastSignIns: { type: 'object', additionalProperties: time },
});

const featureFlag = closed(
  { type: { enum: ['str', 'int', 'bool', 'json'] }, value: text, defaultValue: text },
  ['type', 'value'],
);

const permission = closed({ id: name, key: name, name: text, description: textOrNull }, ['key']);

const role = closed(
  {
    id: name,
    key: name,
    name: text,
    description: textOrNull,
    isDefault: { type: 'boolean' },
    permissions: names,
    systemPermissions: names,
  },
  ['key'],
);

const property = closed(
  {
    id: name,
    key: name,
    name: text,
    isPrivate: { type: 'boolean' },
    context: { enum: ['org', 'usr', 'app'] },
  },
  ['key'],
);

const connection = closed({ id: name, name, displayName: text, strategy: name }, ['name']);

const seedSchema = closed({
  environment: closed({ code: name, name: text }, ['code', 'name']),
  passkeys: { enum: ['off', 'optional', 'mandatory'] },
  featureFlags: { type: 'object', additionalProperties: featureFlag },
  permissions: { type: 'array', items: permission },
  roles: { type: 'array', items: role },
  properties: { type: 'array', items: property },
  connections: { type: 'array', items: connection },
  organizations: { type: 'array', items: organization },
  users: { type: 'array', items: user },
});

/**
 * Returns the seed of a text in YAML, which includes JSON.
 * Throws `UsageError` (`invalid-seed`) with `file:line:column` for the first mistake.
 */
export function parseSeed(text: string, file: string): SandboxSeed {
  const { value, refuse } = readWritten<SandboxSeed>(text, {
    file,
    schema: seedSchema,
    code: 'invalid-seed',
    hint: 'Correct the seed; examples/sandbox-seed.yaml shows every field.',
  });
  const [problem] = checkSeed(value);
  if (problem) throw refuse(problem.path, problem.message);
  return value;
}
