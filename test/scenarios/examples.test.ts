// Every example does what it says on the tenant of examples/sandbox-seed.yaml: it is valid, applies, and leaves
// nothing to do. A folder of examples/ that holds kinde.yaml or kinde/ is found by itself.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createSandbox, parseSeed } from '../../src/sandbox/index.js';
import type { Sandbox, SandboxSeed } from '../../src/sandbox/index.js';
import { runInWorld } from '../fake-world.js';

const folder = 'examples';
const seedPath = join(folder, 'sandbox-seed.yaml');
const seed = parseSeed(readFileSync(seedPath, 'utf8'), seedPath);

interface Example {
  readonly name: string;
  readonly cwd: string;
  /** Files of variables beside the configuration; each is a run of its own. */
  readonly envFile: string | null;
}

const examples: readonly Example[] = readdirSync(folder)
  .filter((name) => ['kinde.yaml', 'kinde'].some((path) => existsSync(join(folder, name, path))))
  .flatMap((name): readonly Example[] => {
    const cwd = join(folder, name);
    const envFiles = readdirSync(cwd).filter((file) => file.endsWith('.env'));
    return envFiles.length === 0
      ? [{ name, cwd, envFile: null }]
      : envFiles.map((envFile) => ({ name: `${name} with ${envFile}`, cwd, envFile }));
  });

/** Returns the example tenant, or for another environment one like it in which Kinde chose other codes. */
function seedFor(code: string): SandboxSeed {
  if (code === seed.environment?.code) return seed;
  const organizations = (seed.organizations ?? []).map((organization, index) => ({
    ...organization,
    code: `org_${code}${index}`,
  }));
  return { ...seed, environment: { code, name: code }, organizations };
}

function openSandbox({ cwd, envFile }: Example): Sandbox {
  const variables = envFile === null ? {} : parseEnv(readFileSync(join(cwd, envFile), 'utf8'));
  return createSandbox({ seed: seedFor(variables['KINDE_ENVIRONMENT'] ?? 'production') });
}

const withVariables = ({ envFile }: Example) => (envFile === null ? [] : ['--env-file', envFile]);

test('there are examples, and one of them is read from a folder', () => {
  expect(examples.length).toBeGreaterThanOrEqual(4);
  expect(examples.some(({ cwd }) => existsSync(join(cwd, 'kinde')))).toBe(true);
});

describe.each(examples)('the example $name', (example) => {
  const { cwd } = example;

  test('is valid, without a warning and without a request', async () => {
    const sandbox = openSandbox(example);
    const { status, stderr } = await runInWorld(['validate', ...withVariables(example)], { sandbox, cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(sandbox.requests()).toEqual([]);
  });

  test('has changes to show, applies, and plans nothing after that', async () => {
    const sandbox = openSandbox(example);
    const plan = ['plan', '--detailed-exitcode', ...withVariables(example)];
    expect((await runInWorld(plan, { sandbox, cwd })).status).toBe(2);
    const applied = await runInWorld(['apply', '--yes', ...withVariables(example)], { sandbox, cwd });
    expect({ status: applied.status, stderr: applied.stderr }).toEqual({ status: 0, stderr: '' });
    expect((await runInWorld(plan, { sandbox, cwd })).status).toBe(0);
    expect(sandbox.violations()).toEqual([]);
  });

  test('says in the first line of each file where its schema is, for editors', () => {
    const files = readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.yaml'),
    );
    for (const file of files) {
      const [first] = readFileSync(join(cwd, file), 'utf8').split('\n');
      const path = '../'.repeat(file.split('/').length - 1) || './';
      expect({ file, first }).toEqual({
        file,
        first: `# yaml-language-server: $schema=${path}node_modules/kinde-sync/schemas/config.schema.json`,
      });
    }
  });
});

test('variables of one environment are refused with the credentials of another', async () => {
  const cwd = join(folder, 'two-environments');
  const sandbox = createSandbox({ seed: seedFor('production') });
  const { status } = await runInWorld(['apply', '--yes', '--env-file', 'staging.env'], { sandbox, cwd });
  expect(status).toBe(3);
  expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
});
