// `kinde-sync init` in folders of all kinds: the files that it writes and keeps, and the folders in which it writes none.
import { execFileSync } from 'node:child_process';
import {
  appendFile,
  chmod,
  lstat,
  mkdir,
  readdir,
  readFile,
  realpath,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createSandbox } from '../../../../src/sandbox/index.js';
import { errorCodeIn, makeFolder, noCredentials, runInWorld } from '../../../fake-world.js';
import type { Ended, WorldOptions } from '../../../fake-world.js';
import { initRepository } from '../git/make-repository.js';

type Files = Readonly<Record<string, string>>;

async function init(
  cwd: string,
  args: readonly string[] = [],
  options: Partial<WorldOptions> = {},
): Promise<Ended> {
  const sandbox = createSandbox();
  const ended = await runInWorld(['init', ...args], {
    sandbox,
    cwd,
    ...options,
    env: { ...noCredentials, ...options.env },
  });
  expect(sandbox.requests()).toEqual([]);
  return ended;
}

async function list(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !path.startsWith('.git/'))
    .sort();
}

/** Returns a folder with a git repository on the branch main and a remote at this address. */
async function makeRepository(remote: string | null, files: Files = {}): Promise<string> {
  const cwd = await makeFolder(files);
  initRepository(cwd);
  if (remote !== null) await appendFile(join(cwd, '.git/config'), `[remote "origin"]\n\turl = ${remote}\n`);
  return cwd;
}

const github = [
  '.github/CODEOWNERS',
  '.github/workflows/kinde-drift.yml',
  '.github/workflows/kinde-merge.yml',
  '.github/workflows/kinde-pull-request.yml',
  'kinde.yaml',
];

describe('init', () => {
  test('writes a configuration, the workflows of the examples and CODEOWNERS, and says what comes next', async () => {
    const cwd = await makeRepository('git@github.com:acme/access.git');
    const { status, stdout, stderr } = await init(cwd);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(await list(cwd)).toEqual(github);
    for (const name of ['drift', 'merge', 'pull-request']) {
      const written = await readFile(join(cwd, `.github/workflows/kinde-${name}.yml`), 'utf8');
      expect(written).toBe(await readFile(`examples/github/${name}.yml`, 'utf8'));
    }
    const next = stdout.slice(stdout.indexOf('\nNext\n'));
    expect(next.match(/^ {5}\S.*$/gm)?.map((line) => line.trim().split(' ').slice(0, 2).join(' '))).toEqual([
      'kinde-sync doctor',
      'kinde-sync plan',
      'git add',
    ]);
    for (const path of github) expect(next).toContain(path);
  });

  test('a second run writes nothing, says that all is there, and ends with 0', async () => {
    const cwd = await makeRepository('git@github.com:acme/access.git');
    await init(cwd);
    const before = await Promise.all(github.map((path) => stat(join(cwd, path))));
    const { status, stdout } = await init(cwd);
    expect(status).toBe(0);
    expect(stdout).toContain('Nothing was written');
    expect(stdout).not.toMatch(/^(wrote|failed)/m);
    for (const path of github) expect(stdout).toContain(`kept    ${path}`);
    const after = await Promise.all(github.map((path) => stat(join(cwd, path))));
    expect(after.map(({ mtimeMs }) => mtimeMs)).toEqual(before.map(({ mtimeMs }) => mtimeMs));
  });

  test('keeps what is there and writes the rest', async () => {
    const files = { 'kinde.yaml': 'mine\n', '.github/workflows/kinde-merge.yml': 'mine too\n' };
    const cwd = await makeRepository('git@github.com:acme/access.git', files);
    const { status, stdout } = await init(cwd);
    expect(status).toBe(0);
    expect(stdout.match(/^kept {4}(\S+)/gm)).toHaveLength(2);
    for (const [path, text] of Object.entries(files))
      expect(await readFile(join(cwd, path), 'utf8')).toBe(text);
    expect(await list(cwd)).toEqual(github);
  });

  test('a folder kinde/ with files is the configuration: no kinde.yaml hides it', async () => {
    const cwd = await makeRepository(null, { 'kinde/shared.yml': 'version: 1\n' });
    const { stdout } = await init(cwd, ['--platform', 'none']);
    expect(stdout).toContain('kept    kinde/');
    expect(await list(cwd)).toEqual(['kinde/shared.yml']);
  });

  test('-q says the files and nothing else', async () => {
    const cwd = await makeRepository(null);
    const { stdout } = await init(cwd, ['-q']);
    expect(stdout.trimEnd().split('\n')).toHaveLength(5);
    expect(stdout).not.toMatch(/^(?!wrote {3}).+/m);
  });

  test('colours only where a terminal reads, and never with --no-color', async () => {
    const escape = '\u001b';
    const inColor = await init(await makeRepository(null), [], { isTerminal: true });
    expect(inColor.stdout).toContain(escape);
    const plain = await init(await makeRepository(null), ['--no-color'], { isTerminal: true });
    expect(plain.stdout).not.toContain(escape);
  });
});

describe('the platform', () => {
  test.each<readonly [string, string | null, Files, RegExp]>([
    ['github.com', 'git@github.com:acme/gitlab-mirror.git', {}, /GitHub: a remote/],
    ['a GitHub of one`s own', 'https://name:s3cret@github.acme.com/x/y.git', {}, /GitHub: a remote/],
    ['gitlab.com', 'ssh://git@gitlab.com:22/acme/github.git', {}, /GitLab: a remote/],
    ['a folder .github', null, { '.github/x': '' }, /GitHub: there is/],
    ['a pipeline', null, { '.gitlab-ci.yml': '' }, /GitLab: there is/],
    ['a remote before a copied folder', 'https://gitlab.com/a/b', { '.github/x': '' }, /GitLab: a remote/],
    ['nothing', 'https://example.com/github/gitlab.git', {}, /GitHub: this is the default/],
  ])('is told by %s', async (_, remote, files, said) => {
    const { stdout } = await init(await makeRepository(remote, files));
    expect(stdout.split('\n')[0]).toMatch(said);
    expect(stdout).not.toContain('s3cret');
  });

  test('that is asked for is taken, whatever the repository shows', async () => {
    const cwd = await makeRepository('git@github.com:acme/access.git');
    await init(cwd, ['--platform', 'gitlab']);
    expect(await list(cwd)).toEqual(['.gitlab-ci.yml', '.gitlab/CODEOWNERS', 'kinde-ci.mjs', 'kinde.yaml']);
  });

  test('none means the configuration alone', async () => {
    const cwd = await makeRepository('git@github.com:acme/access.git');
    await init(cwd, ['--platform', 'none']);
    expect(await list(cwd)).toEqual(['kinde.yaml']);
  });

  test('outside of a repository is chosen and said, with git init', async () => {
    const { status, stdout } = await init(await makeFolder());
    expect(status).toBe(0);
    expect(stdout).toContain('this is the default');
    expect(stdout).toContain('git init');
  });

  test('GitHub with a branch that is not main is told which to write', async () => {
    const cwd = await makeFolder();
    initRepository(cwd, 'trunk');
    expect((await init(cwd)).stdout).toContain('your branch trunk');
  });
});

test('a workflow that uses kinde-sync under another name stays the only one', async () => {
  const theirs = 'jobs: { plan: { steps: [{ uses: acme/kinde-sync@v1 }] } }\n';
  const cwd = await makeRepository(null, { '.github/workflows/access.yml': theirs });
  const { status, stdout } = await init(cwd);
  expect(status).toBe(0);
  expect(stdout).toContain('kept    .github/workflows/access.yml');
  expect(await list(cwd)).toEqual(['.github/CODEOWNERS', '.github/workflows/access.yml', 'kinde.yaml']);
});

describe('GitLab', () => {
  test('a pipeline that is there stays, and the lines to add are said', async () => {
    const own = 'test: { script: [make test] }\n';
    const cwd = await makeRepository('git@gitlab.com:acme/access.git', { '.gitlab-ci.yml': own });
    const { stdout } = await init(cwd);
    expect(await readFile(join(cwd, '.gitlab-ci.yml'), 'utf8')).toBe(own);
    const example = await readFile('examples/gitlab/.gitlab-ci.yml', 'utf8');
    expect(await readFile(join(cwd, '.gitlab/kinde-sync.yml'), 'utf8')).toBe(example);
    const said = /^ +include: .*\n +stages: .*$/m.exec(stdout)?.[0].replace(/^ +/gm, '') ?? '';
    const stages = (parse(example) as { readonly stages: readonly string[] }).stages;
    expect(parse(said)).toEqual({ include: [{ local: '.gitlab/kinde-sync.yml' }], stages });
  });

  test('a pipeline of an earlier run is known again', async () => {
    const cwd = await makeRepository('git@gitlab.com:acme/access.git');
    await init(cwd);
    const { stdout } = await init(cwd);
    expect(stdout).toContain('Nothing was written');
    expect(await list(cwd)).not.toContain('.gitlab/kinde-sync.yml');
  });
});

describe('a configuration in another place', () => {
  const config = 'access/prod.yaml';

  test('is what the workflows of GitHub watch and read', async () => {
    const cwd = await makeRepository('git@github.com:acme/access.git');
    const { stdout } = await init(cwd, ['-c', config]);
    expect(stdout).toContain(`kinde-sync plan -c ${config}`);
    for (const name of ['drift', 'merge', 'pull-request']) {
      const text = await readFile(join(cwd, `.github/workflows/kinde-${name}.yml`), 'utf8');
      expect(text).not.toMatch(/'kinde\.yaml'|'kinde\/\*\*'/);
      if (name === 'merge') expect(text).toContain("['access/prod.yaml', 'access/kinde.attested.yaml']");
      const modes = text.match(/^ +mode: .*\n +config: access\/prod\.yaml$/gm) ?? [];
      expect(modes).toHaveLength(text.match(/ mode: /g)?.length ?? 0);
      expect(() => parse(text) as unknown).not.toThrow();
    }
    const owners = await readFile(join(cwd, '.github/CODEOWNERS'), 'utf8');
    for (const path of [config, 'access/kinde.attested.yaml']) expect(owners).toContain(`# /${path} @`);
  });

  test('is what the pipeline of GitLab watches and reads', async () => {
    const cwd = await makeRepository('git@gitlab.com:acme/access.git');
    await init(cwd, ['-c', `./${config}`]);
    const text = await readFile(join(cwd, '.gitlab-ci.yml'), 'utf8');
    const calls = text.match(/\$KINDE_SYNC (validate|plan|apply)[^\n]*/g) ?? [];
    expect(calls.filter((call) => !call.includes(`-c ${config}`))).toEqual([]);
    expect(calls).toHaveLength(6);
    const changes = [config, 'access/kinde.attested.yaml'];
    expect(parse(text)).toMatchObject({ '.configuration-changed': { changes } });
  });

  test.each([
    '../kinde.yaml',
    '/etc/kinde.yaml',
    'kinde',
    'kinde/',
    '-c.yaml',
    'a b.yaml',
    "x'.yaml",
    'a\n.yaml',
    '',
  ])('%j is refused, and nothing is written', async (path) => {
    const cwd = await makeRepository(null);
    const ended = await init(cwd, [`--config=${path}`]);
    expect({ status: ended.status, code: errorCodeIn(ended) }).toEqual({ status: 1, code: 'invalid-option' });
    expect(await list(cwd)).toEqual([]);
  });
});

describe('CODEOWNERS', () => {
  test.each([
    ['github', '.github/CODEOWNERS'],
    ['github', 'CODEOWNERS'],
    ['github', 'docs/CODEOWNERS'],
    ['gitlab', 'CODEOWNERS'],
    ['gitlab', '.gitlab/CODEOWNERS'],
  ])('on %s in %s stays, and the lines to add are said', async (platform, path) => {
    const cwd = await makeRepository(null, { [path]: '* @acme/all\n' });
    const { stdout } = await init(cwd, ['--platform', platform]);
    expect(await readFile(join(cwd, path), 'utf8')).toBe('* @acme/all\n');
    expect(stdout).toContain(`kept    ${path}`);
    expect(stdout).toMatch(/^ +\/kinde\.yaml @\S+$/m);
    expect((await list(cwd)).filter((one) => one.endsWith('CODEOWNERS'))).toEqual([path]);
  });

  test('gives nothing to anybody until a team is named', async () => {
    const cwd = await makeRepository(null);
    await init(cwd);
    const text = await readFile(join(cwd, '.github/CODEOWNERS'), 'utf8');
    expect(text).not.toMatch(/^[^#\n]/m);
  });
});

describe('.gitignore', () => {
  test('lines are suggested for what would be committed by mistake, and for nothing else', async () => {
    const cwd = await makeRepository(null, { '.gitignore': '.env\n*.json\n' });
    const { stdout } = await init(cwd, ['--platform', 'none']);
    expect(stdout).toMatch(/\.gitignore:\n {4}\*\.jsonl\n/);
    expect(await readFile(join(cwd, '.gitignore'), 'utf8')).toBe('.env\n*.json\n');
    await writeFile(join(cwd, '.gitignore'), '.env\nplan.json\n*.jsonl\n');
    expect((await init(cwd, ['--platform', 'none'])).stdout).not.toContain('.gitignore');
  });
});

describe('where it must not write', () => {
  test('the home folder is refused', async () => {
    const cwd = await makeFolder();
    const ended = await init(cwd, [], { env: { HOME: cwd } });
    expect({ status: ended.status, code: errorCodeIn(ended) }).toEqual({ status: 1, code: 'wrong-folder' });
    expect(await list(cwd)).toEqual([]);
  });

  test('a repository over the home folder does not count', async () => {
    const home = await makeRepository(null);
    const cwd = join(home, 'work');
    await mkdir(cwd);
    const { status, stdout } = await init(cwd, [], { env: { HOME: home } });
    expect(status).toBe(0);
    expect(stdout).toContain('git init');
  });

  test('below the root of a repository workflows are refused, and the configuration alone is not', async () => {
    const root = await makeRepository('git@github.com:acme/access.git');
    const cwd = join(root, 'access');
    await mkdir(cwd);
    const ended = await init(cwd);
    expect({ status: ended.status, code: errorCodeIn(ended) }).toEqual({ status: 1, code: 'wrong-folder' });
    expect(ended.stderr).toContain(await realpath(root));
    expect(await list(root)).toEqual([]);
    expect((await init(cwd, ['--platform', 'none'])).status).toBe(0);
    expect(await list(root)).toEqual(['access/kinde.yaml']);
  });

  test('nothing is written through a link, whether it leads somewhere or not', async () => {
    const outside = await makeFolder({ 'kept.yaml': 'theirs\n' });
    const cwd = await makeRepository(null);
    await symlink(join(outside, 'new.yaml'), join(cwd, 'kinde.yaml'));
    await symlink(outside, join(cwd, '.github'));
    const { status, stdout } = await init(cwd);
    expect(status).toBe(1);
    expect(stdout.match(/^failed .* is a link/gm)).toHaveLength(5);
    expect(await list(outside)).toEqual(['kept.yaml']);
    expect((await lstat(join(cwd, 'kinde.yaml'))).isSymbolicLink()).toBe(true);
  });

  test('a file in the place of a folder is left alone', async () => {
    const cwd = await makeRepository(null, { '.github': 'a file\n' });
    const { status, stdout } = await init(cwd);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^failed .*\.github is not a folder/m);
    expect(await list(cwd)).toEqual(['.github', 'kinde.yaml']);
  });

  test('a pipe in the place of CODEOWNERS is not waited for', async () => {
    const cwd = await makeRepository(null);
    execFileSync('mkfifo', [join(cwd, 'CODEOWNERS')]);
    expect((await init(cwd)).stdout).toContain('kept    CODEOWNERS');
  });

  test('a file behind a link is kept', async () => {
    const outside = await makeFolder({ 'theirs.yaml': 'version: 1\n' });
    const cwd = await makeRepository(null);
    await symlink(join(outside, 'theirs.yaml'), join(cwd, 'kinde.yaml'));
    const { status, stdout } = await init(cwd, ['--platform', 'none']);
    expect({ status, isKept: /^kept .* is a link/m.test(stdout) }).toEqual({ status: 0, isKept: true });
  });

  test('the path of KINDE_SYNC_CONFIG is that of the configuration, and several are refused', async () => {
    const cwd = await makeRepository(null);
    const env = { KINDE_SYNC_CONFIG: 'access/kinde.yaml' };
    expect((await init(cwd, ['--platform', 'none'], { env })).status).toBe(0);
    expect(await list(cwd)).toEqual(['access/kinde.yaml']);
    const several = await init(cwd, ['--platform', 'none'], { env: { KINDE_SYNC_CONFIG: 'a.yaml, b.yaml' } });
    expect({ status: several.status, code: errorCodeIn(several) }).toEqual({
      status: 1,
      code: 'invalid-option',
    });
    expect(several.stderr).toContain("KINDE_SYNC_CONFIG a.yaml,b.yaml can't be used");
    const given = await init(cwd, ['--platform', 'none', '-c', 'a.json'], { env });
    expect(given.stderr).toContain("--config a.json can't be used");
  });

  test('a file that cannot be written at all is an error with exit status 1', async () => {
    const cwd = await makeRepository(null);
    const ended = await init(cwd, ['--platform', 'none', '-c', `${'x'.repeat(300)}.yaml`]);
    expect({ status: ended.status, code: errorCodeIn(ended) }).toEqual({
      status: 1,
      code: 'not-written',
    });
    expect(ended.stdout).toMatch(/^failed/m);
    expect(ended.stdout).not.toContain('Next');
  });

  test('a file that cannot be written is an error with exit status 1, although others were written', async () => {
    const cwd = await makeRepository('git@github.com:acme/access.git');
    const ended = await init(cwd, ['-c', `${'x'.repeat(300)}.yaml`]);
    expect({ status: ended.status, code: errorCodeIn(ended) }).toEqual({
      status: 1,
      code: 'not-written',
    });
    expect(ended.stdout).toMatch(/^failed/m);
    expect(ended.stderr).toContain('1 file could not be written.');
    expect(await list(cwd)).toEqual(github.filter((path) => path !== 'kinde.yaml'));
  });

  // Root may write everywhere.
  test.skipIf(process.getuid?.() === 0)(
    'a folder that may not be written is said, and ends with 1',
    async () => {
      const cwd = await makeFolder();
      await chmod(cwd, 0o500);
      const ended = await init(cwd);
      await chmod(cwd, 0o700);
      expect({ status: ended.status, code: errorCodeIn(ended) }).toEqual({
        status: 1,
        code: 'not-written',
      });
      expect(ended.stdout).toContain('permission denied');
    },
  );
});

describe('init with credentials', () => {
  test('writes what Kinde has, of which a plan is empty', async () => {
    const cwd = await makeRepository('git@github.com:acme/access.git');
    const sandbox = createSandbox();
    const { status, stdout, stderr } = await runInWorld(['init', '-c', 'access/kinde.yaml'], {
      sandbox,
      cwd,
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^wrote {3}access\/kinde\.yaml {2}new: \d+ organization/m);
    const text = await readFile(join(cwd, 'access/kinde.yaml'), 'utf8');
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\.\/node_modules\//);
    const plan = await runInWorld(['plan', '-c', 'access/kinde.yaml', '--detailed-exitcode'], {
      sandbox,
      cwd,
    });
    expect(plan.status).toBe(0);
  });

  test('writes nothing at all where Kinde can not be read', async () => {
    const cwd = await makeRepository('git@github.com:acme/access.git');
    const sandbox = createSandbox();
    const env = { KINDE_CLIENT_SECRET: 'wrong' };
    const { status, stderr } = await runInWorld(['init'], { sandbox, cwd, env });
    expect({ status, code: errorCodeIn({ stderr }) }).toEqual({ status: 1, code: 'invalid-client' });
    expect(await list(cwd)).toEqual([]);
  });

  test('asks Kinde nothing where a configuration is there already', async () => {
    const cwd = await makeRepository(null, { 'kinde.yaml': 'version: 1\n' });
    const sandbox = createSandbox();
    const { status } = await runInWorld(['init'], { sandbox, cwd });
    expect({ status, requests: sandbox.requests() }).toEqual({ status: 0, requests: [] });
  });
});
