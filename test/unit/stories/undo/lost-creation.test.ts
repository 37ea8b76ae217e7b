// Undoes an apply whose creation of a person had no answer: only a person who is proven to be new was added by the apply.
import { expect, it } from 'vitest';
import { createSandbox } from '../../../../src/sandbox/index.js';
import type { Interception, Sandbox } from '../../../../src/sandbox/index.js';
import { makeFolder, membersOf, runInWorld } from '../../../fake-world.js';
import { makeTenant } from '../../../tenant.js';

const seed = makeTenant({
  people: [{ id: 'kp_x', emails: ['x@acme.example'], createdOn: '12 days ago' }],
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true },
    { code: 'org_acme', name: 'Acme', members: ['x', 'y', 'z'] },
    { code: 'org_beta', name: 'Beta', members: ['y', 'z'] },
  ],
});

async function applyAndUndo(code: string, answer: Interception, edit?: Parameters<Sandbox['change']>[0]) {
  const sandbox: Sandbox = createSandbox({
    seed,
    intercept: ({ operation, count }) => {
      if (operation !== 'createUser' || count > 1) return undefined;
      if (edit !== undefined) sandbox.change(edit);
      return answer;
    },
  });
  const cwd = await makeFolder({
    'kinde.yaml': `version: 1\norganizations: [{ code: ${code}, membership: additive, members: [new@acme.example] }]\n`,
  });
  const applied = await runInWorld(['apply', '--yes', '--journal', 'j'], { sandbox, cwd });
  const joined = membersOf(sandbox, code).length;
  const undone = await runInWorld(['undo', 'j', '--yes'], { sandbox, cwd });
  return { statuses: [applied.status, undone.status], joined, left: membersOf(sandbox, code), ...undone };
}

const becomes: Parameters<Sandbox['change']>[0] = (tenant) => {
  tenant.changeUser('kp_x', { emails: ['x@acme.example', 'new@acme.example'] });
};

it('takes out a new person', async () => {
  const { statuses, joined, left } = await applyAndUndo('org_acme', 'drop-after');
  // The account stays in Kinde, so the undo ends with 1.
  expect([statuses, joined, left]).toEqual([[0, 1], 4, ['kp_x', 'kp_y', 'kp_z']]);
});

it('leaves a person who was there before and got the address meanwhile', async () => {
  const { statuses, left, stdout } = await applyAndUndo('org_acme', 'drop-before', becomes);
  expect([statuses, left]).toEqual([
    [0, 1],
    ['kp_x', 'kp_y', 'kp_z'],
  ]);
  expect(stdout).toContain('not-reversible');
  expect(stdout).not.toContain('stays-created');
});

it('takes out an existing person whom the apply added by another call', async () => {
  const { joined, left } = await applyAndUndo('org_beta', 'drop-before', becomes);
  expect([joined, left]).toEqual([3, ['kp_y', 'kp_z']]);
});
