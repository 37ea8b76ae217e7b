// Invitations: sent once, revoked, never changed; and the caps of an organization.
import { expect, it } from 'vitest';
import { createSandbox, type SandboxOptions } from '../../../src/sandbox/index.js';
import { connect, rowsOf } from './connect.js';

const seed = {
  roles: [{ key: 'admin', name: 'Administrator' }],
  users: [{ id: 'kp_ann', emails: ['ann@x.example'] }],
  organizations: [
    {
      code: 'org_d',
      name: 'Default',
      invitations: [
        { email: 'bo@x.example', roles: ['admin'] },
        { email: 'cy@x.example', state: 'revoked' as const },
        { email: 'di@x.example', state: 'accepted' as const },
      ],
    },
  ],
};

async function open(options: Omit<SandboxOptions, 'seed'> = {}) {
  const sandbox = createSandbox({ seed, ...options });
  const ask = await connect(sandbox);
  const pending = async () => rowsOf(await ask('GET', path), 'invites').map((row) => row['email'] as string);
  return { sandbox, ask, pending };
}

const path = 'organization/org_d/invites';

it('lists pending invitations, and others only if asked', async () => {
  const { ask, pending, sandbox } = await open();
  expect(await pending()).toEqual(['bo@x.example']);
  const all = await ask('GET', `${path}?include_revoked=true&include_accepted=true&sort=email_desc`);
  expect(rowsOf(all, 'invites')).toMatchObject([
    { email: 'di@x.example', accepted_on: expect.any(String) as string, is_revoked: false },
    { email: 'cy@x.example', accepted_on: null, is_revoked: true },
    { email: 'bo@x.example', roles: [{ key: 'admin', name: 'Administrator' }], is_sent: true },
  ]);
  expect(sandbox.violations()).toEqual([]);
});

it('invites with names and roles, and mails only if told to', async () => {
  const { ask, sandbox, pending } = await open();
  const body = { email: 'new@x.example', first_name: 'New', last_name: 'One', roles: ['admin'] };
  const { status, json } = await ask('POST', path, body);
  expect([status, json['invite']]).toMatchObject([201, { full_name: 'New One', is_sent: false }]);
  const { code } = json['invite'] as { code: string };
  expect((await ask('GET', `${path}/${code}`)).json).toMatchObject({ code, email: 'new@x.example' });
  expect(await pending()).toHaveLength(2);
  expect((await ask('DELETE', `${path}/${code}`)).status).toBe(200);
  expect((await ask('DELETE', `${path}/${code}`)).code).toBe('INVITATION_NOT_PENDING');
  expect(sandbox.snapshot().organizations[0]?.invitations).toContainEqual({
    email: 'new@x.example',
    firstName: 'New',
    lastName: 'One',
    roles: ['admin'],
    isSent: false,
    state: 'revoked',
  });
});

it.each([
  [{ email: 'new@x.example' }, 'INVALID_REQUEST'],
  [{ email: 'new@x.example', roles: ['boss'] }, 'ROLE_NOT_FOUND'],
  [{ email: 'nowhere', roles: [] }, 'INVALID_EMAIL'],
  [{ email: `${'a'.repeat(250)}@x.example`, roles: [] }, 'EMAIL_TOO_LONG'],
  [{ email: 'n@x.example', first_name: 'a'.repeat(65), roles: [] }, 'FIRST_NAME_TOO_LONG'],
  [{ email: 'BO@x.example', roles: [] }, 'INVITATION_EXISTS'],
])('refuses %j with %s', async (body, code) => {
  const { ask, pending } = await open();
  expect((await ask('POST', path, body)).code).toBe(code);
  expect(await pending()).toEqual(['bo@x.example']);
});

it.each([
  [{}, 'ann@x.example', 201],
  [{ inviteExisting: 'refused' as const }, 'ann@x.example', 400],
  [{}, 'BO@x.example', 400],
  [{ inviteAddressCase: 'sensitive' as const }, 'BO@x.example', 201],
])('with %j, answers the invitation of %s with %s', async (unknowns, email, status) => {
  const { ask } = await open({ unknowns });
  expect((await ask('POST', path, { email, roles: [] })).status).toBe(status);
});

it('has caps on pending invitations and on those of a day', async () => {
  let now = Date.parse('2026-11-01T00:00:00Z');
  const invite = (ask: Awaited<ReturnType<typeof open>>['ask'], email: string) =>
    ask('POST', path, { email, roles: [] });
  const few = await open({ invitationCaps: { pending: 2, inDay: 100 } });
  expect((await invite(few.ask, 'e@x.example')).status).toBe(201);
  expect((await invite(few.ask, 'f@x.example')).code).toBe('INVITATION_LIMIT_REACHED');
  few.sandbox.change((tenant) => tenant.endInvitation('Default', 'bo@x.example', 'accepted'));
  expect((await invite(few.ask, 'f@x.example')).status).toBe(201);
  const daily = await open({
    invitationCaps: { pending: 100, inDay: 4 },
    tokenLifetimeSeconds: 1e6,
    now: () => now,
  });
  expect((await invite(daily.ask, 'e@x.example')).status).toBe(201);
  expect((await invite(daily.ask, 'f@x.example')).code).toBe('INVITATION_LIMIT_REACHED');
  now += 86_400_001;
  expect((await invite(daily.ask, 'f@x.example')).status).toBe(201);
});

it.each([
  ['refused' as const, 400],
  ['throttled' as const, 429],
])('answers an invitation over a cap as one that is %s', async (invitationCap, status) => {
  const { ask, pending } = await open({
    invitationCaps: { pending: 1, inDay: 9 },
    unknowns: { invitationCap },
  });
  const reply = await ask('POST', path, { email: 'e@x.example', roles: [] });
  expect([reply.status, reply.code]).toEqual([status, 'INVITATION_LIMIT_REACHED']);
  expect(await pending()).toEqual(['bo@x.example']);
});
