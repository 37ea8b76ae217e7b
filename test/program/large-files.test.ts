// Large files are checked while Kinde is read. Nobody may notice but by the clock: wrong files are told as ever, nothing is
// written on their word, and the plan of right ones is the same.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../src/stories/load-configuration.js';
import { connectKinde } from '../../src/kinde/connect-kinde.js';
import { readSettings } from '../../src/kinde/read-settings.js';
import { makePlan } from '../../src/stories/plan.js';
import { createSandbox } from '../../src/sandbox/index.js';
import type { SandboxSeed } from '../../src/sandbox/index.js';
import { openWorld } from '../open-world.js';
import { listenSandbox, runProcess } from '../run-process.js';
import { diagnosticCodesIn, errorCodeIn, makeFolder, noCredentials, runInWorld } from '../fake-world.js';

const staff = Array.from({ length: 4_000 }, (_, index) => `person${index}@company.example`);
const [gone = '', ...staying] = staff;

const seed: SandboxSeed = {
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true },
    { code: 'org_big', name: 'Big', members: staff.slice(0, -5).map((user) => ({ user })) },
  ],
  users: staff.map((email) => ({ emails: [email] })),
};

function write(members: readonly string[], more = ''): string {
  const list = members.map((member) => `      - ${member}\n`).join('');
  return `version: 1\norganizations:\n  - code: org_big\n    members:\n${list}${more}`;
}

const right = write([...staying, 'new@fresh.example']);

async function begin(
  text: string,
  args: readonly string[],
  more: { readonly env?: Readonly<Record<string, string | undefined>>; readonly fetch?: typeof fetch } = {},
) {
  const sandbox = createSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': text });
  const before = sandbox.snapshot();
  const ended = await runInWorld(args, { sandbox, cwd, ...more });
  return {
    ...ended,
    sandbox,
    cwd,
    isUntouched: JSON.stringify(sandbox.snapshot()) === JSON.stringify(before),
  };
}

const commands = ['plan', 'apply --yes'];

describe('with large files', () => {
  it('the plan is the one that is made after checking', async () => {
    // Quietly: a busy machine takes so long for it that progress would be shown.
    const args = ['plan', '--format', 'json', '-q'];
    const { stdout, stderr, status, sandbox, cwd } = await begin(right, args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const other = createSandbox({ seed });
    const { world } = openWorld({ sandbox: other, cwd });
    const { desired } = await loadConfiguration({ paths: [], cwd, env: {}, now: world.now() });
    if (desired === null) throw new Error('The configuration is wrong.');
    const connection = connectKinde({ ...world, settings: readSettings(world.env) });
    const plan = await makePlan(desired, connection, { approval: null, withRemovals: true, whole: desired });
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(plan)));
    const count = ({ requests }: typeof sandbox): number => requests().length;
    expect(count(sandbox)).toBe(count(other));
    expect(plan.summary).toMatchObject({ create: 1, add: 6, remove: 1 });
  });

  it('apply reaches the goal', async () => {
    const { status, sandbox, cwd } = await begin(right, ['apply', '--yes']);
    expect(status).toBe(0);
    const again = await runInWorld(['plan', '--detailed-exitcode'], { sandbox, cwd });
    expect(again.status).toBe(0);
    expect(sandbox.tokenCount()).toBe(2);
    expect(sandbox.violations()).toEqual([]);
    expect(JSON.stringify(sandbox.snapshot())).toContain(gone);
  });

  it.each(commands)('%s tells a mistake and writes nothing', async (command) => {
    const { status, stdout, stderr, sandbox, isUntouched } = await begin(
      write(staff, '    membersip: exact\n'),
      command.split(' '),
    );
    expect({ status, stdout, codes: diagnosticCodesIn({ stderr }) }).toEqual({
      status: 1,
      stdout: '',
      codes: ['unknown-key'],
    });
    expect(isUntouched).toBe(true);
    // Reading had begun: that is what this is about.
    expect(sandbox.tokenCount()).toBe(1);
    expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  });

  it('nobody is looked up whose address is none', async () => {
    const two = ['one,two@company.example', 'x y@company.example'];
    const { status, stderr, sandbox } = await begin(
      write([...staff, ...two.map((text) => JSON.stringify(text))]),
      ['plan'],
    );
    expect(status).toBe(1);
    expect(diagnosticCodesIn({ stderr })).toEqual(['invalid-email', 'invalid-email']);
    expect(sandbox.requests().filter(({ path }) => path.includes('email='))).toEqual([]);
  });

  it.each(commands)(
    '%s tells the mistake in the files rather than what is wrong with Kinde',
    async (command) => {
      const wrong = write([...staff, gone]);
      const fetch = () => Promise.reject(new TypeError('fetch failed'));
      for (const more of [{ env: noCredentials }, { fetch }]) {
        const { status, stderr } = await begin(wrong, command.split(' '), more);
        expect({ status, codes: diagnosticCodesIn({ stderr }) }).toEqual({
          status: 1,
          codes: ['duplicate-member'],
        });
      }
    },
  );

  it('what is wrong with Kinde is told where the files are right', async () => {
    expect(errorCodeIn(await begin(right, ['plan'], { env: noCredentials }))).toBe('missing-setting');
    const failing = await begin(right, ['plan'], {
      fetch: () => Promise.reject(new TypeError('fetch failed')),
    });
    expect(errorCodeIn(failing)).toBe('connection-lost');
  });

  it('a mistake that only Kinde can show is told with its place', async () => {
    const { status, stderr } = await begin(right.replace('org_big', 'org_bog'), ['plan']);
    expect({ status, codes: diagnosticCodesIn({ stderr }) }).toEqual({
      status: 1,
      codes: ['organization-not-found'],
    });
  });

  it('nobody is read on in an environment to which they are not locked', async () => {
    const lock = 'environment: { code: elsewhere }\n';
    const { status, sandbox } = await begin(right + lock, ['plan']);
    expect(status).toBe(3);
    const pages = sandbox.requests().filter(({ path }) => path.startsWith('/api/v1/users'));
    expect(pages).toHaveLength(1);
  });

  it('warnings are told once', async () => {
    const { status, stderr } = await begin(right + 'groups: { unused: [a@company.example] }\n', ['plan']);
    expect(status).toBe(0);
    expect(stderr.match(/unused-group/g)).toHaveLength(1);
  });

  it('--out does not overwrite them', async () => {
    const { status, stderr, cwd } = await begin(right, ['plan', '--out', 'kinde.yaml']);
    expect({ status, code: errorCodeIn({ stderr }) }).toEqual({
      status: 1,
      code: expect.any(String) as string,
    });
    expect(await readFile(join(cwd, 'kinde.yaml'), 'utf8')).toBe(right);
  });

  it.each(['--base=git:HEAD', '--organization=org_big'])(
    'with %s nothing is read before they are checked',
    async (option) => {
      const { status, sandbox } = await begin(write([...staff, gone]), ['plan', ...option.split('=')]);
      expect(status).toBe(1);
      expect(sandbox.requests()).toEqual([]);
      expect(sandbox.tokenCount()).toBe(0);
    },
  );
});

it('wrong files end the program though Kinde does not answer', { timeout: 25_000 }, async () => {
  const { env, sandbox } = await listenSandbox({ seed, latencyMs: 60_000 });
  const cwd = await makeFolder({ 'kinde.yaml': write([...staff, gone]) });
  const { status, stderr } = await runProcess(['plan'], { cwd, env });
  expect({ status, codes: diagnosticCodesIn({ stderr }) }).toEqual({
    status: 1,
    codes: ['duplicate-member'],
  });
  expect(sandbox.tokenCount() + sandbox.requests().length).toBeGreaterThan(0);
});

it('with small files nothing is read before they are checked', async () => {
  const { status, sandbox } = await begin(write([gone, gone]), ['plan']);
  expect(status).toBe(1);
  expect(sandbox.tokenCount()).toBe(0);
});
