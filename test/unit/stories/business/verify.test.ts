// Reading back the permissions of a role: what Kinde passed over is sent again, and what stays wrong is an error.
import { expect, it } from 'vitest';
import type { SandboxOptions } from '../../../../src/sandbox/index.js';
import { openScene, permissionsOf, readPlan } from './scene.js';

type Passed = (body: { permissions: readonly { id: string; operation?: string }[] }, call: number) => unknown;

/** Returns a sandbox whose lists of permissions pass over a part of their entries. */
function passOver(keep: Passed): Pick<SandboxOptions, 'intercept'> {
  let calls = 0;
  return {
    intercept: ({ operation, body }) => {
      if (operation !== 'UpdateRolePermissions') return undefined;
      calls += 1;
      return keep(body as Parameters<Passed>[0], calls) === true
        ? undefined
        : Response.json({ code: 'OK', message: 'Success' });
    },
  };
}

it('sends the permissions again that Kinde confirmed and did not set', async () => {
  const { sandbox, run } = await openScene(passOver((_, call) => call > 3));
  const end = await run('apply', '--yes', '--format', 'json');
  expect(end.status, end.stderr).toBe(0);
  expect(permissionsOf(sandbox.snapshot())).toEqual({
    admin: ['pay:x', 'read:x'],
    viewer: ['read:x'],
    payer: ['new:x'],
  });
});

it('fails if Kinde never sets them, and names the role', async () => {
  const { run } = await openScene(passOver(() => false));
  const end = await run('apply', '--yes', '--format', 'json');
  expect(end.status).toBe(1);
  expect(end.stderr).toContain('The role "admin" lacks pay:x and still has write:x after the apply.');
  const open = readPlan(end).changes.filter((change) => 'result' in change && change.result === 'failed');
  expect(open.map((change) => ('key' in change ? change.key : ''))).toEqual(['admin', 'payer', 'viewer']);
});

it('takes no permission away that the plan has not shown', async () => {
  const { sandbox, run } = await openScene({
    onEffect: ({ operation }) => {
      if (operation !== 'UpdateRolePermissions') return;
      sandbox.change((tenant) =>
        tenant.addRole({
          key: 'viewer',
          name: 'Viewer',
          description: 'Sees it',
          permissions: ['pay:x', 'read:x'],
        }),
      );
    },
  });
  const end = await run('apply', '--yes', '--format', 'json');
  expect(end.status).toBe(1);
  expect(permissionsOf(sandbox.snapshot())['viewer']).toEqual(['pay:x', 'read:x']);
});
