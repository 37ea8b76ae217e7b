// Flags and commands, typed rightly and wrongly, in a World without a process.
import { expect, test } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import { errorCodeIn, diagnosticCodesIn, makeFolder, runInWorld } from '../../fake-world.js';
import type { Ended } from '../../fake-world.js';
import { asItIs, changing, seed } from './tenant.js';

const commands = ['validate', 'plan', 'apply', 'sandbox', 'demo'] as const;

async function run(args: readonly string[], files: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const sandbox = createSandbox({ seed });
  const ended = await runInWorld(args, { sandbox, cwd: await makeFolder(files) });
  return {
    ...ended,
    stderr: `${ended.stderr}${sandbox.requests().length > 0 ? '[requests were sent]' : ''}`,
  };
}

test.each([
  [['plam'], 'Did you mean plan?'],
  [['aply', '--yes'], 'Did you mean apply?'],
  [['plan', '--detailed-exit-code'], 'Did you mean --detailed-exitcode?'],
  [['plan', '--organisation', 'x'], 'Did you mean --organization?'],
  [['apply', '--ye'], 'Did you mean --yes?'],
])('%j is answered with "%s" and exit status 1', async (args, suggestion) => {
  const { status, stdout, stderr } = await run(args, { 'kinde.yaml': changing });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain(suggestion);
  expect(stderr).not.toContain('[requests were sent]');
});

test.each([
  [['frobnicate']],
  [['plan', '--format', 'xml']],
  [['plan', '--concurrency', '0']],
  [['plan', '--concurrency', '101']],
  [['plan', '--concurrency', '1e2']],
  [['plan', '-c']],
  [['plan', 'kinde.yaml', 'other.yaml']],
  [['sandbox', '--port', '65536']],
  [['sandbox', '--port', '-1']],
])('%j is refused with exit status 1 and no request', async (args) => {
  const { status, stdout, stderr } = await run(args, { 'kinde.yaml': changing });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^error: /m);
  expect(stderr).not.toContain('[requests were sent]');
});

test('--allow-removals takes a number or all, and nothing else is an approval', async () => {
  for (const value of ['', ' ', 'any', 'ALL', 'true', '-3', '2.5', '1e9', '3 ', '--yes']) {
    const ended = await run(['plan', `--allow-removals=${value}`], { 'kinde.yaml': changing });
    expect({ value, status: ended.status, code: errorCodeIn(ended) }).toEqual({
      value,
      status: 1,
      code: 'invalid-option',
    });
    expect(ended.stderr).not.toContain('[requests were sent]');
  }
});

test('--allow-removals without anything after it, or with an empty variable, approves nothing', async () => {
  for (const args of [
    ['plan', '--allow-removals'],
    ['apply', '--yes', '--allow-removals'],
    ['apply', '--allow-removals', '--yes'],
    ['apply', '--yes', '--allow-removals', ''],
  ]) {
    const { status, stdout, stderr } = await run(args, { 'kinde.yaml': changing });
    expect({ args, status, stdout }).toEqual({ args, status: 1, stdout: '' });
    expect(stderr).not.toContain('[requests were sent]');
  }
});

test('--version prints the version alone on stdout', async () => {
  expect(await run(['--version'])).toEqual({ status: 0, stdout: '1.2.3\n', stderr: '' });
});

test('the help names every command', async () => {
  const { status, stdout, stderr } = await run(['--help']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  for (const command of commands) expect(stdout).toContain(`\n  ${command} `);
});

test.each(commands)(
  'the help of %s stands on stdout, says what it does and exits with 0',
  async (command) => {
    const { status, stdout, stderr } = await run([command, '--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`Usage: kinde-sync ${command}`);
    expect(stdout).not.toMatch(/undefined|null|\[object/);
  },
);

test('no command at all shows the help and exits with 1', async () => {
  const { status, stdout, stderr } = await run([]);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('Usage: kinde-sync');
});

test('-c may be repeated: the files are read as one configuration', async () => {
  const groups = 'version: 1\ngroups: { team: [jane@acme.example, old@acme.example] }\n';
  const organization =
    'version: 1\norganizations:\n  - code: org_acme\n    membership: additive\n    members: [{ group: team }]\n';
  const files = { 'groups.yaml': groups, 'acme.yaml': organization };
  const { status, stdout } = await run(['plan', '-c', 'groups.yaml', '-c', 'acme.yaml'], files);
  expect(status).toBe(0);
  expect(stdout).toContain('No changes');
  const half = await run(['plan', '-c', 'acme.yaml'], files);
  expect(diagnosticCodesIn(half)).toEqual(['unknown-group']);
});

test('without -c the folder kinde/ is read where there is no kinde.yaml', async () => {
  const files = {
    'kinde/one/acme.yaml': asItIs,
    'kinde/two.yml': 'version: 1\n',
    'kinde/notes.txt': 'not: [yaml',
  };
  const { status, stdout } = await run(['validate'], files);
  expect(status).toBe(0);
  expect(stdout).toContain('2 files, 1 organization');
});

test('kinde.yaml comes before the folder kinde/', async () => {
  const { stdout } = await run(['validate'], { 'kinde.yaml': 'version: 1\n', 'kinde/acme.yaml': asItIs });
  expect(stdout).toContain('1 file, 0 organizations');
});

test('neither kinde.yaml nor kinde/ is an error that says what to write or give', async () => {
  const ended = await run(['plan']);
  expect(ended.status).toBe(1);
  expect(diagnosticCodesIn(ended)).toEqual(['no-configuration']);
  expect(ended.stderr).toContain('--config');
});

test('--organization reads and changes the named organization only', async () => {
  const configuration = `${changing}  - code: org_home\n    name: New home\n`;
  const sandbox = createSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': configuration });
  const { status } = await runInWorld(['apply', '--yes', '--organization', 'org_home'], { sandbox, cwd });
  expect(status).toBe(0);
  expect(sandbox.requests().filter(({ path }) => path.includes('org_acme'))).toEqual([]);
  expect(sandbox.snapshot().organizations.find(({ code }) => code === 'org_home')?.name).toBe('New home');
});

test('--organization that fits nothing is an error which lists what there is', async () => {
  const ended = await run(['plan', '--organization', 'acme'], { 'kinde.yaml': changing });
  expect({ status: ended.status, code: errorCodeIn(ended) }).toEqual({
    status: 1,
    code: 'no-such-organization',
  });
  expect(ended.stderr).toContain('org_acme');
});

test('--env-file gives settings and variables, and what is set outside it wins', async () => {
  const files = {
    'kinde.yaml': `${asItIs}environment: { code: "\${STAGE}" }\n`,
    'ci.env': 'STAGE=staging\nKINDE_CLIENT_ID=not-this-one\n',
  };
  const cwd = await makeFolder(files);
  const sandbox = createSandbox({ seed });
  const locked = await runInWorld(['plan', '--env-file', 'ci.env'], { sandbox, cwd });
  expect(locked.status).toBe(3);
  const env = { STAGE: 'production' };
  const { status } = await runInWorld(['plan', '--env-file', 'ci.env'], { sandbox, cwd, env });
  expect(status).toBe(0);
});

test('--env-file that is not there is a usage error', async () => {
  const ended = await run(['plan', '--env-file', 'gone.env'], { 'kinde.yaml': changing });
  expect({ status: ended.status, code: errorCodeIn(ended) }).toEqual({ status: 1, code: 'no-env-file' });
});

test('--no-removals takes nobody out and lists who is held back', async () => {
  const sandbox = createSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  const args = ['apply', '--yes', '--no-removals', '--format', 'json'];
  const { status, stdout } = await runInWorld(args, { sandbox, cwd });
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    summary: { add: 2, remove: 0 },
    warnings: [{ code: 'removal-held-back', email: 'old@acme.example' }],
  });
});
