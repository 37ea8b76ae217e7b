// A list names one person by two addresses, and Kinde's filter shows neither: apply finds one owner for both additions.
import { expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { Unknowns } from '../../../src/sandbox/index.js';
import { makeFolder, membersOf, reportOf, runInWorld } from '../../fake-world.js';

const hidden: Partial<Unknowns> = {
  emailFilterCase: 'sensitive',
  emailFilterReach: 'preferred',
  searchReach: 'preferred',
};

/** Bo has three addresses. Many others are in the environment, so that planning does not read everyone. */
function open(unknowns: Partial<Unknowns>) {
  const crowd = Array.from({ length: 3000 }, (_, index) => ({ emails: [`p${index}@crowd.example`] }));
  return createSandbox({
    unknowns: { ...hidden, ...unknowns },
    seed: {
      roles: [{ key: 'admin' }, { key: 'owner' }, { key: 'viewer' }],
      users: [...crowd, { id: 'kp_bo', emails: ['Bo@Home.example', 'bo@acme.example', 'bo@corp.example'] }],
      organizations: [
        { code: 'org_home', name: 'Home', isDefault: true },
        { code: 'org_acme', name: 'Acme' },
      ],
    },
  });
}

const list = (members: string): string =>
  `version: 1\norganizations:\n  - { code: org_acme, members: [${members}] }\n`;

it.each([
  ['each with roles', '[admin]', '[viewer]', ['admin', 'viewer']],
  ['one without', null, '[owner]', ['owner']],
  ['the other without', '[owner]', null, ['owner']],
])('the person gets the roles of both listings: %s', async (_, first, second, roles) => {
  const entry = (email: string, given: string | null): string =>
    given === null ? email : `{ email: ${email}, roles: ${given} }`;
  const yaml = list(`${entry('bo@acme.example', first)}, ${entry('bo@corp.example', second)}`);
  for (const patchRoles of ['add', 'replace'] as const) {
    const sandbox = open({ patchRoles });
    const cwd = await makeFolder({ 'kinde.yaml': yaml });
    const applied = await runInWorld(['apply', '--yes', '--format', 'json'], { sandbox, cwd });
    const { verified, changes } = reportOf(applied);
    expect([applied.status, verified], applied.stderr).toEqual([0, true]);
    expect(changes.filter(({ result }) => result !== 'applied')).toEqual([]);
    expect(sandbox.snapshot().organizations.find(({ code }) => code === 'org_acme')?.members).toMatchObject([
      { user: 'kp_bo', roles },
    ]);
    const sent = sandbox.requests().filter(({ operation }) => operation === 'AddOrganizationUsers');
    expect(sent.map(({ body }) => (body as { users: readonly unknown[] }).users.length)).toEqual([1]);
    const again = await runInWorld(['plan', '--detailed-exitcode'], { sandbox, cwd });
    expect(again.status, again.stdout).toBe(0);
  }
});

it('an undo takes the person out again, once', async () => {
  const sandbox = open({});
  const yaml = list(
    '{ email: bo@acme.example, roles: [admin] }, { email: bo@corp.example, roles: [viewer] }',
  );
  const cwd = await makeFolder({ 'kinde.yaml': yaml });
  await runInWorld(['apply', '--yes', '--journal', 'journal.jsonl'], { sandbox, cwd });
  const undo = ['undo', 'journal.jsonl', '--yes', '--allow-removals', '1', '--format', 'json'];
  const undone = await runInWorld(undo, { sandbox, cwd });
  const { verified, changes } = reportOf(undone);
  expect([undone.status, verified], undone.stderr).toEqual([0, true]);
  expect(changes.map(({ action }) => action)).toEqual(['remove']);
  expect(membersOf(sandbox, 'org_acme')).toEqual([]);
});
