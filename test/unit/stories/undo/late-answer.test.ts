// The question of an undo that is answered late: what is carried out is what was shown, and the guards hold what is live then.
import { expect, it } from 'vitest';
import { createSandbox } from '../../../../src/sandbox/index.js';
import type { Sandbox } from '../../../../src/sandbox/index.js';
import { answerLate, makeFolder, membersOf, runInWorld } from '../../../fake-world.js';
import { makeTenant } from '../../../tenant.js';

const seed = makeTenant({
  people: ['bob', 'ann'],
  roles: ['admin'],
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true },
    { code: 'org_acme', name: 'Acme', allowRegistrations: false, members: ['jane admin', 'x', 'y', 'z'] },
  ],
});

const yaml = `version: 1
safety: { keepHolder: [admin] }
organizations:
  - code: org_acme
    membership: additive
    members: [{ email: bob@acme.example, roles: [admin] }, ann@acme.example]
`;

async function undoLate(edit: Parameters<Sandbox['change']>[0], seconds: number) {
  const sandbox = createSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': yaml });
  const applied = await runInWorld(['apply', '--yes', '--journal', 'j'], { sandbox, cwd });
  expect(applied.status, applied.stderr).toBe(0);
  sandbox.resetLog();
  const { status, stderr } = await runInWorld(['undo', 'j', '--format', 'json'], {
    sandbox,
    cwd,
    ...answerLate(sandbox, edit, seconds),
  });
  const guards = [...stderr.matchAll(/^refused ([a-z-]+):/gm)].map(([, guard]) => guard);
  const writes = sandbox.requests().filter(({ isWrite }) => isWrite).length;
  return { status, guards, writes, members: membersOf(sandbox, 'org_acme') };
}

it('takes back what was shown where nothing has moved', async () => {
  expect(await undoLate(() => undefined, 61)).toEqual({
    status: 0,
    guards: [],
    writes: 1,
    members: ['kp_jane', 'kp_x', 'kp_y', 'kp_z'],
  });
});

it('refuses where the person has become the last holder of a role meanwhile', async () => {
  expect(await undoLate((tenant) => tenant.removeMember('org_acme', 'kp_jane'), 61)).toEqual({
    status: 3,
    guards: ['keep-holder'],
    writes: 0,
    members: ['kp_ann', 'kp_bob', 'kp_x', 'kp_y', 'kp_z'],
  });
});

it('refuses where what was shown is not all of it any more', async () => {
  expect(await undoLate((tenant) => tenant.removeMember('org_acme', 'kp_ann'), 61)).toEqual({
    status: 3,
    guards: ['plan-overtaken'],
    writes: 0,
    members: ['kp_bob', 'kp_jane', 'kp_x', 'kp_y', 'kp_z'],
  });
});
