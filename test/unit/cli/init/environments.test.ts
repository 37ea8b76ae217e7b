// `kinde-sync init --environments`: one configuration for several environments, with env files and workflows for all.
// UPDATE_EXAMPLES=1 writes what init writes into examples/two-environments instead of comparing both.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createSandbox } from '../../../../src/sandbox/index.js';
import { errorCodeIn, makeFolder, noCredentials, runInWorld } from '../../../fake-world.js';
import type { Ended } from '../../../fake-world.js';
import { initRepository } from '../git/make-repository.js';
import { openExampleTenant } from './open-example-tenant.js';

const both = ['--environments', 'staging,production'];

async function makeRepository(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const cwd = await makeFolder(files);
  initRepository(cwd);
  return cwd;
}

function init(cwd: string, ...args: readonly string[]): Promise<Ended> {
  return runInWorld(['init', ...args], { sandbox: createSandbox(), cwd, env: noCredentials });
}

async function list(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => !entry.isDirectory());
  return files
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !path.startsWith('.git/'))
    .sort();
}

/** Returns the text that init wrote, which is that of the example. */
async function compareExample(cwd: string, path: string): Promise<string> {
  const [text, example] = [await readFile(join(cwd, path), 'utf8'), join('examples/two-environments', path)];
  if (process.env['UPDATE_EXAMPLES'] === '1') await writeFile(example, text);
  expect(text).toBe(await readFile(example, 'utf8'));
  return text;
}

describe('init --environments', () => {
  test('writes on GitHub what examples/two-environments shows, an env file for each, and one configuration', async () => {
    const cwd = await makeRepository();
    const { status, stderr, stdout } = await init(cwd, '--platform', 'github', ...both);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const workflows = ['drift', 'merge', 'pull-request'].map((name) => `.github/workflows/kinde-${name}.yml`);
    expect(await list(cwd)).toEqual([
      '.github/CODEOWNERS',
      ...workflows,
      ...['kinde.yaml', 'production.env', 'staging.env'],
    ]);
    for (const path of workflows) await compareExample(cwd, path);
    for (const name of ['kinde-plan', 'kinde-apply'])
      for (const environment of ['staging', 'production']) expect(stdout).toContain(`${name}-${environment}`);
    expect(stdout).toContain('kinde-sync plan --env-file staging.env');
    const owners = await readFile(join(cwd, '.github/CODEOWNERS'), 'utf8');
    for (const path of ['/staging.env', '/production.env', '/kinde.attested.yaml'])
      expect(owners).toContain(`# ${path} @`);
  });

  test('writes on GitLab what examples/two-environments shows', async () => {
    const cwd = await makeRepository();
    expect((await init(cwd, '--platform', 'gitlab', ...both)).status).toBe(0);
    const pipeline = await compareExample(cwd, '.gitlab-ci.yml');
    expect(await list(cwd)).toContain('staging.env');
    const jobs = Object.entries(parse(pipeline) as Readonly<Record<string, object>>).filter(([name]) =>
      name.startsWith('kinde:'),
    );
    for (const [, job] of jobs)
      expect(job).toMatchObject({ parallel: { matrix: [{ KINDE_NAME: ['staging', 'production'] }] } });
    const calls = pipeline.match(/\$KINDE_SYNC [a-z]+ \S+ \S+/g) ?? [];
    expect(calls).toHaveLength(9);
    for (const call of calls) expect(call).toMatch(/ --env-file \$KINDE_NAME\.env$/);
  });

  test('aims workflows at another configuration, too', async () => {
    const cwd = await makeRepository();
    await init(cwd, '--platform', 'github', '-c', 'access/kinde.yaml', '--environments', 'eu,us-east');
    const merge = await readFile(join(cwd, '.github/workflows/kinde-merge.yml'), 'utf8');
    expect(merge).toContain(
      "paths: ['access/kinde.yaml', 'access/kinde.attested.yaml', 'eu.env', 'us-east.env']",
    );
    expect(merge).toContain('config: access/kinde.yaml\n');
    expect(() => parse(merge) as unknown).not.toThrow();
  });

  test('writes a configuration that is valid with each env file, also with every setting uncommented', async () => {
    const cwd = await makeRepository();
    await init(cwd, ...both);
    const path = join(cwd, 'kinde.yaml');
    const text = await readFile(path, 'utf8');
    const validate = (...args: readonly string[]): Promise<Ended> =>
      runInWorld(['validate', ...args], { sandbox: createSandbox(), cwd });
    for (const name of ['staging', 'production']) {
      const ended = await validate('--env-file', `${name}.env`);
      expect(ended).toMatchObject({ status: 0, stderr: '' });
    }
    expect((await validate()).status).toBe(1);
    await writeFile(path, text.replace(/^# (?!yaml-language-server)/gm, ''));
    expect(await validate('--env-file', 'staging.env')).toMatchObject({ status: 0, stderr: '' });
  });

  test('keeps an env file that is there, and says which ones git would not commit', async () => {
    const cwd = await makeRepository({ 'staging.env': 'mine\n', '.gitignore': '*.env\n' });
    const { stdout } = await init(cwd, ...both);
    expect(await readFile(join(cwd, 'staging.env'), 'utf8')).toBe('mine\n');
    expect(stdout).toContain('kept    staging.env');
    expect(stdout).toMatch(/^ +!staging\.env\n +!production\.env$/m);
  });
});

describe('a name', () => {
  test.each([
    ...['', ',', 'staging,', 'a b', ' a', 'a\nb', '1a', '-a', '.a', 'a.b', 'a/b', '../a', 'é', 'аdmin'],
    ...["a'b", 'a"b', 'a`b', '$(touch x)', '$HOME', '${{ github.token }}', 'a;b', 'a&b', 'a|b', 'a]b', 'a#b'],
    ...['null', 'True', 'on', 'NO', '~', 'staging,Staging', 'a'.repeat(21), 'a\u0000b', 'a\u202eb'],
    'a,b,c,d,e,f,g,h,i,j,k',
  ])('that is not plain is refused, and nothing is written: %j', async (names) => {
    const cwd = await makeRepository();
    const ended = await init(cwd, `--environments=${names}`);
    expect({ status: ended.status, code: errorCodeIn(ended) }).toEqual({ status: 1, code: 'invalid-option' });
    expect(await list(cwd)).toEqual([]);
  });
});

describe('init --environments with credentials', () => {
  test.each([{ args: [] }, { args: ['--split'] }])(
    'writes the live state with a lock that each env file sets, of which a plan is empty: $args',
    async ({ args }) => {
      const [cwd, sandbox] = [await makeRepository(), await openExampleTenant()];
      const { status } = await runInWorld(['init', ...both, ...args], { sandbox, cwd });
      expect(status).toBe(0);
      const file = args.length === 0 ? 'kinde.yaml' : 'kinde/environment.yaml';
      expect(await readFile(join(cwd, file), 'utf8')).toContain(
        'environment:\n  code: ${KINDE_ENVIRONMENT}\n',
      );
      const plan = (name: string): Promise<Ended> =>
        runInWorld(['plan', '--detailed-exitcode', '--env-file', `${name}.env`], { sandbox, cwd });
      expect((await plan('production')).status).toBe(0);
      expect((await plan('staging')).status).toBe(3);
    },
  );

  test('writes nothing where the environment of the credentials is not named', async () => {
    const [cwd, sandbox] = [await makeRepository(), await openExampleTenant()];
    const ended = await runInWorld(['init', '--environments', 'eu,us'], { sandbox, cwd });
    expect({ status: ended.status, code: errorCodeIn(ended) }).toEqual({ status: 1, code: 'invalid-option' });
    expect(ended.stderr).toContain('production');
    expect(await list(cwd)).toEqual([]);
  });
});
