// A colleague changes identities, suspensions, invitations and sessions with Kinde's SDK. The plan after it sees exactly that:
// what the files mean differently is a change, and what they do not state is none.
import { beforeAll, expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import { makeFolder, planOf, runInWorld } from '../../fake-world.js';
import { type Answer, type CallSdk, idOf, openSdk } from './open-sdk.js';

const orgCode = 'org_acme';

const sandbox = createSandbox({
  seed: {
    environment: { code: 'production', name: 'Production' },
    roles: [{ key: 'admin' }, { key: 'viewer' }],
    organizations: [
      { code: 'org_d', name: 'Default' },
      {
        code: orgCode,
        name: 'Acme',
        allowRegistrations: true,
        invitations: [{ email: 'wanted@acme.example', roles: ['viewer'] }],
        members: [{ user: 'kp_ann', roles: ['admin'] }, { user: 'kp_bo' }],
      },
    ],
    users: [
      { id: 'kp_ann', emails: ['ann@acme.example'], sessions: 2 },
      { id: 'kp_bo', emails: ['bo@acme.example'] },
      { id: 'kp_cy', emails: ['cy@acme.example'] },
    ],
  },
});

const configuration = (...members: readonly string[]): string => `version: 1
safety: { keepHolder: [admin] }
organizations:
  - code: ${orgCode}
    name: Acme
    allowRegistrations: true
    membership: exact
    newcomers: invite
    members:
      - { email: ann@acme.example, roles: [admin] }
      - bo@acme.example
      - { email: wanted@acme.example, roles: [viewer] }
${members.map((member) => `      - ${member}\n`).join('')}`;

let sdk: CallSdk;
beforeAll(async () => {
  sdk = await openSdk(sandbox);
});

async function plan(...members: readonly string[]) {
  const cwd = await makeFolder({ 'kinde.yaml': configuration(...members) });
  const end = await runInWorld(['plan', '--format', 'json'], { sandbox, cwd });
  expect(end).toMatchObject({ status: 0 });
  const { changes, warnings } = planOf(end);
  return { changes, warnings: warnings.map(({ code }) => code) };
}

it('sees nothing before, and nothing of an address that a colleague adds to a person', async () => {
  expect(await plan()).toEqual({ changes: [], warnings: [] });
  const identity = { userId: 'kp_cy', requestBody: { type: 'email', value: 'cy@home.example' } };
  const added = idOf(await sdk('Users', 'createUserIdentity', identity), 'identity');
  await sdk('Organizations', 'addOrganizationUsers', { orgCode, requestBody: { users: [{ id: 'kp_cy' }] } });
  expect((await plan('cy@home.example')).changes).toEqual([]);
  expect((await plan('cy@acme.example')).changes).toEqual([]);
  await sdk('Identities', 'deleteIdentity', { identityId: added });
  expect((await plan('cy@home.example')).changes).toMatchObject([
    { action: 'remove', resource: 'member', email: 'cy@acme.example', userId: 'kp_cy' },
    { action: 'invite', resource: 'invitation', email: 'cy@home.example' },
  ]);
  await sdk('Organizations', 'removeOrganizationUser', { orgCode, userId: 'kp_cy' });
  expect((await plan()).changes).toEqual([]);
});

it('sees an invitation that a colleague sends or revokes', async () => {
  const requestBody = { email: 'stray@acme.example', roles: ['admin'], send_email: true };
  const sent = await sdk('Organizations', 'createOrganizationInvite', { orgCode, requestBody });
  const organization = { code: orgCode, name: 'Acme' };
  expect((await plan()).changes).toMatchObject([
    { action: 'revoke', resource: 'invitation', organization, email: 'stray@acme.example', roles: ['admin'] },
  ]);
  const inviteCode = String((sent['invite'] as Answer)['code']);
  await sdk('Organizations', 'deleteOrganizationInvite', { orgCode, inviteCode });
  expect((await plan()).changes).toEqual([]);
  const { invites } = await sdk('Organizations', 'getOrganizationInvites', { orgCode });
  const [wanted] = invites as readonly Answer[];
  await sdk('Organizations', 'deleteOrganizationInvite', { orgCode, inviteCode: String(wanted?.['code']) });
  expect((await plan()).changes).toMatchObject([
    {
      action: 'invite',
      resource: 'invitation',
      organization,
      email: 'wanted@acme.example',
      roles: ['viewer'],
    },
  ]);
});

it('sees a suspension as a warning, and ended sessions not at all', async () => {
  await sdk('Users', 'deleteUserSessions', { userId: 'kp_ann' });
  const before = await plan();
  await sdk('Users', 'updateUser', { id: 'kp_bo', requestBody: { is_suspended: true } });
  const after = await plan();
  expect(after.changes).toEqual(before.changes);
  expect([before.warnings, after.warnings]).toEqual([[], ['suspended-member']]);
  expect(sandbox.violations()).toEqual([]);
});
