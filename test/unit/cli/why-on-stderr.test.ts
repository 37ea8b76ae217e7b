// A run that ends with 1 or 3 says why on stderr, in every format, also if the result goes into a file.
import { expect, test } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { SandboxOptions } from '../../../src/sandbox/index.js';
import { diagnosticCodesIn, makeFolder, runInWorld } from '../../fake-world.js';
import type { Ended, WorldOptions } from '../../fake-world.js';
import { asItIs, changing, emptying, seed } from './tenant.js';

async function run(
  args: readonly string[],
  config: string,
  options: Partial<WorldOptions> & { readonly sandboxed?: Partial<SandboxOptions> } = {},
): Promise<Ended> {
  const { sandboxed, ...world } = options;
  const cwd = await makeFolder({ 'kinde.yaml': config });
  return runInWorld(args, { sandbox: createSandbox({ seed, ...sandboxed }), cwd, ...world });
}

const refusing: Partial<SandboxOptions> = {
  intercept: ({ operation }) =>
    operation === 'AddOrganizationUsers' || operation === 'createUser'
      ? Response.json({ errors: [{ code: 'NOPE', message: 'no' }] }, { status: 400 })
      : undefined,
};

const formats = { plan: ['text', 'json', 'markdown', 'diff'], apply: ['text', 'json'] } as const;

test.each(['plan', 'apply --yes'] as const)(
  '%s says in every format which guard refused it',
  async (command) => {
    for (const format of formats[command === 'plan' ? 'plan' : 'apply']) {
      const { status, stderr } = await run([...command.split(' '), '--format', format], emptying);
      expect({ format, status }).toEqual({ format, status: 3 });
      expect(stderr).toMatch(/^refused max-removals: .*Acme/m);
    }
  },
);

test.each(['text', 'json'])(
  'an apply that fails names organization and person on stderr (%s)',
  async (format) => {
    const { status, stderr } = await run(['apply', '--yes', '--format', format], changing, {
      sandboxed: refusing,
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error api-refused: \+ lee@acme\.example .*Acme/m);
  },
);

test('from the tenth failed change on only their number is told', async () => {
  const people = Array.from({ length: 30 }, (_, index) => `      - person${index}@fresh.example\n`).join('');
  const config = `version: 1\norganizations:\n  - code: org_home\n    members:\n${people}`;
  const { status, stderr } = await run(['apply', '--yes', '--format', 'json'], config, {
    sandboxed: refusing,
  });
  expect(status).toBe(1);
  const lines = stderr.split('\n').filter((line) => line !== '');
  expect(lines.filter((line) => line.startsWith('error '))).toHaveLength(9);
  expect(lines[9]).toBe('21 more errors.');
  expect(lines).toHaveLength(11);
});

test('a result on a terminal is not said twice', async () => {
  const refused = await run(['apply', '--yes'], emptying, { isTerminal: true });
  expect(refused).toMatchObject({ status: 3, stderr: '' });
  const failed = await run(['apply', '--yes'], changing, { isTerminal: true, sandboxed: refusing });
  expect(failed).toMatchObject({ status: 1, stderr: '' });
});

test('a saved plan that no longer fits Kinde is shown with its refusal on a terminal, too', async () => {
  const config = `${asItIs}  - externalId: globex\n    name: Globex\n    members: []\n`;
  const cwd = await makeFolder({ 'kinde.yaml': config });
  await runInWorld(['plan', '--out', 'plan.json'], { sandbox: createSandbox({ seed }), cwd });
  const organizations = [...seed.organizations, { code: 'org_new', name: 'Globex' }];
  const sandbox = createSandbox({ seed: { ...seed, organizations } });
  const ended = await runInWorld(['apply', 'plan.json', '--yes', '--no-color'], {
    sandbox,
    cwd,
    isTerminal: true,
  });
  expect([ended.status, diagnosticCodesIn(ended)]).toEqual([3, ['name-taken']]);
  expect(ended.stdout).toContain('plan-overtaken');
});

test('an apply that was declined says so where its result goes into a file', async () => {
  const { status, stderr } = await run(['apply', '--format', 'json'], changing, {
    ask: () => Promise.resolve('no'),
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^error declined: /m);
});

test.each(['json', 'github', 'sarif'])('validate says in the format %s what is wrong', async (format) => {
  const config = `version: 1\norganisations: []\n${Array.from({ length: 20 }, (_, i) => `x${i}: 1\n`).join('')}`;
  const { status, stderr } = await run(['validate', '--format', format], config);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^kinde\.yaml:2:1 error unknown-key /m);
  expect(stderr.trimEnd().split('\n')).toHaveLength(10);
  expect(stderr).toContain('12 more errors.');
});

test.each(['text', 'json'])(
  'doctor says its problems where the report goes into a file (%s)',
  async (format) => {
    const { status, stderr } = await run(['doctor', '--format', format], changing, {
      env: { KINDE_CLIENT_ID: 'x' },
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error invalid-client: /m);
  },
);

test.each([
  ['the lock', `${asItIs}environment: { code: staging }\n`, []],
  ['an approval that does not fit', asItIs, ['--allow-removals', '3']],
])('verified is false where a plan without changes is refused by %s', async (_, config, args) => {
  const { status, stdout } = await run(['apply', '--yes', '--format', 'json', ...args], config);
  expect(status).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({ verified: false });
});

test('verified is false whenever a change failed', async () => {
  const config = `${changing}  - code: org_home\n    members: [jane@acme.example]\n`;
  const { stdout } = await run(['apply', '--yes', '--format', 'json'], config, { sandboxed: refusing });
  expect(JSON.parse(stdout)).toMatchObject({ verified: false });
  expect(stdout).toContain('"code": "api-refused"');
});
