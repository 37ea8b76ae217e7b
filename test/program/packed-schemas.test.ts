// The published program holds compiled schemas where the sources compile them: both must say the same of any file.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfiguration } from '../../src/stories/load-configuration.js';

let packed: { readonly loadConfiguration: typeof loadConfiguration };
let cwd = '';

beforeAll(async () => {
  packed = (await import(pathToFileURL(resolve('dist/index.js')).href)) as typeof packed;
  cwd = await mkdtemp(join(tmpdir(), 'kinde-sync-packed-'));
});

afterAll(() => rm(cwd, { recursive: true, force: true }));

const config = {
  version: 1,
  environment: {
    code: 'production',
    signUp: { allowSelfSignUp: false },
    passkeys: { enabled: true },
    featureFlags: { beta: true },
  },
  safety: { maxRemovals: { count: 5, percent: 25 }, protected: ['a@x.example'], keepHolder: ['admin'] },
  groups: { staff: ['a@x.example', { email: 'b@x.example', firstName: 'B', roles: ['admin'] }] },
  organizations: [
    {
      code: 'org_1',
      name: 'Acme',
      allowRegistrations: false,
      membership: 'exact',
      allowedEmailDomains: ['x.example'],
      members: [{ group: 'staff', roles: ['admin'] }, { id: 'kp_1', roles: [] }, 'c@x.example'],
    },
    { externalId: 'e-1', handle: 'two', members: [] },
  ],
};

const attested = {
  version: 1,
  attestations: [{ setting: 'allowSelfSignUp', value: false, by: 'Ada', at: '2026-11-01T10:00:00Z' }],
};

const strange = fc.constantFrom<unknown>(
  null,
  '',
  'x'.repeat(300),
  'ж'.repeat(255),
  0,
  -1,
  1.5,
  1e9,
  true,
  [],
  [null],
  ['a', 'a'],
  {},
  { unknown: 1 },
  { email: 7 },
);

/** Returns the value with the entry that the numbers lead to replaced, removed or joined by a key that means nothing. */
function mutate(value: unknown, path: readonly number[], put: unknown): unknown {
  const [first = 0, ...rest] = path;
  if (typeof value !== 'object' || value === null || rest.length === 0) return put;
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    const at = first % (list.length + 1);
    return at === list.length
      ? [...list, put]
      : list.map((one, i) => (i === at ? mutate(one, rest, put) : one));
  }
  const fields = Object.entries(value);
  const at = first % (fields.length + 2);
  if (at === fields.length) return { ...value, strange: put };
  if (at > fields.length) return Object.fromEntries(fields.slice(1));
  return Object.fromEntries(fields.map(([key, one], i) => [key, i === at ? mutate(one, rest, put) : one]));
}

const mutation = fc.record({
  path: fc.array(fc.nat(8), { minLength: 1, maxLength: 6 }),
  put: strange,
  isAttested: fc.boolean(),
});

test('the packed program finds the same mistakes as the sources', async () => {
  const codes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(mutation, async ({ path, put, isAttested }) => {
      const [files, beside] = isAttested
        ? [config, mutate(attested, path, put)]
        : [mutate(config, path, put), attested];
      await writeFile(join(cwd, 'kinde.yaml'), JSON.stringify(files, null, 2));
      await writeFile(join(cwd, 'kinde.attested.yaml'), JSON.stringify(beside, null, 2));
      const options = { paths: [], cwd, env: {}, now: Date.parse('2026-11-02') };
      const { diagnostics } = await loadConfiguration(options);
      expect((await packed.loadConfiguration(options)).diagnostics).toEqual(diagnostics);
      for (const { code } of diagnostics) codes.add(code);
    }),
    { numRuns: 600, examples: [[{ path: [2, 0, 0, 0], put: -1, isAttested: false }]] },
  );
  for (const code of [
    'unknown-key',
    'wrong-type',
    'missing-value',
    'missing-key',
    'too-long',
    'out-of-range',
  ])
    expect(codes).toContain(code);
});
