// `kinde-sync init --split`: the first configuration as a folder, and the workflows that watch it.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSandbox } from '../../../../src/sandbox/index.js';
import { errorCodeIn, makeFolder, noCredentials, runInWorld } from '../../../fake-world.js';
import { openExampleTenant } from './open-example-tenant.js';

async function init(cwd: string, ...args: readonly string[]) {
  const sandbox = await openExampleTenant();
  const ended = await runInWorld(['init', '--split', ...args], { sandbox, cwd });
  return { ...ended, sandbox };
}

test('writes the live state as a folder, whose plan is empty', async () => {
  const cwd = await makeFolder();
  const { status, stdout, sandbox } = await init(cwd, '--platform', 'none');
  expect(status).toBe(0);
  const files = await readdir(join(cwd, 'kinde'));
  expect(files).toHaveLength(sandbox.snapshot().organizations.length + 1);
  expect(files).toContain('environment.yaml');
  expect(await readdir(cwd)).toEqual(['kinde']);
  expect(stdout).toContain('git add kinde && git commit');
  const planned = await runInWorld(['plan', '--format', 'json'], { sandbox, cwd });
  expect(JSON.parse(planned.stdout)).toMatchObject({ changes: [], refusals: [] });
  const again = await init(cwd, '--platform', 'none');
  expect(again.stdout).toContain('kept    kinde/');
  expect(again.sandbox.requests()).toEqual([]);
});

test('writes without credentials a commented file into the folder', async () => {
  const cwd = await makeFolder();
  const args = ['init', '--split', '--platform', 'none'];
  const { status } = await runInWorld(args, { sandbox: createSandbox(), cwd, env: noCredentials });
  expect(status).toBe(0);
  expect(await readdir(join(cwd, 'kinde'))).toEqual(['environment.yaml']);
  expect(await readFile(join(cwd, 'kinde/environment.yaml'), 'utf8')).toContain('=../node_modules/');
  const validated = await runInWorld(['validate'], { sandbox: createSandbox(), cwd });
  expect(validated).toMatchObject({ status: 0, stderr: '' });
});

test.each(['github', 'gitlab'])(
  'aims the workflow and the code owners of %s at another folder',
  async (platform) => {
    const cwd = await makeFolder();
    await init(cwd, '--platform', platform, '-c', 'access/kinde/');
    expect(await readdir(join(cwd, 'access/kinde'))).toContain('environment.yaml');
    const [folder, workflow, watched, read] =
      platform === 'github'
        ? ['.github', 'workflows/kinde-merge.yml', "['access/kinde/**']", 'config: access/kinde\n']
        : ['', '.gitlab-ci.yml', '- access/kinde/**/*', '-c access/kinde'];
    const text = await readFile(join(cwd, folder, workflow), 'utf8');
    expect(text).toContain(watched);
    expect(text).toContain(read);
    expect(await readFile(join(cwd, `.${platform}/CODEOWNERS`), 'utf8')).toContain('# /access/kinde/ @');
  },
);

test('leaves the workflows as they are for the usual folder', async () => {
  const cwd = await makeFolder();
  await init(cwd, '--platform', 'github');
  for (const name of ['drift', 'merge', 'pull-request'])
    expect(await readFile(join(cwd, `.github/workflows/kinde-${name}.yml`), 'utf8')).toBe(
      await readFile(`examples/github/${name}.yml`, 'utf8'),
    );
});

test('keeps a kinde.yaml, which would hide the folder', async () => {
  const cwd = await makeFolder({ 'kinde.yaml': 'version: 1\n' });
  const { status, stdout, sandbox } = await init(cwd, '--platform', 'none');
  expect({ status, requests: sandbox.requests() }).toEqual({ status: 0, requests: [] });
  expect(stdout).toContain('kept    kinde.yaml');
  expect(await readdir(cwd)).toEqual(['kinde.yaml']);
});

test.each(['.', '..', '../out', '/tmp/out', 'conf.yaml', 'a b', '-x'])(
  'refuses the folder %s',
  async (path) => {
    const cwd = await makeFolder();
    const ended = await init(cwd, '--platform', 'none', `--config=${path}`);
    expect([ended.status, errorCodeIn(ended)]).toEqual([1, 'invalid-option']);
    expect(await readdir(cwd)).toEqual([]);
  },
);
