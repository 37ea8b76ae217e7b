// An apply that creates permissions and roles and gives them to members, killed or interrupted at any request: the next run
// puts it right, whether Kinde replaces or adds the permissions of a role.
import { expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/index.js';
import type { Sandbox } from '../../src/sandbox/index.js';
import { cutWire, moments } from './cut-wire.js';
import { interruptAt, pressMoments } from './press-ctrl-c.js';
import { sleep, runCommand, useVirtualTime } from './run-command.js';
import { readScenario } from '../scenarios/scenario.js';
import { describeSeed, toStable } from '../scenarios/stable-names.js';

const root = new URL('../scenarios', import.meta.url).pathname;
const scenarios = ['200-roles-and-permissions-from-nothing', '201-roles-and-permissions-change'].map((name) =>
  readScenario(root, name),
);
const semantics = ['add', 'replace'] as const;
const args = ['apply', '--yes', '--allow-removals', 'all', '--format', 'json'];

useVirtualTime();

function open(folder: (typeof scenarios)[number], rolePermissions: 'add' | 'replace'): Sandbox {
  return createSandbox({ seed: folder.before, unknowns: { rolePermissions }, now: Date.now, sleep });
}

it.each(
  scenarios.flatMap((folder) =>
    semantics.flatMap((semantic) =>
      moments.map((moment) => ({ folder, name: folder.name, semantic, moment })),
    ),
  ),
)('leaves nothing that the next run does not put right: $name, $semantic, $moment', async (play) => {
  const { folder, semantic, moment } = play;
  const whole = open(folder, semantic);
  const given = { cwd: folder.path, seed: 1 };
  expect((await runCommand(args, { ...given, sandbox: whole })).status).toBe(0);
  const total = whole.requests().length;
  expect(total).toBeGreaterThan(15);
  const wrong: unknown[] = [];
  for (let death = 1; death <= total; death += 1) {
    const sandbox = open(folder, semantic);
    const first = await runCommand(args, { ...given, sandbox, ...cutWire(sandbox, death, moment) });
    const second = await runCommand(args, { ...given, sandbox });
    if (first.status !== null || second.status !== 0)
      wrong.push([death, first.status, second.status, second.stderr]);
    expect(toStable(sandbox.snapshot()), `killed at request ${death}`).toEqual(describeSeed(folder.after));
    wrong.push(...sandbox.violations());
  }
  expect(wrong).toEqual([]);
});

it.each(
  scenarios.flatMap((folder) =>
    semantics.flatMap((semantic) =>
      pressMoments.map((moment) => ({ folder, name: folder.name, semantic, moment })),
    ),
  ),
)('ends with 130 and starts nothing after Ctrl-C: $name, $semantic, $moment', async (play) => {
  const { folder, semantic, moment } = play;
  const whole = open(folder, semantic);
  const given = { cwd: folder.path, seed: 1 };
  expect((await runCommand(args, { ...given, sandbox: whole })).status).toBe(0);
  const wrong: unknown[] = [];
  for (let stop = 1; stop <= whole.requests().length; stop += 1) {
    const sandbox = open(folder, semantic);
    const { late, ...wire } = interruptAt(sandbox, stop, moment);
    const first = await runCommand(args, { ...given, sandbox, ...wire });
    const second = await runCommand(args, { ...given, sandbox });
    if (first.status !== 130 || second.status !== 0 || late.length > 0)
      wrong.push([stop, first.status, second.status, late, first.stderr, second.stderr]);
    expect(toStable(sandbox.snapshot()), `interrupted at request ${stop}`).toEqual(
      describeSeed(folder.after),
    );
    wrong.push(...sandbox.violations());
  }
  expect(wrong).toEqual([]);
});
