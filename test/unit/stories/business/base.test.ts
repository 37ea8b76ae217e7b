// `--base` with roles and permissions: what the pull request causes, and what had drifted before.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { configuration, openScene, readPlan } from './scene.js';

it('tells the roles that a request changes from those that had drifted', async () => {
  const { cwd, run } = await openScene();
  await mkdir(join(cwd, 'base'));
  const base = configuration
    .replace('permissions: ["pay:x", "read:x"]', 'permissions: ["read:x"]')
    .replace('    - { key: payer, name: Payer, permissions: ["new:x"] }\n', '')
    .replace('roles: [payer]', 'roles: [viewer]');
  await writeFile(join(cwd, 'base/kinde.yaml'), base);
  const { changes } = readPlan(await run('plan', '--format', 'json', '--base', 'base'));
  const causes = changes.flatMap((change) => ('key' in change ? [[change.key, change.cause]] : []));
  expect(Object.fromEntries(causes)).toEqual({
    'new:x': 'drifted',
    'pay:x': 'drifted',
    // The base gives it other permissions.
    admin: 'here',
    payer: 'here',
    viewer: 'drifted',
  });
});

it('counts the holders of a role that only the request takes permissions from', async () => {
  const { cwd, run } = await openScene();
  await mkdir(join(cwd, 'base'));
  await writeFile(join(cwd, 'base/kinde.yaml'), 'version: 1\norganizations: []\n');
  const { changes, reads } = readPlan(await run('plan', '--format', 'json', '--base', 'base'));
  expect(changes).toContainEqual(expect.objectContaining({ key: 'admin', holders: 1, cause: 'here' }));
  expect(reads).toContainEqual({ list: 'holders of changed roles', lists: 1, pages: 1, complete: true });
});
