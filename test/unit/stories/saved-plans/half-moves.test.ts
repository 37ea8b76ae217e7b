// Somebody whose removal was approved and who is now to join another organization, which was not: half a move would leave
// them without any.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Sandbox, TenantEditor } from '../../../../src/sandbox/index.js';
import { createSandbox } from '../../../../src/sandbox/index.js';
import { answerLate, makeFolder, runInWorld } from '../../../fake-world.js';
import { makeTenant } from '../../../tenant.js';

const seed = makeTenant({
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true },
    { code: 'org_a', name: 'A', members: ['jane', 'x', 'y', 'z'] },
    { code: 'org_b', name: 'B', members: ['jane', 'b'] },
  ],
});

const list = (...names: readonly string[]): string =>
  `[${names.map((name) => `${name}@acme.example`).join(', ')}]`;
const files = (...inB: readonly string[]): string => `version: 1
organizations:
  - { code: org_a, members: ${list('x', 'y', 'z')} }
  - { code: org_b, membership: additive, members: ${list(...inB)} }
`;
const leaveB = (tenant: TenantEditor): void => tenant.removeMember('org_b', 'kp_jane');

function expectUntouched(sandbox: Sandbox): void {
  expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
}

it('refuses the removal where somebody has left the other organization meanwhile', async () => {
  const sandbox = createSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': files('jane', 'b') });
  await runInWorld(['plan', '--out', 'p.json'], { sandbox, cwd });
  sandbox.change(leaveB);
  const { status, stderr } = await runInWorld(['apply', 'p.json', '--yes'], { sandbox, cwd });
  expect(status).toBe(3);
  expect(stderr).toContain('The files now add them to B, which the saved plan does not contain.');
  expectUntouched(sandbox);
});

it('refuses the removal where the files have made it half of a move', async () => {
  const sandbox = createSandbox({ seed });
  sandbox.change(leaveB);
  const cwd = await makeFolder({ 'kinde.yaml': files('b') });
  await runInWorld(['plan', '--out', 'p.json'], { sandbox, cwd });
  await writeFile(join(cwd, 'kinde.yaml'), files('jane', 'b'));
  expect((await runInWorld(['apply', 'p.json', '--yes'], { sandbox, cwd })).status).toBe(3);
  expectUntouched(sandbox);
});

it('refuses it after a late answer', async () => {
  const sandbox = createSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': files('jane', 'b') });
  const { status } = await runInWorld(['apply'], {
    sandbox,
    cwd,
    ...answerLate(sandbox, leaveB, 61),
  });
  expect(status).toBe(3);
  expectUntouched(sandbox);
});
