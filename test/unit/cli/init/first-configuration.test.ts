// The first configuration changes nothing as it is, and every line stays valid without its comment sign.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSandbox } from '../../../../src/sandbox/index.js';
import { makeFolder, noCredentials, runInWorld } from '../../../fake-world.js';
import { openExampleTenant } from './open-example-tenant.js';

async function initialize(args: readonly string[] = []): Promise<{ cwd: string; text: string }> {
  const cwd = await makeFolder();
  const { status } = await runInWorld(['init', ...args], {
    sandbox: createSandbox(),
    cwd,
    env: noCredentials,
  });
  expect(status).toBe(0);
  return { cwd, text: await readFile(join(cwd, 'kinde.yaml'), 'utf8') };
}

/** Removes the comment sign from every setting, as an editor does; explanations have two signs. */
function uncomment(text: string): string {
  return text.replace(/^# (?!yaml-language-server)/gm, '');
}

test('is valid as it is, without a warning and without a request', async () => {
  const { cwd } = await initialize();
  const sandbox = createSandbox();
  const { status, stdout, stderr } = await runInWorld(['validate'], { sandbox, cwd });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('0 organizations');
  expect(sandbox.requests()).toEqual([]);
});

test('plans nothing on the example tenant, and applying it writes nothing', async () => {
  const { cwd } = await initialize();
  const sandbox = await openExampleTenant();
  const before = sandbox.snapshot();
  const planned = await runInWorld(['plan', '--detailed-exitcode'], { sandbox, cwd });
  expect({ status: planned.status, stderr: planned.stderr }).toEqual({ status: 0, stderr: '' });
  expect(planned.stdout).toContain('No changes');
  expect((await runInWorld(['apply', '--yes'], { sandbox, cwd })).status).toBe(0);
  expect(sandbox.snapshot()).toEqual(before);
  expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
});

test('is valid without a warning when every comment sign before a setting is taken away', async () => {
  const { cwd, text } = await initialize();
  await writeFile(join(cwd, 'kinde.yaml'), uncomment(text));
  const { status, stdout, stderr } = await runInWorld(['validate'], { sandbox: createSandbox(), cwd });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('3 organizations');
});

/** A map of settings in the schema may have a setting of the name `properties` itself. */
function listSettings(node: unknown, isMap = false): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) => [
    ...(isMap ? [key] : []),
    ...listSettings(value, key === 'properties' && !isMap),
  ]);
}

test('shows every setting that the schema has', async () => {
  const { text } = await initialize();
  const schema = await readFile('schemas/config.schema.json', 'utf8');
  const keys = new Set(listSettings(JSON.parse(schema)));
  const settings = uncomment(text).replace(/^##.*$/gm, '');
  const missing = [...keys].filter((key) => !new RegExp(`\\b${key}:`).test(settings));
  expect(missing).toEqual([]);
});

test.each([
  ['kinde.yaml', '.', './node_modules'],
  ['access/kinde.yaml', '.', '../node_modules'],
  ['kinde.yaml', '..', '../node_modules'],
])('%s with kinde-sync installed in %s names the schema under %s', async (config, where, modules) => {
  const folder = await makeFolder();
  const cwd = join(folder, 'work');
  await mkdir(cwd);
  await mkdir(join(cwd, where, 'node_modules/kinde-sync'), { recursive: true });
  await runInWorld(['init', '--platform', 'none', '-c', config], {
    sandbox: createSandbox(),
    cwd,
    env: noCredentials,
  });
  const [first] = (await readFile(join(cwd, config), 'utf8')).split('\n');
  expect(first).toBe(`# yaml-language-server: $schema=${modules}/kinde-sync/schemas/config.schema.json`);
});
