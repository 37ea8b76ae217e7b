// Tests that the schema of plans and reports describes the whole output of the program and no other property.
import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { journalLineSchema } from '../../../src/cli/files/journal-schema.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import { makeFolder, runInWorld } from '../../fake-world.js';
import { asItIs, changing, emptying, everything, seed } from '../cli/tenant.js';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonMap = Readonly<Record<string, Json>>;

const manual = everything.replace('passkeys:', 'signUp: { allowOrganizationCreation: false }\n  passkeys:');

const configurations: Readonly<Record<string, string>> = {
  asItIs,
  changing,
  emptying,
  manual,
  locked: `${changing}environment: { code: staging }\n`,
  // More people leave than `maxRemovedPeople` allows.
  crowding: `version: 1
safety: { maxRemovedPeople: { count: 0, percent: 0 } }
organizations: [{ code: org_acme, allowRegistrations: false, members: [jane@acme.example] }]
`,
  // A new organization that opens after the additions, a person who resembles another, and an exact default organization.
  opening: `version: 1
safety: { protect: ['*@acme.example'], keepHolder: [admin] }
organizations:
  - { default: true, members: [] }
  - { externalId: globex, name: Globex, allowRegistrations: true, membership: additive, members: [lee@acme.exampel] }
  - { code: org_acme, allowRegistrations: false, members: [{ email: jane@acme.example, roles: [] }] }
`,
};

const runs = Object.entries(configurations).flatMap(([name, configuration]) =>
  [['plan'], ['plan', '--no-removals'], ['plan', '--allow-removals', '7'], ['apply', '--yes']].map(
    (args) => ({
      name: `${args.join(' ')} of ${name}`,
      args,
      configuration,
    }),
  ),
);

test('the schema of a journal line, which the program compiles unchecked, is sound', async () => {
  const plan = JSON.parse(await readFile('schemas/plan.schema.json', 'utf8')) as object;
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true }).addSchema(plan, 'plan');
  expect(ajv.compile(journalLineSchema)({})).toBe(false);
});

const { check } = await compileSchema();
let printed: Promise<ReadonlyMap<string, JsonMap>> | null = null;

async function compileSchema() {
  const schema = JSON.parse(await readFile('schemas/plan.schema.json', 'utf8')) as object;
  return { check: new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema) };
}

/** Returns the output of every run by name. Each run happens once. */
function printAll(): Promise<ReadonlyMap<string, JsonMap>> {
  printed ??= (async () => {
    const documents = new Map<string, JsonMap>();
    for (const { name, args, configuration } of runs) documents.set(name, await print(args, configuration));
    return documents.set('an apply that fails', await print(['apply', '--yes'], manual, ['createUser']));
  })();
  return printed;
}

async function print(
  args: readonly string[],
  configuration: string,
  failing: readonly string[] = [],
): Promise<JsonMap> {
  const sandbox = createSandbox({
    seed,
    intercept: ({ operation }) =>
      failing.includes(operation) ? new Response('{}', { status: 400 }) : undefined,
  });
  const cwd = await makeFolder({ 'kinde.yaml': configuration });
  const { stdout } = await runInWorld([...args, '--format', 'json'], { sandbox, cwd });
  return JSON.parse(stdout) as JsonMap;
}

test('every plan and every report that is printed is valid', async () => {
  for (const [name, document] of await printAll()) {
    expect({ name, isValid: check(document), errors: check.errors }).toEqual({
      name,
      isValid: true,
      errors: null,
    });
  }
});

test('every kind of change occurs among them, planned and with each result', async () => {
  const changes = [...(await printAll()).values()].flatMap(
    (document) => document['changes'] as readonly JsonMap[],
  );
  const kinds = changes.map(({ action, resource }) => JSON.stringify([action, resource]));
  expect([...new Set(kinds)].sort()).toEqual([
    '["add","member"]',
    '["create","organization"]',
    '["create","user"]',
    '["manual","environment"]',
    '["remove","member"]',
    '["update","environment"]',
    '["update","member"]',
    '["update","organization"]',
  ]);
  const results = new Set(changes.map(({ result }) => result));
  expect(results).toEqual(new Set([undefined, 'applied', 'failed', 'skipped']));
});

test('notices, refusals, the exact default organization and lists with a reason occur among them', async () => {
  const all = [...(await printAll()).values()];
  const guards = all.flatMap(({ refusals }) => (refusals as readonly JsonMap[]).map(({ guard }) => guard));
  expect(new Set(guards)).toEqual(
    new Set(['environment-lock', 'max-removals', 'approved-removals', 'max-removed-people', 'keep-holder']),
  );
  expect(all.some(({ warnings }) => (warnings as readonly Json[]).length > 0)).toBe(true);
  expect(all.some((document) => 'exactDefaultOrganization' in document)).toBe(true);
  expect(all.some(({ reads }) => (reads as readonly JsonMap[]).some((read) => 'reason' in read))).toBe(true);
});

/** Changes one value somewhere in a document; the path names keys and positions. */
function mutate(document: Json, path: readonly (string | number)[], change: (value: Json) => Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return change(document);
  if (Array.isArray(document)) {
    return document.map((entry: Json, index) => (index === key ? mutate(entry, rest, change) : entry));
  }
  const map = document as JsonMap;
  return { ...map, [key]: mutate(map[key] ?? null, rest, change) };
}

function valueAt(document: Json, path: readonly (string | number)[]): Json {
  return path.reduce((value: Json, key) => (value as JsonMap)[key] ?? null, document);
}

function isMap(value: Json): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns every path in a document, except that of the document itself. */
function pathsOf(
  document: Json,
  path: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] {
  if (typeof document !== 'object' || document === null) return [];
  const entries: readonly (readonly [string | number, Json])[] = Array.isArray(document)
    ? document.map((entry: Json, index) => [index, entry] as const)
    : Object.entries(document as JsonMap);
  return entries.flatMap(([key, value]) => [[...path, key], ...pathsOf(value, [...path, key])]);
}

async function richDocuments(): Promise<readonly (readonly [string, JsonMap])[]> {
  const names = ['plan of manual', 'plan of emptying', 'an apply that fails', 'plan of opening'];
  return [...(await printAll())].filter(([name]) => names.includes(name));
}

test('a key that is not known is rejected wherever it stands', async () => {
  for (const [name, document] of await richDocuments()) {
    const maps = pathsOf(document).filter((path) => isMap(valueAt(document, path)));
    for (const path of [[], ...maps]) {
      const mutant = mutate(document, path, (value) => ({ ...(value as JsonMap), unheardOf: true }));
      expect({ name, path, isValid: check(mutant) }).toEqual({ name, path, isValid: false });
    }
  }
});

test('a value of another type is rejected wherever it stands', async () => {
  for (const [name, document] of await richDocuments()) {
    for (const path of pathsOf(document)) {
      const mutant = mutate(document, path, () => [{ odd: [] }]);
      expect({ name, path, isValid: check(mutant) }).toEqual({ name, path, isValid: false });
    }
  }
});

test('a key that is missing is rejected at the top and in every change', async () => {
  const optional = new Set([
    'asOf',
    'approvedRemovals',
    'attestation',
    'exactDefaultOrganization',
    'firstName',
    'lastName',
    'losesAllAccess',
    'readBeforeRemovals',
    'roles',
    'error',
  ]);
  for (const [name, document] of await richDocuments()) {
    const paths = pathsOf(document).filter(
      (path) => path.length === 1 || (path.length === 3 && path[0] === 'changes'),
    );
    for (const path of paths.filter((one) => !optional.has(String(one.at(-1))))) {
      const last = String(path.at(-1));
      const mutant = mutate(document, path.slice(0, -1), (value) =>
        Object.fromEntries(Object.entries(value as JsonMap).filter(([key]) => key !== last)),
      );
      // A change without its result does not fit a report, and a report without `verified` is not a plan.
      expect({ name, path, isValid: check(mutant) }).toEqual({ name, path, isValid: false });
    }
  }
});

test.each<readonly [string, readonly (string | number)[], Json]>([
  ['another format', ['formatVersion'], '2'],
  ['a number of changes below zero', ['summary', 'add'], -1],
  ['half a change', ['summary', 'add'], 0.5],
  ['an unknown action', ['changes', 0, 'action'], 'delete'],
  ['an unknown resource', ['changes', 0, 'resource'], 'role'],
  ['a place without a line', ['changes', 0, 'source'], 'kinde.yaml'],
  ['a list that was not read to its end', ['reads', 0, 'complete'], false],
  ['an unknown HTTP method', ['requests'], { BREW: 1 }],
])('%s is rejected', async (_, path, value) => {
  const document = (await printAll()).get('plan of manual') ?? {};
  expect(check(document)).toBe(true);
  expect(check(mutate(document, path, () => value))).toBe(false);
});

test('an applied change has no error, and one that was not applied has one', async () => {
  const report = (await printAll()).get('an apply that fails') ?? {};
  const changes = report['changes'] as readonly JsonMap[];
  const applied = changes.findIndex(({ result }) => result === 'applied');
  const failed = changes.findIndex(({ result }) => result === 'failed');
  expect(check(mutate(report, ['changes', applied, 'result'], () => 'failed'))).toBe(false);
  expect(check(mutate(report, ['changes', failed, 'result'], () => 'applied'))).toBe(false);
});
