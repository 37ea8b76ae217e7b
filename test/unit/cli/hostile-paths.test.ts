// Files that are no configuration: each is named and ends the run with status 1, without a request and without waiting.
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import { diagnosticCodesIn, makeFolder, runInWorld } from '../../fake-world.js';
import { asItIs, seed } from './tenant.js';

/** Runs a plan that must fail, and returns the codes of its diagnostics. */
async function failToPlan(cwd: string, args: readonly string[] = []): Promise<readonly string[]> {
  const sandbox = createSandbox({ seed });
  const { status, stdout, stderr } = await runInWorld(['plan', ...args], { sandbox, cwd });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).not.toMatch(/^\s+at .*[:(]/m);
  expect(stderr.length).toBeLessThan(5_000);
  expect(sandbox.requests()).toEqual([]);
  return diagnosticCodesIn({ stderr });
}

test('a file of 50 MB is refused by its size', async () => {
  const cwd = await makeFolder({ 'kinde.yaml': 'version: 1\n' });
  await truncate(join(cwd, 'kinde.yaml'), 50 * 1024 * 1024);
  expect(await failToPlan(cwd)).toEqual(['file-too-large']);
});

test('a binary file is refused as no text', async () => {
  const cwd = await makeFolder();
  await writeFile(
    join(cwd, 'kinde.yaml'),
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 255]),
  );
  expect(await failToPlan(cwd)).toEqual(['not-utf-8']);
});

test('a folder that links to itself is read once', async () => {
  const cwd = await makeFolder({ 'kinde/acme.yaml': asItIs });
  await symlink('..', join(cwd, 'kinde', 'up'));
  await symlink('.', join(cwd, 'kinde', 'here'));
  const { status, stdout } = await runInWorld(['validate'], { sandbox: createSandbox(), cwd });
  expect(status).toBe(0);
  expect(stdout).toContain('1 file');
});

test('links that lead in a circle are said by name', async () => {
  const cwd = await makeFolder();
  await mkdir(join(cwd, 'kinde'));
  await symlink('two.yaml', join(cwd, 'kinde', 'one.yaml'));
  await symlink('one.yaml', join(cwd, 'kinde', 'two.yaml'));
  expect(await failToPlan(cwd)).toEqual(['unreadable-file', 'unreadable-file']);
});

test('a link that leads nowhere is said, not passed over', async () => {
  const cwd = await makeFolder({ 'kinde/acme.yaml': asItIs });
  await symlink('gone.yaml', join(cwd, 'kinde', 'globex.yaml'));
  expect(await failToPlan(cwd)).toEqual(['unreadable-file']);
});

// Root may read everything.
test.skipIf(process.getuid?.() === 0)('a file that may not be read is said', async () => {
  const cwd = await makeFolder({ 'kinde.yaml': asItIs });
  await chmod(join(cwd, 'kinde.yaml'), 0);
  expect(await failToPlan(cwd)).toEqual(['unreadable-file']);
});

// Root may list everything.
test.skipIf(process.getuid?.() === 0)('a folder that may not be listed is said', async () => {
  const cwd = await makeFolder({ 'kinde/one/acme.yaml': asItIs });
  await chmod(join(cwd, 'kinde/one'), 0);
  const codes = await failToPlan(cwd);
  await chmod(join(cwd, 'kinde/one'), 0o700);
  expect(codes).toEqual(['unreadable-file']);
});

test('a pipe that nobody writes to is refused and not waited for', async () => {
  const cwd = await makeFolder();
  execFileSync('mkfifo', [join(cwd, 'kinde.yaml')]);
  expect(await failToPlan(cwd)).toEqual(['unreadable-file']);
});

test('a pipe in a folder is refused, too', async () => {
  const cwd = await makeFolder({ 'kinde/acme.yaml': asItIs });
  execFileSync('mkfifo', [join(cwd, 'kinde', 'pipe.yaml')]);
  expect(await failToPlan(cwd)).toEqual(['unreadable-file']);
});

test('a device is refused', async () => {
  const cwd = await makeFolder();
  expect(await failToPlan(cwd, ['-c', '/dev/zero'])).toEqual(['unreadable-file']);
});

test('an empty folder named kinde.yaml holds no configuration', async () => {
  const cwd = await makeFolder();
  await mkdir(join(cwd, 'kinde.yaml'));
  expect(await failToPlan(cwd)).toEqual(['no-configuration']);
});

test('a folder whose name ends in .yaml, inside a folder, is entered', async () => {
  const cwd = await makeFolder({ 'kinde/acme.yaml/one.yaml': asItIs });
  const { stdout } = await runInWorld(['validate'], { sandbox: createSandbox(), cwd });
  expect(stdout).toContain('1 file, 1 organization');
});

test('a path that is not there is said', async () => {
  expect(await failToPlan(await makeFolder(), ['-c', 'gone.yaml'])).toEqual(['missing-file']);
});

test('the same file twice counts once, however it is spelled', async () => {
  const cwd = await makeFolder({ 'kinde/acme.yaml': asItIs });
  const args = ['validate', '-c', 'kinde/acme.yaml', '-c', './kinde/../kinde/acme.yaml', '-c', 'kinde'];
  const { status, stdout } = await runInWorld(args, { sandbox: createSandbox(), cwd });
  expect(status).toBe(0);
  expect(stdout).toContain('1 file, 1 organization');
});

test('the same organization in two files is an error which names both', async () => {
  const cwd = await makeFolder({ 'kinde/one.yaml': asItIs, 'kinde/two.yaml': asItIs });
  expect(await failToPlan(cwd)).toContain('duplicate-organization');
});
