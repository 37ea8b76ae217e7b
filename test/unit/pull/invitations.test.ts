// Pull into files with pending invitations.
import { expect, it } from 'vitest';
import { openFolder } from './run-in-folder.js';

const seed = {
  roles: [{ key: 'admin', name: 'Admin' }],
  users: [{ id: 'kp_ann', emails: ['ann@acme.example'] }],
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true },
    {
      code: 'org_acme',
      name: 'Acme',
      members: [{ user: 'kp_ann' }],
      invitations: [{ email: 'Pia@acme.example', roles: ['admin'] }, { email: 'kai@free.example' }],
    },
  ],
};

const text = `version: 1
groups:
  contractors:
    - { email: kai@free.example, reason: Ticket 4711 } # the contractor
    - nobody@free.example
organizations:
  - code: org_acme
    newcomers: invite
    members:
      - ann@acme.example
      - { email: pia@acme.example, roles: [admin] } # invited
      - zoe@acme.example
      - { group: contractors }
`;

it('keeps listed people whose invitation is pending, also from a group that is written out', async () => {
  const { run, read, plan, write } = openFolder({ seed });
  write('kinde.yaml', text);
  const { status, stderr } = await run('pull');
  expect(status, stderr).toBe(0);
  expect(read('kinde.yaml')).toContain('- { email: pia@acme.example, roles: [admin] } # invited');
  expect(read('kinde.yaml')).toContain('kai@free.example');
  expect(read('kinde.yaml')).not.toContain('zoe@');
  expect(read('kinde.yaml')).toContain('newcomers: invite');
  expect(await plan()).toEqual([]);
});

it('lists an invited person whom no line names, so that the next apply revokes nothing', async () => {
  const { run, read, plan, write } = openFolder({ seed });
  write(
    'kinde.yaml',
    'version: 1\norganizations:\n  - { code: org_acme, newcomers: invite, members: [ann@acme.example] }\n',
  );
  expect(await plan()).toMatchObject([
    { action: 'revoke', email: 'kai@free.example' },
    { action: 'revoke', email: 'pia@acme.example' },
  ]);
  const { status, stderr } = await run('pull');
  expect(status, stderr).toBe(0);
  expect(read('kinde.yaml')).toContain('pia@acme.example');
  expect(await plan()).toEqual([]);
});

it('never lists an invited person in a first configuration', async () => {
  const { run, read } = openFolder({ seed });
  const { status, stderr } = await run('pull');
  expect(status, stderr).toBe(0);
  expect(read('kinde.yaml')).toContain('ann@acme.example');
  expect(read('kinde.yaml').toLowerCase()).not.toContain('pia@');
});
