// An organization whose creation ended unclear, and which has another name by now, while another one has its former name.
import { expect, it } from 'vitest';
import { createSandbox } from '../../../../src/sandbox/index.js';
import { makeFolder, reportOf, runInWorld } from '../../../fake-world.js';
import { makeTenant } from '../../../tenant.js';

const seed = makeTenant({
  people: ['jane', 'bob'],
  organizations: [{ code: 'org_home', name: 'Home', isDefault: true }],
});

it('takes nobody out of the other one, and says which one the apply created', async () => {
  const sandbox = createSandbox({
    seed,
    intercept: ({ operation, count }) =>
      operation === 'createOrganization' && count === 1 ? 'drop-after' : undefined,
  });
  const cwd = await makeFolder({
    'kinde.yaml':
      'version: 1\norganizations: [{ externalId: globex, name: Globex, allowRegistrations: false, members: [jane@acme.example] }]\n',
  });
  const applied = await runInWorld(['apply', '--yes', '--journal', 'j'], { sandbox, cwd });
  expect(applied.status, applied.stderr).toBe(0);
  const created = sandbox.snapshot().organizations.find(({ name }) => name === 'Globex')?.code ?? '';
  sandbox.change((tenant) => {
    tenant.changeOrganization(created, { name: 'Globex Old' });
    tenant.addOrganization({ code: 'org_other', name: 'Globex' });
    for (const user of ['kp_jane', 'kp_bob']) tenant.addMember('org_other', user, []);
    tenant.addMember(created, 'kp_bob', []);
  });
  const undone = await runInWorld(['undo', 'j', '--yes', '--format', 'json'], { sandbox, cwd });
  const members = sandbox
    .snapshot()
    .organizations.filter(({ code }) => code !== 'org_home')
    .map(({ name, members: own }) => [name, own.map(({ user }) => user)]);
  expect(Object.fromEntries(members)).toEqual({ 'Globex Old': ['kp_bob'], Globex: ['kp_bob', 'kp_jane'] });
  const { warnings } = reportOf(undone);
  const stays = warnings.flatMap(({ code, organization }) =>
    code === 'stays-created' ? [organization] : [],
  );
  expect(stays).toContainEqual({ code: created, name: 'Globex Old' });
  expect(stays.map((organization) => organization?.code)).not.toContain('org_other');
});
