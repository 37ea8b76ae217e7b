// The help of every command, and the answer to a misspelt word.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import { makeFolder, runInWorld } from '../../fake-world.js';
import type { Ended } from '../../fake-world.js';

async function run(args: readonly string[], files: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const sandbox = createSandbox();
  const ended = await runInWorld(args, { sandbox, cwd: await makeFolder(files) });
  expect(sandbox.requests()).toEqual([]);
  return ended;
}

/** Returns the commands in the order of the help. */
async function listCommands(): Promise<readonly string[]> {
  const { stdout } = await run(['--help']);
  return [...stdout.slice(stdout.indexOf('-h, --help')).matchAll(/^ {2}([a-z]+) /gm)].map(
    ([, name = '']) => name,
  );
}

test('the help tells the commands in the order of the story', async () => {
  const story = ['init', 'validate', 'plan', 'apply', 'undo', 'sandbox', 'demo', 'completion', 'help'];
  const commands = await listCommands();
  expect(commands.filter((name) => story.includes(name))).toEqual(story);
});

test('every command says what it does, shows how it is called, and tells the exit statuses', async () => {
  for (const name of await listCommands()) {
    const { status, stdout, stderr } = await run([name, '--help']);
    expect({ name, status, stderr }).toEqual({ name, status: 0, stderr: '' });
    const [usage = '', , description = ''] = stdout.split('\n');
    expect(usage).toContain(`Usage: kinde-sync ${name}`);
    expect(description.length).toBeGreaterThan(10);
    expect(stdout).toMatch(new RegExp(`^Examples?:\\n(.*\\n)?.*kinde-sync ${name}`, 'm'));
    expect(stdout).toMatch(/^Exit status: 0 /m);
  }
});

test('kinde-sync help says the same as --help, for all and for each', async () => {
  expect(await run(['help'])).toEqual(await run(['--help']));
  for (const name of await listCommands())
    if (name !== 'help') expect(await run(['help', name])).toEqual(await run([name, '--help']));
});

test('the help names every setting that the program reads, and the page of documentation that there is', async () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('sandbox'))
    .map((file) => readFileSync(join('src', file), 'utf8'));
  const named = sources.flatMap((text) => text.match(/(?<=')KINDE_[A-Z_]*[A-Z](?=')/g) ?? []);
  const { stdout } = await run(['--help']);
  expect(new Set(named).size).toBeGreaterThan(6);
  expect([...new Set(named)].filter((name) => !stdout.includes(`  ${name} `))).toEqual([]);
  const page = /^Documentation: (\S+)/m.exec(stdout)?.[1] ?? '';
  expect(readFileSync(page, 'utf8')).toContain('# kinde-sync');
  expect((await run(['plan', '--help'])).stdout).toContain('Settings and documentation: kinde-sync --help');
});

test.each([
  [['ini'], 'Did you mean init?'],
  [['compeltion', 'bash'], 'Did you mean completion?'],
  [['help', 'plna'], 'Did you mean "plan"?'],
  [['plan', '--format', 'markdwon'], 'Did you mean "markdown"?'],
  [['apply', '--format', 'jsn'], 'Did you mean "json"?'],
  [['validate', '--format', 'gihub'], 'Did you mean "github"?'],
  [['init', '--platform', 'gitlabb'], 'Did you mean "gitlab"?'],
  [['init', '--platfrom', 'gitlab'], 'Did you mean --platform?'],
  [['completion', 'fissh'], 'Did you mean "fish"?'],
])('%j is answered with "%s" and exit status 1', async (args, suggestion) => {
  const { status, stdout, stderr } = await run(args);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain(suggestion);
});

test('a misspelt key of the configuration is answered with the right one', async () => {
  const file = 'version: 1\norganizations:\n  - { code: org_1, allowRegistration: true }\n';
  const { status, stderr } = await run(['validate'], { 'kinde.yaml': file });
  expect(status).toBe(1);
  expect(stderr).toContain('Did you mean "allowRegistrations"?');
});

test('a format of plan that apply cannot print is said to be for plan', async () => {
  expect((await run(['apply', '--format', 'markdown'])).stderr).toContain('markdown is for plan');
});
