// What goes where: the result on stdout and nothing else, everything else on stderr, no escape codes in a pipe.
import { expect, test } from 'vitest';
import { makeFolder, runInWorld } from '../fake-world.js';
import { listenSandbox, runProcess, runShell } from '../run-process.js';
import { createSandbox } from '../../src/sandbox/index.js';
import { changing, seed } from '../unit/cli/tenant.js';

const escape = String.fromCodePoint(27);
const warning = `${changing}  - code: org_home\n    allowedEmailDomains: [home.example]\n    members: []\n`;

test('a JSON plan is all that stands on stdout, and it parses', async () => {
  const { env } = await listenSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  const { stdout, stderr } = await runProcess(['plan', '--format', 'json', '-v'], { cwd, env });
  expect(JSON.parse(stdout)).toMatchObject({ formatVersion: '1', summary: { add: 2, remove: 1 } });
  expect(stdout.endsWith('}\n')).toBe(true);
  expect(stderr).toContain('getOrganizations: 200');
});

test('a JSON report is all that stands on stdout after an apply, and it parses', async () => {
  const { env } = await listenSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  const { stdout, stderr } = await runProcess(['apply', '--yes', '--format', 'json'], { cwd, env });
  expect(JSON.parse(stdout)).toMatchObject({ verified: true, interrupted: false });
  expect(stderr).toBe('');
});

test('two JSON plans of the same inputs are byte-identical', async () => {
  const { env } = await listenSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  const first = await runProcess(['plan', '--format', 'json'], { cwd, env });
  const second = await runProcess(['plan', '--format', 'json'], { cwd, env });
  expect(second.stdout).toBe(first.stdout);
});

test('errors go to stderr and leave stdout empty, in JSON mode too', async () => {
  const { env } = await listenSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  const wrong = { ...env, KINDE_CLIENT_ID: 'somebody-else' };
  const { status, stdout, stderr } = await runProcess(['plan', '--format', 'json'], { cwd, env: wrong });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('error invalid-client');
});

test('in a pipe there is no colour and no escape code on either stream', async () => {
  const { env } = await listenSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': changing, 'wrong.yaml': 'version: 2\n' });
  for (const args of [
    ['plan'],
    ['apply', '--yes', '-v'],
    ['validate', '-c', 'wrong.yaml'],
    ['--help'],
    ['demo'],
  ]) {
    const { stdout, stderr } = await runProcess(args, { cwd, env });
    expect(stdout + stderr).not.toContain(escape);
    expect(stdout + stderr).not.toContain('\r');
  }
});

test('on a terminal there is colour, unless NO_COLOR or --no-color forbids it', async () => {
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  const plan = (args: readonly string[], env: Readonly<Record<string, string>>) =>
    runInWorld(['plan', ...args], { sandbox: createSandbox({ seed }), cwd, env, isTerminal: true });
  expect((await plan([], {})).stdout).toContain(escape);
  expect((await plan([], { NO_COLOR: '' })).stdout).toContain(escape);
  expect((await plan([], { NO_COLOR: '1' })).stdout).not.toContain(escape);
  expect((await plan(['--no-color'], { FORCE_COLOR: '1' })).stdout).not.toContain(escape);
  expect((await plan([], { NO_COLOR: '1', FORCE_COLOR: '1' })).stdout).not.toContain(escape);
  expect((await plan([], { FORCE_COLOR: '0' })).stdout).not.toContain(escape);
});

test('FORCE_COLOR colours what is piped, but never JSON', async () => {
  const { env } = await listenSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  const forced = { ...env, FORCE_COLOR: '1' };
  expect((await runProcess(['plan'], { cwd, env: forced })).stdout).toContain(escape);
  const { stdout } = await runProcess(['plan', '--format', 'json'], { cwd, env: forced });
  expect(stdout).not.toContain(escape);
});

test('a reader that stops early, such as head, ends the program without an error', async () => {
  const { env } = await listenSandbox({ seed });
  const people = Array.from({ length: 3000 }, (_, index) => `      - p${index}@fresh.example\n`).join('');
  const cwd = await makeFolder({
    'kinde.yaml': `version: 1\norganizations:\n  - code: org_acme\n    membership: additive\n    members:\n${people}`,
  });
  // On a busy machine progress would be told, too.
  const { status, stdout, stderr } = await runShell(
    '"$NODE" "$BINARY" plan -q --format json | head -1; exit ${PIPESTATUS[0]}',
    { cwd, env },
  );
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '{\n', stderr: '' });
});

test('-q leaves the result and errors, and -v tells of each request without its query or a secret', async () => {
  const { env, sandbox } = await listenSandbox({ seed });
  const cwd = await makeFolder({
    'kinde.yaml': warning.replace('members: []', 'membership: additive\n    members: []'),
  });
  const quiet = await runProcess(['plan', '-q'], { cwd, env });
  expect(quiet.stderr).toBe('');
  expect(quiet.stdout).toContain('newcomer@fresh.example');
  const verbose = await runProcess(['plan', '-v'], { cwd, env });
  expect(verbose.stderr).toContain('GET getUsers: 200');
  for (const secret of [env['KINDE_CLIENT_SECRET'] ?? '', 'eyJ']) {
    expect(verbose.stdout + verbose.stderr).not.toContain(secret);
  }
  expect(sandbox.violations()).toEqual([]);
});

test('nothing is said of progress in a run that is quicker than a second', async () => {
  const { env } = await listenSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  expect((await runProcess(['plan'], { cwd, env })).stderr).toBe('');
});

test('progress appears on stderr once a run takes longer than a second, and not with -q', async () => {
  const { env } = await listenSandbox({ seed, latencyMs: 400 });
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  const [slow, quiet] = await Promise.all([
    runProcess(['plan', '--format', 'json'], { cwd, env }),
    runProcess(['plan', '-q'], { cwd, env }),
  ]);
  expect(slow.stderr).toMatch(/^reading Kinde: \d+ requests, \d+ s\b/m);
  expect(slow.stderr).not.toContain(escape);
  expect(JSON.parse(slow.stdout)).toMatchObject({ formatVersion: '1' });
  expect(quiet.stderr).toBe('');
});

test('progress goes on while a plan is applied', async () => {
  const { env } = await listenSandbox({ seed, latencyMs: 250 });
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  const { status, stderr } = await runProcess(['apply', '--yes'], { cwd, env });
  expect(status).toBe(0);
  expect(stderr).toMatch(/^(people|additions|removals|roles|verify) \(\d+\): \d+ requests, \d+ s\b/m);
});
