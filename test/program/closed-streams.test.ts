// Readers that go away and disks that are full: what a run does in Kinde, and its exit status, do not depend on them.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { SandboxOptions } from '../../src/sandbox/index.js';
import { makeFolder } from '../fake-world.js';
import { listenSandbox, runProcess, runShell } from '../run-process.js';
import type { ProcessEnd } from '../run-process.js';
import { asItIs, changing, emptying, seed } from '../unit/cli/tenant.js';

const leaveOut: SandboxOptions['faults'] = {
  seed: 1,
  faults: [{ kind: 'partial-bulk', operations: ['AddOrganizationUsers'] }],
};

/** `2>&1 >/dev/null` and the like stand in the line; the status is that of the program. */
async function runPiped(
  line: string,
  config: string,
  options: Partial<SandboxOptions> = {},
): Promise<ProcessEnd> {
  const { env } = await listenSandbox({ seed, ...options });
  const cwd = await makeFolder({ 'kinde.yaml': config });
  return runShell(`${line}; exit \${PIPESTATUS[0]}`, { cwd, env });
}

const program = '"$NODE" "$BINARY"';
/** A reader that is gone before the program writes anything. */
const nobody = '| true';

test('an apply that fails ends with 1 where nobody reads what it says', async () => {
  const apply = `${program} apply --yes`;
  expect((await runPiped(`${apply} ${nobody}`, changing, { faults: leaveOut })).status).toBe(1);
  expect((await runPiped(`${apply} | head -1`, changing, { faults: leaveOut })).status).toBe(1);
  expect((await runPiped(`${apply} 2>&1 ${nobody}`, changing, { faults: leaveOut })).status).toBe(1);
});

test('an apply that is refused ends with 3, and a plan with changes with 2, where nobody reads', async () => {
  expect((await runPiped(`${program} apply --yes ${nobody}`, emptying)).status).toBe(3);
  expect((await runPiped(`${program} plan --detailed-exitcode ${nobody}`, changing)).status).toBe(2);
  expect((await runPiped(`${program} plan ${nobody}`, asItIs)).status).toBe(0);
});

test.each(['', '2>&1'])(
  'an apply goes on to its end where the reader of stdout goes away %s',
  async (both) => {
    const { env, sandbox } = await listenSandbox({ seed });
    const people = Array.from({ length: 1000 }, (_, index) => `      - p${index}@fresh.example\n`).join('');
    const config = `version: 1\norganizations:\n  - code: org_acme\n    membership: additive\n    members:\n${people}`;
    const cwd = await makeFolder({ 'kinde.yaml': config });
    const line = `${program} apply --yes --concurrency 50 ${both} | head -1; exit \${PIPESTATUS[0]}`;
    const { status } = await runShell(line, { cwd, env });
    expect(status).toBe(0);
    const acme = sandbox.snapshot().organizations.find(({ code }) => code === 'org_acme');
    expect(acme?.members).toHaveLength(1002);
  },
);

test('a reader of stderr that goes away does not end an apply', async () => {
  const { env, sandbox } = await listenSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  const line = `{ ${program} apply --yes -v 2>&3 3>&- >out.txt; echo $? > status; } 3>&1 | true; sleep 0.1; cat status`;
  const { stdout } = await runShell(`${line}; while [ ! -s status ]; do sleep 0.05; done; cat status`, {
    cwd,
    env,
  });
  expect(stdout).toMatch(/^0\n/);
  expect(sandbox.requests().filter(({ isWrite }) => isWrite)).not.toEqual([]);
  expect(await readFile(join(cwd, 'out.txt'), 'utf8')).toContain('verified');
});

test('a result that the disk has no room for ends a finished apply with 1, and stderr says so', async () => {
  const { env, sandbox } = await listenSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  const { status, stderr } = await runShell(`${program} apply --yes > /dev/full`, { cwd, env });
  expect(status).toBe(1);
  expect(stderr).toContain('error no-output: ');
  expect(stderr).toContain('ENOSPC');
  expect((await runProcess(['plan', '--detailed-exitcode'], { cwd, env })).status).toBe(0);
  expect(sandbox.violations()).toEqual([]);
});

test('a terminal that is closed stops a run like Ctrl-C', async () => {
  const { env, sandbox } = await listenSandbox({ seed, latencyMs: 150 });
  const cwd = await makeFolder({ 'kinde.yaml': changing });
  const line = `${program} apply --yes > out.txt & sleep 0.6; kill -HUP $!; wait $!`;
  const { status } = await runShell(line, { cwd, env });
  expect(status).toBe(130);
  expect(sandbox.violations()).toEqual([]);
});

test('a pipe is never coloured because of CI', async () => {
  const { env } = await listenSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': changing, 'wrong.yaml': 'version: 2\n' });
  for (const args of [
    ['plan'],
    ['apply', '--yes'],
    ['validate', '-c', 'wrong.yaml'],
    ['doctor'],
    ['pull', '--check'],
  ]) {
    const { stdout, stderr } = await runProcess(args, { cwd, env: { ...env, CI: 'true' } });
    expect(stdout + stderr).not.toContain('\u001b');
  }
});
