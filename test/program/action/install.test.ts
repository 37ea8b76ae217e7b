// What runs is the published package, installed away from the checkout: npm itself, against a registry on loopback.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startGitHub } from './fake-github.js';
import { makePlace, runAction } from './run-action.js';

const version = '9.8.7';

/** Returns a package whose program says its name, where it runs and which secrets it is given. */
async function makePackage(says: string, scripts: object = {}): Promise<Buffer> {
  const folder = await makePlace();
  await mkdir(join(folder, 'package'));
  const manifest = { name: 'kinde-sync', version, bin: { 'kinde-sync': 'main.mjs' }, scripts };
  await writeFile(join(folder, 'package', 'package.json'), JSON.stringify(manifest));
  await writeFile(
    join(folder, 'package', 'main.mjs'),
    `#!/usr/bin/env node\nconsole.error(${JSON.stringify(says)}, process.argv[2], 'in', process.cwd(), Object.keys(process.env).includes('KINDE_CLIENT_SECRET'));\n`,
  );
  execFileSync('tar', ['czf', 'package.tgz', 'package'], { cwd: folder });
  return readFile(join(folder, 'package.tgz'));
}

/** Serves one package as a registry does. */
async function serveRegistry(archive: Buffer) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url?.endsWith('.tgz') === true) response.end(archive);
    else response.end(JSON.stringify(describe(url, archive)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, asked };
}

function describe(url: string, archive: Buffer): object {
  const integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
  const dist = { tarball: `${url}/kinde-sync/-/kinde-sync-${version}.tgz`, integrity };
  const scripts = { hasInstallScript: true, scripts: { postinstall: 'exit 1' } };
  const one = { name: 'kinde-sync', version, bin: { 'kinde-sync': 'main.mjs' }, dist, ...scripts };
  return { name: 'kinde-sync', 'dist-tags': { latest: version }, versions: { [version]: one } };
}

/** Returns a checkout that does what it can to decide what runs. */
async function makeHostileCheckout(registry: string): Promise<string> {
  const workspace = await makePlace();
  const own = join(workspace, 'node_modules', 'kinde-sync');
  await mkdir(join(workspace, 'node_modules', '.bin'), { recursive: true });
  await mkdir(own, { recursive: true });
  const program = '#!/usr/bin/env node\nconsole.error("the checkout runs");\n';
  await writeFile(join(own, 'main.mjs'), program);
  await writeFile(join(workspace, 'node_modules', '.bin', 'kinde-sync'), program, { mode: 0o755 });
  await writeFile(
    join(own, 'package.json'),
    JSON.stringify({ name: 'kinde-sync', version, bin: 'main.mjs' }),
  );
  await writeFile(
    join(workspace, 'package.json'),
    JSON.stringify({ dependencies: { 'kinde-sync': version } }),
  );
  await writeFile(join(workspace, '.npmrc'), `registry=${registry}\nnode-options=--require=./evil.cjs\n`);
  await writeFile(join(workspace, 'settings.env'), 'NODE_OPTIONS=--require=./evil.cjs\n');
  await writeFile(join(workspace, 'evil.cjs'), 'console.error("the checkout runs");\n');
  return workspace;
}

it('neither the .npmrc, the node_modules nor an env file of the checkout decide what runs, and no script of a package runs', async () => {
  const good = await serveRegistry(
    await makePackage('the published version', {
      preinstall: 'echo a script runs >&2',
      postinstall: 'exit 1',
    }),
  );
  const bad = await serveRegistry(await makePackage('another registry'));
  const workspace = await makeHostileCheckout(bad.url);
  const home = await makePlace();
  await writeFile(join(home, 'user.npmrc'), `registry=${good.url}\ncache=${join(home, 'cache')}\n`);
  const { status, log } = await runAction({
    github: await startGitHub(),
    workspace,
    eventName: 'push',
    inputs: { mode: 'apply', 'saved-plan': 'never', version, 'env-file': 'settings.env' },
    env: {
      NPM_CONFIG_USERCONFIG: join(home, 'user.npmrc'),
      KINDE_CLIENT_SECRET: 'secret',
      KINDE_DOMAIN: 'acme.kinde.com',
    },
  });
  expect({ status, log }).toMatchObject({ status: 0 });
  expect(log).toContain(`the published version apply in ${workspace} true`);
  expect(log).not.toMatch(/the checkout runs|another registry|a script runs/);
  expect(good.asked.length).toBeGreaterThan(0);
  expect(bad.asked).toEqual([]);
}, 60_000);

it('a version that npm can not install ends the job and says so', async () => {
  const { url } = await serveRegistry(await makePackage('the published version'));
  const home = await makePlace();
  await writeFile(join(home, 'user.npmrc'), `registry=${url}\ncache=${join(home, 'cache')}\n`);
  const { status, log } = await runAction({
    github: await startGitHub(),
    workspace: await makePlace(),
    eventName: 'push',
    inputs: { mode: 'drift', version: '1.2.3' },
    env: { NPM_CONFIG_USERCONFIG: join(home, 'user.npmrc') },
  });
  expect(status).toBe(1);
  expect(log).toMatch(/^::error title=kinde-sync::npm can't install kinde-sync@1\.2\.3/m);
}, 60_000);
