// The new holder of a role turns out to be somebody who is suspended in Kinde: they hold nothing, so the former holder stays.
import { expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import { makeFolder, runInWorld } from '../../fake-world.js';
import { makeTenant } from '../../tenant.js';

const crowd = Array.from({ length: 12_000 }, (_, index) => `c${index}`);
const seed = makeTenant({
  roles: ['admin'],
  people: [
    ...crowd,
    { id: 'kp_boss', emails: ['boss@acme.example', 'boss@else.example'], isSuspended: true },
  ],
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true },
    { code: 'org_a', name: 'A', members: ['jane admin', 'x', 'y'] },
  ],
});

it.each([
  ['leave', ''],
  ['lose the role', '{ email: jane@acme.example, roles: [] }, '],
])('does not let the last active holder %s', async (_, jane) => {
  const unknowns = { emailFilterReach: 'preferred', searchReach: 'preferred' } as const;
  const sandbox = createSandbox({ seed, unknowns });
  const cwd = await makeFolder({
    'kinde.yaml': `version: 1
safety: { keepHolder: [admin] }
organizations:
  - code: org_a
    members: [${jane}x@acme.example, y@acme.example, { email: boss@else.example, roles: [admin] }]
`,
  });
  const { status, stdout, stderr } = await runInWorld(['apply', '--yes'], { sandbox, cwd });
  const members = sandbox.snapshot().organizations.find(({ code }) => code === 'org_a')?.members;
  expect(members, stdout + stderr).toContainEqual({ user: 'kp_jane', roles: ['admin'] });
  expect(status).toBe(1);
});
