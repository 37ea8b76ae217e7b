// The sources of settings: env files, KINDE_SYNC_CONFIG, empty variables, default names, a proxy.
import { readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NetworkError, UsageError } from '../../../src/model/errors.js';
import { explainProxy } from '../../../src/cli/explain-proxy.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import { diagnosticCodesIn, errorCodeIn, makeFolder, runInWorld } from '../../fake-world.js';
import type { Ended } from '../../fake-world.js';
import { asItIs, changing, seed } from './tenant.js';

async function run(
  args: readonly string[],
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Ended> {
  const cwd = await makeFolder(files);
  return runInWorld(args, { sandbox: createSandbox({ seed }), cwd, env });
}

const named = `version: 1\norganizations:\n  - code: \${ORG}\n    membership: additive\n    members: []\n`;

describe('env files', () => {
  test('may begin with a byte order mark', async () => {
    const files = { 'kinde.yaml': named, 'a.env': '\uFEFFORG=org_acme\n' };
    expect((await run(['plan', '--env-file', 'a.env'], files)).status).toBe(0);
  });

  test('may be several: the last one wins, and what is set outside wins over all', async () => {
    const files = { 'kinde.yaml': named, 'a.env': 'ORG=org_gone\n', 'b.env': 'ORG=org_acme\n' };
    const both = ['plan', '--env-file', 'a.env', '--env-file', 'b.env'];
    expect((await run(both, files)).status).toBe(0);
    expect((await run(['plan', '--env-file', 'b.env', '--env-file', 'a.env'], files)).status).toBe(1);
    expect((await run(both, files, { ORG: 'org_gone' })).status).toBe(1);
  });

  test('that are not there are named, also the second', async () => {
    const ended = await run(['plan', '--env-file', 'a.env', '--env-file', 'gone.env'], {
      'kinde.yaml': asItIs,
      'a.env': '',
    });
    expect([ended.status, errorCodeIn(ended)]).toEqual([1, 'no-env-file']);
    expect(ended.stderr).toContain('gone.env');
  });

  test('of an environment make the next command whole', async () => {
    const files = { 'prod/kinde.yaml': changing, 'prod.env': 'KINDE_SYNC_CONFIG=prod\n', 'b.env': '' };
    const { stdout } = await run(['plan', '--env-file', 'prod.env', '--env-file', 'b.env'], files);
    expect(stdout).toContain('Next: kinde-sync apply --env-file prod.env --env-file b.env\n');
  });
});

test('apply of a saved plan plans anew, so the next command names the configuration and the options again', async () => {
  const args = [
    '-c',
    'a b.yaml',
    '--organization',
    'org_acme',
    '--allow-removals',
    '1',
    '--out',
    'plan.json',
  ];
  const { stdout } = await run(['plan', ...args], { 'a b.yaml': changing });
  expect(stdout).toContain(
    "Next: kinde-sync apply plan.json -c 'a b.yaml' --organization org_acme --allow-removals 1\n",
  );
});

describe('KINDE_SYNC_CONFIG', () => {
  const files = {
    'kinde.yaml': 'version: 2\n',
    'one.yaml': asItIs,
    'two/home.yaml': 'version: 1\norganizations: [{ code: org_home, name: Home }]\n',
    'prod.env': 'KINDE_SYNC_CONFIG="one.yaml, two"\n',
  };

  test('names files and folders, separated by commas, in the environment or in an env file', async () => {
    const env = { KINDE_SYNC_CONFIG: 'one.yaml,two' };
    expect((await run(['validate'], files, env)).stdout).toContain('2 files');
    expect((await run(['validate', '--env-file', 'prod.env'], files)).stdout).toContain('2 files');
    expect((await run(['plan', '--env-file', 'prod.env'], files)).status).toBe(0);
  });

  test('gives way to --config, and counts for nothing where it is empty', async () => {
    const args = ['validate', '-c', 'one.yaml', '--env-file', 'prod.env'];
    expect((await run(args, files)).stdout).toContain('1 file');
    expect((await run(['validate'], files, { KINDE_SYNC_CONFIG: '' })).status).toBe(1);
  });

  test('that names nothing is an error that says so', async () => {
    const ended = await run(['plan'], files, { KINDE_SYNC_CONFIG: 'gone.yaml' });
    expect(diagnosticCodesIn(ended)).toEqual(['missing-file']);
  });
});

describe('a variable that is empty', () => {
  test.each(['KINDE_DOMAIN', 'KINDE_CLIENT_ID', 'KINDE_CLIENT_SECRET'])('is named: %s', async (name) => {
    const files = { 'kinde.yaml': asItIs, 'a.env': `${name}=something\n` };
    const ended = await run(['plan', '--env-file', 'a.env'], files, { [name]: '' });
    expect([ended.status, errorCodeIn(ended)]).toEqual([1, 'missing-setting']);
    expect(ended.stderr).toContain(`${name} is empty in the environment`);
  });

  test('is named where the files use it', async () => {
    const ended = await run(['plan'], { 'kinde.yaml': named }, { ORG: '' });
    expect(diagnosticCodesIn(ended)).toEqual(['unset-variable']);
    expect(ended.stderr).toContain('ORG is empty in the environment');
  });
});

describe('kinde.yml', () => {
  test('is read where there is no kinde.yaml', async () => {
    expect((await run(['plan'], { 'kinde.yml': asItIs })).status).toBe(0);
  });

  test('is edited by pull, which writes no second file', async () => {
    const cwd = await makeFolder({ 'kinde.yml': asItIs });
    const ended = await runInWorld(['pull', '--check'], { sandbox: createSandbox({ seed }), cwd });
    expect(ended.stdout).not.toContain('kinde.yaml');
  });

  test('is kept by init, which writes no kinde.yaml beside it', async () => {
    const cwd = await makeFolder({ 'kinde.yml': asItIs });
    await runInWorld(['init', '--platform', 'none'], { sandbox: createSandbox({ seed }), cwd });
    expect(await readdir(cwd)).not.toContain('kinde.yaml');
  });

  test('beside kinde.yaml is passed over, and that is said', async () => {
    const { status, stderr } = await run(['plan'], { 'kinde.yaml': asItIs, 'kinde.yml': asItIs });
    expect(status).toBe(0);
    expect(stderr).toContain('passed-over');
    expect(stderr).toContain('kinde.yml');
  });
});

describe('a proxy that is not used', () => {
  const lost = new NetworkError('unreachable', 'getUsers: could not be reached.', { operation: 'getUsers' });

  test('is named where a connection fails, without its address', () => {
    const env = { https_proxy: 'http://user:hush@proxy:3128' };
    for (const version of ['20.20.0', '24.1.0', '24.6.0']) {
      const told = explainProxy(lost, env, version);
      expect(told).toContain('https_proxy');
      expect(told).toContain('NODE_USE_ENV_PROXY=1');
      expect(told).not.toContain('hush');
    }
  });

  test('is not named where it is used, is not set, or something else is wrong', () => {
    expect(explainProxy(lost, {}, '20.20.0')).toBe(null);
    expect(explainProxy(lost, { HTTPS_PROXY: '' }, '20.20.0')).toBe(null);
    expect(explainProxy(lost, { HTTPS_PROXY: 'p', NODE_USE_ENV_PROXY: '1' }, '24.6.0')).toBe(null);
    expect(explainProxy(new UsageError('refused', 'x'), { HTTPS_PROXY: 'p' }, '20.20.0')).toBe(null);
  });

  test('is told on stderr', async () => {
    const cwd = await makeFolder({ 'kinde.yaml': asItIs });
    const failing = Object.assign(new Error('x'), { code: 'ECONNREFUSED', syscall: 'connect' });
    const { status, stderr } = await runInWorld(['plan'], {
      sandbox: createSandbox({ seed }),
      cwd,
      env: { HTTPS_PROXY: 'http://proxy' },
      fetch: () => Promise.reject(failing),
    });
    expect(status).toBe(1);
    expect(stderr).toContain('HTTPS_PROXY is set');
  });
});

describe('what the files hold by mistake', () => {
  test.each([
    `version: 1\n<<<<<<< HEAD\norganizations: []\n=======\ngroups: {}\n>>>>>>> main\n`,
    `<<<<<<< HEAD\nversion: 1\n=======\nversion: 1\n>>>>>>> main\norganizations: []\n`,
    `version: 1\norganizations:\n  - code: org_acme\n    members:\n<<<<<<< ours\n      - a@b.cc\n||||||| base\n=======\n      - c@d.ee\n>>>>>>> theirs\n`,
  ])('markers of a merge conflict are named', async (text) => {
    const ended = await run(['validate'], { 'kinde.yaml': text });
    expect(diagnosticCodesIn(ended)).toEqual(['merge-conflict']);
    expect(ended.stderr).toContain('> ');
  });

  test.each(['protect: [*@kinde.com]', 'protect:\n    - *@kinde.com', 'protect: *@kinde.com'])(
    'a pattern without quotes is named (%s)',
    async (written) => {
      const ended = await run(['validate'], { 'kinde.yaml': `version: 1\nsafety:\n  ${written}\n` });
      expect(ended.status).toBe(1);
      expect(ended.stderr).toContain('*@kinde.com is not quoted');
      expect(ended.stderr).toContain('"*@kinde.com"');
    },
  );
});

describe('frames and messages', () => {
  const secret = 'AKIA-hush-hush';

  test.each([
    ['.env', `A: b\nAWS_SECRET: ${secret}\nC: d\n`],
    ['notes.txt', `hello: [\n${secret}\n`],
    ['key.json', `{ "type": "x",\n "private_key": "${secret}" }\n`],
  ])('show nothing of %s, which is no configuration', async (name, text) => {
    const ended = await run(['validate', '-c', name], { [name]: text });
    expect(ended.status).toBe(1);
    expect(ended.stderr).not.toContain(secret);
  });

  test('show nothing of what a link leads out to', async () => {
    const outside = await makeFolder({
      'hosts.yml': `version: 1\nx:\n  oauth: ${secret}\n`,
      'in/a.yaml': `b: 1\nc: ${secret}\n`,
    });
    const cwd = await makeFolder({ 'kinde/ok.yaml': asItIs });
    await symlink(join(outside, 'hosts.yml'), join(cwd, 'kinde', 'hosts.yaml'));
    await symlink(join(outside, 'in'), join(cwd, 'kinde', 'in'));
    await symlink(join(outside, 'hosts.yml'), join(cwd, 'kinde.yaml'));
    for (const args of [['validate', '-c', 'kinde'], ['validate']]) {
      const ended = await runInWorld(args, { sandbox: createSandbox(), cwd });
      expect(ended.status).toBe(1);
      expect(ended.stdout + ended.stderr).not.toContain(secret);
    }
  });

  test('show nothing of a folder outside the working directory to which the named path leads by a link', async () => {
    const outside = await makeFolder({ 'hosts.yml': `host:\n  oauth: ${secret}\n` });
    const cwd = await makeFolder({ 'own/ok.yaml': asItIs });
    await symlink(outside, join(cwd, 'kinde'));
    await symlink(outside, join(cwd, 'own', 'conf'));
    const paths = ['kinde', 'kinde/', 'kinde/hosts.yml', 'own/conf', join(cwd, 'own/conf/hosts.yml')];
    for (const args of [[], ...paths.map((path) => ['-c', path])]) {
      const ended = await runInWorld(['validate', ...args], { sandbox: createSandbox(), cwd });
      expect(ended.status).toBe(1);
      expect(ended.stderr).toContain('hosts.yml');
      expect(ended.stdout + ended.stderr).not.toContain(secret);
    }
    // A link within the working directory leads nowhere else.
    await symlink('own', join(cwd, 'twin'));
    await writeFile(join(cwd, 'own', 'ok.yaml'), 'version: 1\noops: 1\n');
    const { stderr } = await runInWorld(['validate', '-c', 'twin/ok.yaml'], {
      sandbox: createSandbox(),
      cwd,
    });
    expect(stderr).toMatch(/^> \d \| /m);
  });

  test.each(['text', 'json', 'github', 'sarif'])(
    'show nothing of a path outside the working directory that is no configuration, as %s',
    async (format) => {
      const outside = await makeFolder({ 'hosts.yml': `host:\n  oauth: ${secret}\n  ${secret}: x\n` });
      for (const path of [outside, join(outside, 'hosts.yml')]) {
        const cwd = await makeFolder({ 'kinde.yaml': asItIs, 'a.env': `KINDE_SYNC_CONFIG=${path}\n` });
        for (const args of [
          ['--env-file', 'a.env'],
          ['-c', path],
        ]) {
          const ended = await runInWorld(['validate', '--format', format, ...args], {
            ...{ sandbox: createSandbox(), cwd },
          });
          expect(ended.status).toBe(1);
          expect(ended.stdout + ended.stderr).toContain('hosts.yml');
          expect(ended.stdout + ended.stderr).not.toContain(secret);
        }
      }
    },
  );

  test.each([
    ['a key', `version: 1\n${secret}: x\n`, 'unknown-key'],
    ['a value', `version: ${secret}\n`, 'unsupported-version'],
    [
      'a name',
      `version: 1\norganizations: [{ code: x, members: [{ group: ${secret} }] }]\n`,
      'unknown-group',
    ],
    ['an address', `version: 1\norganizations: [{ code: x, members: [${secret}] }]\n`, 'invalid-email'],
    [
      'a variable',
      `version: 1\norganizations: [{ code: "\${HUSH_${secret.replaceAll('-', '_')}}" }]\n`,
      'unset-variable',
    ],
    ['a duplicate key', `version: 1\n${secret}: x\n${secret}: y\n`, 'duplicate-key'],
  ])('quote no text of what a link leads out to: %s', async (_, text, code) => {
    const outside = await makeFolder({ 'hosts.yml': text });
    const cwd = await makeFolder({ 'kinde/ok.yaml': asItIs });
    await symlink(join(outside, 'hosts.yml'), join(cwd, 'kinde', 'hosts.yaml'));
    const hushed = /hush/i;
    for (const format of ['text', 'json', 'sarif', 'github']) {
      const ended = await runInWorld(['validate', '--format', format], { sandbox: createSandbox(), cwd });
      expect(ended.status).toBe(1);
      const said = ended.stdout + ended.stderr;
      expect(said).toContain(code);
      expect(said).toContain('hosts.yaml');
      expect(said).not.toMatch(hushed);
    }
  });

  test('show the lines of a configuration of any name, and of one that a link within the folder leads to', async () => {
    const cwd = await makeFolder({
      'prod.conf': 'version: 1\noops: 1\n',
      'kinde/a.yaml': 'version: 1\noops: 1\n',
    });
    await symlink('a.yaml', join(cwd, 'kinde', 'b.yaml'));
    for (const path of ['prod.conf', 'kinde/b.yaml', 'kinde']) {
      const { stderr } = await runInWorld(['validate', '-c', path], { sandbox: createSandbox(), cwd });
      expect(stderr).toContain('> 2 | oops: *');
    }
  });

  test('of a flood of mistakes are bounded, errors before warnings; JSON has all', async () => {
    const people = Array.from({ length: 3000 }, (_, index) => `      - not-an-address-${index}\n`).join('');
    const files = {
      'kinde.yaml': `version: 1\ngroups: { unused: [a@b.cc] }\norganizations:\n  - code: x\n    members:\n${people}`,
    };
    const text = await run(['validate'], files);
    expect(text.stderr.length).toBeLessThan(20_000);
    expect(text.stderr).toMatch(/^\d+ more are not shown; /m);
    const { stdout } = await run(['validate', '--format', 'json'], files);
    expect(
      (JSON.parse(stdout) as { readonly diagnostics: readonly unknown[] }).diagnostics.length,
    ).toBeGreaterThanOrEqual(3000);
  });
});
