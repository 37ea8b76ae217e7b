// A question that is answered late: the plan is made anew, and only what stands in both plans is carried out.
import { expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { Sandbox } from '../../../src/sandbox/index.js';
import { answerLate, makeFolder, membersOf, runInWorld } from '../../fake-world.js';
import { seed } from './tenant.js';

const swap = `version: 1
safety: { keepHolder: [admin] }
organizations:
  - code: org_acme
    allowRegistrations: true
    membership: exact
    members: [{ email: old@acme.example, roles: [admin] }]
`;

type Edit = Parameters<Sandbox['change']>[0];

async function applyLate(yaml: string, edit: Edit, seconds: number) {
  const sandbox = createSandbox({ seed });
  const cwd = await makeFolder({ 'kinde.yaml': yaml });
  const ended = await runInWorld(['apply', '--format', 'json', '--allow-removals', 'all'], {
    sandbox,
    cwd,
    ...answerLate(sandbox, edit, seconds),
  });
  return { ended, sandbox, members: membersOf(sandbox, 'org_acme') };
}

it('carries out what stands in both plans where nothing has moved', async () => {
  const { ended, members } = await applyLate(swap, () => undefined, 61);
  expect(ended.status, ended.stderr).toBe(0);
  expect(members).toEqual(['kp_old']);
});

it('refuses where the new holder of a role has left meanwhile: the last one stays', async () => {
  const { ended, sandbox, members } = await applyLate(swap, (t) => t.removeMember('org_acme', 'kp_old'), 61);
  expect(ended.status).toBe(3);
  expect(members).toEqual(['kp_jane']);
  expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
});

it('counts as done what somebody else has done meanwhile', async () => {
  const { ended, members } = await applyLate(swap, (t) => t.setRoles('org_acme', 'kp_old', ['admin']), 61);
  expect(ended.status, ended.stderr).toBe(0);
  expect(members).toEqual(['kp_old']);
});

it('leaves to the next run what was not shown', async () => {
  const { ended, members } = await applyLate(swap, (t) => t.addMember('org_acme', 'kp_lee', []), 61);
  expect(ended.status, ended.stderr).toBe(0);
  expect(members).toEqual(['kp_lee', 'kp_old']);
});

it('takes out nobody who has other roles than shown', async () => {
  const { ended, sandbox } = await applyLate(swap, (t) => t.setRoles('org_acme', 'kp_jane', []), 61);
  expect(ended.status).toBe(3);
  expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
});
