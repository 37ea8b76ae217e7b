// What runs by default is the program of the action's own commit, built away from the repository that it is used in.
import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { expect, it } from 'vitest';
import { startGitHub } from './fake-github.js';
import { makeNpm, makeSource } from './make-source.js';
import type { FakeNpm } from './make-source.js';
import { makePlace, runAction } from './run-action.js';

/** Runs the mode validate on a repository that does what it can to decide what runs. */
async function play({ home, npm }: { readonly home?: string; readonly npm: FakeNpm }) {
  const workspace = await makePlace();
  const own = join(workspace, 'node_modules', 'kinde-sync', 'dist');
  await mkdir(own, { recursive: true });
  await writeFile(join(own, 'main.js'), 'console.error("the checkout runs");\n');
  await writeFile(join(workspace, '.npmrc'), 'node-options=--require=./evil.cjs\n');
  await writeFile(join(workspace, 'evil.cjs'), 'console.error("the checkout runs");\n');
  await writeFile(join(workspace, 'kinde.yaml'), 'version: 1\n');
  const env = {
    PATH: `${npm.bin}:${process.env['PATH'] ?? ''}`,
    KINDE_CLIENT_SECRET: 'secret',
    NODE_ENV: 'production',
  };
  const github = await startGitHub();
  const inputs = { mode: 'validate' };
  return runAction({
    ...{ github, workspace, inputs, env, eventName: 'push' },
    ...(home === undefined ? {} : { home }),
  });
}

it('neither the .npmrc nor the node_modules of the repository decide what runs, and no secret reaches npm', async () => {
  const npm = await makeNpm();
  const home = await makeSource();
  const { status, log } = await play({ home, npm });
  expect({ status, log }).toMatchObject({ status: 0 });
  expect(log).not.toContain('the checkout runs');
  const [call, ...others] = await npm.calls();
  expect(others).toEqual([]);
  expect(call?.args).toMatch(/^ci --include=dev --ignore-scripts /);
  expect(call?.variables.filter((name) => /^(KINDE_|INPUT_|GITHUB_TOKEN)/.test(name))).toEqual([]);
}, 120_000);

it('a checkout that brings the built program along runs it as it is', async () => {
  const npm = await makeNpm();
  const { status } = await play({ npm });
  expect({ status, calls: await npm.calls() }).toEqual({ status: 0, calls: [] });
});

it('a program that can not be built ends the job and says so', async () => {
  const npm = await makeNpm(1);
  const { status, log } = await play({ home: await makeSource(), npm });
  expect(status).toBe(1);
  expect(log).toMatch(/^::error title=kinde-sync::kinde-sync can't be built/m);
});

it('installs for the build what the program imports, and no tool of tests', async () => {
  // @hono/node-server imports hono as its peer.
  const [folder, names] = [await makePlace(), new Set(['hono'])];
  await cp('package.json', join(folder, 'package.json'));
  execFileSync(process.execPath, [resolve('action/drop-test-tools.mjs')], { cwd: folder });
  const sources = await readdir('src', { recursive: true });
  for (const path of [
    'build.mjs',
    ...sources.filter((name) => name.endsWith('.ts')).map((name) => join('src', name)),
  ])
    for (const [, name = ''] of (await readFile(path, 'utf8')).matchAll(
      /(?:from|import\() ?'((?:@[\w-]+\/)?[\w-]+)/g,
    ))
      names.add(name);
  const { devDependencies } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    readonly devDependencies: object;
  };
  expect(Object.keys(devDependencies).filter((name) => !names.has(name))).toEqual([]);
  const all = JSON.parse(await readFile('package.json', 'utf8')) as { readonly devDependencies: object };
  const dropped = Object.keys(all.devDependencies).filter((name) => !(name in devDependencies));
  expect(dropped.filter((name) => names.has(name))).toEqual([]);
});
