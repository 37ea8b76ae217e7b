// The input env-file: files of the checkout with variables, given to each command.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { asItIs, changing } from '../../unit/cli/tenant.js';
import { makeCommand } from './fake-command.js';
import { openScene, requestOf } from './open-scene.js';

it('gives plan and apply every env file, the last of which wins', async () => {
  const { commit, run, workspace } = await openScene();
  await writeFile(join(workspace, 'access', 'a.env'), 'A=1\n');
  await writeFile(join(workspace, 'access', 'b.env'), 'A=2\n');
  const range = [await commit(asItIs), await commit(changing)] as const;
  const fake = await makeCommand();
  const inputs = { command: fake.command, 'env-file': 'a.env\nb.env' };
  await run('plan', { event: requestOf(...range), inputs });
  await run('apply', { inputs: { ...inputs, 'saved-plan': 'never' } });
  const calls = await fake.calls();
  expect(calls.map(([command]) => command)).toEqual(['plan', 'apply']);
  for (const args of calls) expect(args.join(' ')).toContain('--env-file a.env --env-file b.env');
});

it('takes variables from it for every command', async () => {
  const { commit, run, workspace } = await openScene();
  const locked = changing.replace(
    'version: 1\n',
    'version: 1\nenvironment: { code: "${KINDE_ENVIRONMENT}" }\n',
  );
  await writeFile(join(workspace, 'access', 'production.env'), 'KINDE_ENVIRONMENT=production\n');
  await writeFile(join(workspace, 'access', 'staging.env'), 'KINDE_ENVIRONMENT=staging\n');
  const event = requestOf(await commit(asItIs), await commit(locked));
  const plan = async (name: string): Promise<string | undefined> =>
    (await run('plan', { event, inputs: { 'env-file': `${name}.env` } })).outputs['status'];
  expect([await plan('production'), await plan('staging')]).toEqual(['2', '3']);
});

it('runs nothing that an env file of the checkout gives Node as an option', async () => {
  const { commit, run, workspace } = await openScene();
  await writeFile(join(workspace, 'access', 'evil.cjs'), 'console.error("the checkout runs");\n');
  await writeFile(join(workspace, 'access', 'evil.env'), 'NODE_OPTIONS=--require=./evil.cjs\n');
  const event = requestOf(await commit(asItIs), await commit(changing));
  // Without a command, the action runs the program of its own checkout.
  const { log, outputs } = await run('plan', { event, inputs: { command: '', 'env-file': 'evil.env' } });
  expect(outputs['status']).toBe('2');
  expect(log).not.toContain('the checkout runs');
});

it('gives no env file of the checkout a say in the programs, hosts and places of the run', async () => {
  const { commit, run, workspace, sandbox } = await openScene();
  const { asked, url } = await listenStranger();
  const bin = join(workspace, 'access', 'bin');
  await mkdir(bin);
  const script = '#!/bin/sh\necho the checkout runs >&2\nexit 1\n';
  for (const name of ['git', 'node', 'npm', 'less', 'editor'])
    await writeFile(join(bin, name), script, { mode: 0o755 });
  const lines = [
    ...['NODE_OPTIONS=--require=./evil.cjs', `PATH=${bin}`, 'GIT_EXEC_PATH=./bin', 'GIT_DIR=./bin'],
    ...['GIT_CONFIG_COUNT=1', 'GIT_CONFIG_KEY_0=core.fsmonitor', `GIT_CONFIG_VALUE_0=${join(bin, 'git')}`],
    ...[
      `GIT_EXTERNAL_DIFF=${join(bin, 'git')}`,
      `PAGER=${join(bin, 'less')}`,
      `EDITOR=${join(bin, 'editor')}`,
    ],
    ...[`HTTP_PROXY=${url}`, `HTTPS_PROXY=${url}`, 'NODE_USE_ENV_PROXY=1', 'NODE_TLS_REJECT_UNAUTHORIZED=0'],
    ...[
      `GITHUB_API_URL=${url}`,
      `GITHUB_OUTPUT=${workspace}/out`,
      'GITHUB_WORKSPACE=/',
      `KINDE_DOMAIN=${url}`,
    ],
  ];
  await writeFile(join(workspace, 'access', 'evil.env'), lines.join('\n'));
  await writeFile(join(workspace, 'access', 'evil.cjs'), 'console.error("the checkout runs");\n');
  const event = requestOf(await commit(asItIs), await commit(changing));
  for (const command of ['', undefined]) {
    const inputs = { 'env-file': 'evil.env', ...(command === undefined ? {} : { command }) };
    const { log, outputs, summary } = await run('plan', { event, inputs });
    expect(outputs['status']).toBe('2');
    // The commits come from git, which runs as without the file.
    expect(summary).toMatch(/\/commit\/[0-9a-f]{10}\b/);
    expect(log).not.toContain('the checkout runs');
  }
  expect(asked).toEqual([]);
  expect(existsSync(join(workspace, 'out'))).toBe(false);
  expect(sandbox.requests().length).toBeGreaterThan(0);
});

/** Returns a host that nobody may ask, and what it was asked. */
async function listenStranger() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(500).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('a secret of the step', () => {
  it.each(['KINDE_CLIENT_SECRET', 'KINDE_ACCESS_TOKEN'])(
    'goes to no host that an env file names: %s',
    async (name) => {
      const { commit, run, workspace, sandbox } = await openScene();
      const { asked, url } = await listenStranger();
      await writeFile(
        join(workspace, 'access', 'evil.env'),
        `KINDE_DOMAIN=${url}\nKINDE_AUDIENCE=https://x.kinde.com/api\n`,
      );
      const event = requestOf(await commit(asItIs), await commit(changing));
      for (const inputs of [{ 'env-file': 'evil.env' }, { arguments: '--env-file=evil.env' }]) {
        const own = { KINDE_CLIENT_SECRET: undefined, KINDE_DOMAIN: undefined, [name]: 'secret' };
        const ended = await run('plan', { event, inputs, env: own });
        expect(ended.status).toBe(1);
        expect(ended.log).toContain('KINDE_DOMAIN');
        await run('plan', { event, inputs, env: { KINDE_DOMAIN: '' } });
        expect((await run('plan', { event, inputs })).log).not.toContain(url);
      }
      expect(asked).toEqual([]);
      expect(sandbox.requests().length).toBeGreaterThan(0);
    },
  );

  it('lets no env file choose the key of the marks that hide people', async () => {
    const { commit, run, workspace } = await openScene();
    const event = requestOf(await commit(asItIs), await commit(changing));
    const inputs = { 'mask-emails': 'true' };
    const marks = async (given: object): Promise<readonly string[]> =>
      (await run('plan', { event, inputs: { ...inputs, ...given } })).summary.match(/person-\w+/g) ?? [];
    const usual = await marks({});
    await writeFile(join(workspace, 'access', 'evil.env'), 'KINDE_SYNC_MASK_KEY=0123456789abcdef\n');
    expect(usual.length).toBeGreaterThan(0);
    expect(await marks({ 'env-file': 'evil.env' })).toEqual(usual);
  });

  it('lets no env file choose the key for validate either', async () => {
    const { commit, run, workspace } = await openScene();
    await commit(asItIs.replace('members: [', 'members: [jane@acme.example, '));
    await writeFile(join(workspace, 'access', 'evil.env'), 'KINDE_SYNC_MASK_KEY=0123456789abcdef\n');
    const inputs = { 'mask-emails': 'true', 'env-file': 'evil.env' };
    const [one, other] = [await run('validate', { inputs }), await run('validate', { inputs })];
    expect(one.log).toMatch(/person-\w{10}/);
    expect(one.log).not.toContain('jane@');
    expect(/person-\w+/.exec(one.log)?.[0]).not.toBe(/person-\w+/.exec(other.log)?.[0]);
  });

  it('is given to validate with no host, which it needs not', async () => {
    const { commit, run, workspace } = await openScene();
    await writeFile(join(workspace, 'access', 'a.env'), 'A=1\n');
    await commit(asItIs);
    const ended = await run('validate', {
      inputs: { 'env-file': 'a.env' },
      env: { KINDE_DOMAIN: undefined },
    });
    expect(ended.status).toBe(0);
  });
});
