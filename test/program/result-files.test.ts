// Files that a run writes: nothing that is there and is no earlier result may be lost, and a full disk ends no apply midway.
import { execFileSync } from 'node:child_process';
import { chmod, link, lstat, mkdir, readFile, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createSandbox } from '../../src/sandbox/index.js';
import { errorCodeIn, makeFolder, runInWorld } from '../fake-world.js';
import { listenSandbox, runProcess, runShell } from '../run-process.js';
import { changing, seed } from '../unit/cli/tenant.js';

const writers = [
  ['plan --out', ['plan', '--out']],
  ['report --out', ['report', '--format', 'csv', '--out']],
  ['apply --journal', ['apply', '--yes', '--journal']],
] as const;

async function makePlaces(): Promise<string> {
  const cwd = await makeFolder({ 'kinde.yaml': changing, 'target.json': '', 'other/x.txt': 'x' });
  execFileSync('mkfifo', [join(cwd, 'fifo')]);
  await symlink('target.json', join(cwd, 'link.json'));
  await symlink('gone.json', join(cwd, 'dangling.json'));
  await mkdir(join(cwd, 'folder.json'));
  const server = createServer().listen(join(cwd, 'socket'));
  onTestFinished(() => void server.close());
  if (process.getuid?.() === 0) execFileSync('mknod', [join(cwd, 'null'), 'c', '1', '3']);
  return cwd;
}

test.each(writers)('%s takes no pipe, socket, device, link or folder', async (_, args) => {
  const cwd = await makePlaces();
  const sandbox = createSandbox({ seed });
  const names = (await readdir(cwd)).filter((name) => !['kinde.yaml', 'target.json'].includes(name));
  for (const name of [...names, '/dev/null', '/dev/stdout']) {
    const before = await lstat(join(cwd, name)).catch(() => null);
    const ended = await runInWorld([...args, name], { sandbox, cwd });
    expect([name, ended.status, errorCodeIn(ended)]).toEqual([name, 1, 'invalid-option']);
    if (before !== null) expect((await lstat(join(cwd, name))).ino).toBe(before.ino);
  }
  expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
});

test.each(writers)('%s takes no file of the configuration, by whichever name', async (_, args) => {
  const cwd = await makeFolder({
    'kinde/acme.yaml': changing,
    'kinde/shared.yaml': 'version: 1\nsafety: { protect: [founder@acme.example] }\n',
    'production.env': 'A=b\n',
  });
  await symlink('kinde', join(cwd, 'alias'));
  await link(join(cwd, 'kinde/shared.yaml'), join(cwd, 'hard.json'));
  const sandbox = createSandbox({ seed });
  const common = ['--env-file', 'production.env'];
  for (const name of [
    'kinde/acme.yaml',
    'kinde/shared.yaml',
    './kinde/../kinde/shared.yaml',
    'alias/shared.yaml',
    'hard.json',
    'production.env',
    'kinde/new.yaml',
    'alias/new.yml',
  ]) {
    const ended = await runInWorld([...args, name, ...common], { sandbox, cwd });
    expect([name, ended.status, errorCodeIn(ended)]).toEqual([name, 1, 'invalid-option']);
  }
  expect(await readFile(join(cwd, 'kinde/acme.yaml'), 'utf8')).toBe(changing);
  expect(await readdir(join(cwd, 'kinde'))).toEqual(['acme.yaml', 'shared.yaml']);
});

test.each(writers)('%s becomes no configuration of a later run', async (_, args) => {
  const cwd = await makeFolder({ 'access.yaml': changing, 'teams/acme.yaml': 'version: 1\n' });
  const sandbox = createSandbox({ seed });
  const common = ['-c', 'access.yaml', '-c', 'teams'];
  for (const name of ['kinde.attested.yaml', 'teams/kinde.attested.yaml', 'kinde.yaml', 'kinde.yml']) {
    const ended = await runInWorld([...args, name, ...common], { sandbox, cwd });
    expect([name, ended.status, errorCodeIn(ended)]).toEqual([name, 1, 'invalid-option']);
    expect(await lstat(join(cwd, name)).catch(() => null)).toBeNull();
  }
});

test('plan writes over no file of its base, and two results have two files', async () => {
  const cwd = await makeFolder({
    'kinde.yaml': changing,
    'base.yaml': changing,
    'before/acme.yaml': changing,
  });
  const sandbox = createSandbox({ seed });
  for (const args of [
    ['--base', 'base.yaml', '--out', 'base.yaml'],
    ['--base', 'base.yaml', '--annotations', 'base.yaml'],
    ['--base', 'before', '--out', 'before/acme.yaml'],
    ['--base', 'before', '--out', 'before/more.yaml'],
    ['--out', 'one', '--annotations', './one'],
  ]) {
    const ended = await runInWorld(['plan', ...args], { sandbox, cwd });
    expect([args, ended.status, errorCodeIn(ended)]).toEqual([args, 1, 'invalid-option']);
  }
  expect(await readFile(join(cwd, 'base.yaml'), 'utf8')).toBe(changing);
  expect(await readFile(join(cwd, 'before/acme.yaml'), 'utf8')).toBe(changing);
});

test('annotations that can not be written are an error with its code', async () => {
  const cwd = await makeFolder({ 'kinde.yaml': changing, file: '' });
  const sandbox = createSandbox({ seed });
  for (const name of ['gone/a.txt', 'file/a.txt']) {
    const ended = await runInWorld(['plan', '--annotations', name], { sandbox, cwd });
    expect([name, ended.status, errorCodeIn(ended)]).toEqual([name, 1, 'not-written']);
  }
});

test('a plan replaces an earlier plan, and stands in a folder of the configuration under a name that is not read', async () => {
  const cwd = await makeFolder({ 'kinde/acme.yaml': changing });
  const sandbox = createSandbox({ seed });
  for (const name of ['plan.json', 'plan.json', 'kinde/plan.json']) {
    expect((await runInWorld(['plan', '--out', name], { sandbox, cwd })).status).toBe(0);
    expect((await stat(join(cwd, name))).mode & 0o777).toBe(0o600);
  }
});

describe('the journal', () => {
  test('is readable by its owner only, also where the file was there with wider rights', async () => {
    const cwd = await makeFolder({ 'kinde.yaml': changing, 'j.jsonl': '' });
    await chmod(join(cwd, 'j.jsonl'), 0o664);
    const args = ['apply', '--yes', '--journal', 'j.jsonl'];
    expect((await runInWorld(args, { sandbox: createSandbox({ seed }), cwd })).status).toBe(0);
    expect((await stat(join(cwd, 'j.jsonl'))).mode & 0o777).toBe(0o600);
  });

  test.each([0, 1, 2])(
    'sends nothing more once the disk is full after %i KiB; what was done is read back and reported',
    async (blocks) => {
      const { env, sandbox } = await listenSandbox({ seed });
      const cwd = await makeFolder({ 'kinde.yaml': changing });
      const line = `ulimit -f ${blocks}; "$NODE" "$BINARY" apply --yes --format json --journal j.jsonl | cat; exit \${PIPESTATUS[0]}`;
      const { status, stdout, stderr } = await runShell(line, { cwd, env });
      expect(status).toBe(1);
      expect(stderr).toContain('error no-journal: ');
      const report = JSON.parse(stdout) as { readonly changes: readonly { readonly result: string }[] };
      const text = await readFile(join(cwd, 'j.jsonl'), 'utf8');
      const sent = text
        .split('\n')
        .slice(0, -1)
        .filter((one) => one.startsWith('{"event":"sent"'));
      const writes = sandbox.requests().filter(({ isWrite }) => isWrite);
      expect(writes.length).toBeLessThanOrEqual(sent.length);
      expect(report.changes.some(({ result }) => result !== 'applied')).toBe(true);
      expect(sandbox.violations()).toEqual([]);
      // The next apply does the rest.
      expect((await runProcess(['apply', '--yes'], { cwd, env })).status).toBe(0);
    },
  );

  test.each([
    ['JSON of several lines', '{\n  "name": "my-app"\n}\n'],
    ['a saved plan', '{\n  "formatVersion": "1"\n}\n'],
    ['a log with events of its own', '{"event":"login","user":"x"}\n'],
    ['a long log', `{"event":"login","user":"${'x'.repeat(400)}"}\n`],
    ['text below a half line', '{"ev\nsomething else\n'],
    ['an empty first line', '\n{"event":"sent"}\n'],
  ])('takes no %s for a journal, and leaves its bytes and mode', async (_, text) => {
    const cwd = await makeFolder({ 'kinde.yaml': changing, 'package.json': text });
    await chmod(join(cwd, 'package.json'), 0o644);
    const sandbox = createSandbox({ seed });
    const ended = await runInWorld(['apply', '--yes', '--journal', 'package.json'], { sandbox, cwd });
    expect([ended.status, errorCodeIn(ended)]).toEqual([1, 'no-journal']);
    expect(await readFile(join(cwd, 'package.json'), 'utf8')).toBe(text);
    expect((await stat(join(cwd, 'package.json'))).mode & 0o777).toBe(0o644);
    expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  });

  test('goes on after runs that were killed within their first line', async () => {
    const cwd = await makeFolder({ 'kinde.yaml': changing, 'j.jsonl': '{"ev\n{"event":"se\n{' });
    const args = ['apply', '--yes', '--journal', 'j.jsonl'];
    expect((await runInWorld(args, { sandbox: createSandbox({ seed }), cwd })).status).toBe(0);
    expect(await readFile(join(cwd, 'j.jsonl'), 'utf8')).toMatch(
      /^\{"ev\n\{"event":"se\n\{\n\{"event":"sent"/,
    );
  });

  test('is looked at before a person is asked, and where there is nothing to do', async () => {
    const cwd = await makeFolder({ 'kinde.yaml': changing, 'notes.txt': 'something else\n' });
    const sandbox = createSandbox({ seed });
    const ask = (): Promise<string> => Promise.reject(new Error('asked'));
    const asked = await runInWorld(['apply', '--journal', 'notes.txt'], { sandbox, cwd, ask });
    expect([asked.status, errorCodeIn(asked)]).toEqual([1, 'no-journal']);
    expect((await runInWorld(['apply', '--yes'], { sandbox, cwd })).status).toBe(0);
    const idle = await runInWorld(['apply', '--yes', '--journal', 'gone/j.jsonl'], { sandbox, cwd });
    expect([idle.status, errorCodeIn(idle)]).toEqual([1, 'no-journal']);
  });

  test('that can not be opened ends the run before anything is sent', async () => {
    const cwd = await makeFolder({ 'kinde.yaml': changing, 'notes.txt': 'something else\n' });
    const sandbox = createSandbox({ seed });
    for (const name of ['notes.txt', 'gone/j.jsonl']) {
      const ended = await runInWorld(['apply', '--yes', '--journal', name], { sandbox, cwd });
      expect([name, ended.status, errorCodeIn(ended)]).toEqual([name, 1, 'no-journal']);
    }
    expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  });
});

test('attest writes through no link', async () => {
  const cwd = await makeFolder({
    'kinde.yaml': 'version: 1\nenvironment: { signUp: { allowSelfSignUp: false } }\n',
    'elsewhere.txt': '',
  });
  await symlink('elsewhere.txt', join(cwd, 'kinde.attested.yaml'));
  await writeFile(join(cwd, 'elsewhere.txt'), 'version: 1\nattestations: []\n');
  const args = ['attest', '--setting', 'allowSelfSignUp=false', '--by', 'Ann'];
  const ended = await runInWorld(args, { sandbox: createSandbox({ seed }), cwd });
  expect(ended.status).toBe(1);
  expect(await readFile(join(cwd, 'elsewhere.txt'), 'utf8')).toBe('version: 1\nattestations: []\n');
});
