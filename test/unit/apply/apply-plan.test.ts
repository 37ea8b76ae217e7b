// An apply continues after a failure: it skips dependent changes, repairs side effects, and reports no unproven success.
import { describe, expect, it } from 'vitest';
import { applyBench } from './apply-bench.js';
import type { Run } from './apply-bench.js';
import { makeTenant } from '../../tenant.js';

const seed = makeTenant({
  domain: 'a.example',
  roles: ['admin', 'viewer'],
  people: ['ann', 'bo', 'cho'],
  organizations: [
    { code: 'org_0', name: 'Home', members: ['ann'] },
    { code: 'org_1', name: 'Acme', members: ['ann admin', 'bo'] },
  ],
});

const no = () => new Response('{"errors":[{"code":"NO","message":"no"}]}', { status: 400 });

const apply = (run: Omit<Run, 'seed'>) => applyBench({ seed, ...run });

const swap = { code: 'org_1', membership: 'exact', members: ['ann@a.example', 'cho@a.example'] };

describe('what depends on something that failed', () => {
  it('takes nobody out of an organization that somebody could not be added to', async () => {
    const { ends, membersOf, verified } = await apply({
      organizations: [swap],
      fault: ({ operation }) => (operation === 'AddOrganizationUsers' ? no() : undefined),
    });
    expect(ends).toEqual(['add member: failed api-refused', 'remove member: skipped additions-failed']);
    expect(membersOf('org_1')).toEqual(['kp_ann', 'kp_bo']);
    expect(verified).toBe(false);
  });

  it('takes nobody out, and no role away, where somebody could not be invited', async () => {
    const organizations = [
      {
        ...swap,
        newcomers: 'invite',
        members: [
          { email: 'ann@a.example', roles: [] },
          { email: 'new@a.example', roles: ['admin'] },
        ],
      },
    ];
    const { ends, membersOf, rolesOf, verified } = await apply({
      organizations,
      fault: ({ operation }) => (operation === 'createOrganizationInvite' ? no() : undefined),
    });
    expect([...ends].sort()).toEqual([
      'invite invitation: failed api-refused',
      'remove member: skipped additions-failed',
      'update member: skipped additions-failed',
    ]);
    expect([membersOf('org_1'), rolesOf('org_1', 'kp_ann')]).toEqual([['kp_ann', 'kp_bo'], ['admin']]);
    expect(verified).toBe(false);
  });

  it('revokes an invitation also where somebody could not be invited, since this may free a place', async () => {
    const [home, acme] = seed.organizations;
    const invited = { ...acme, name: 'Acme', invitations: [{ email: 'old@a.example' }] };
    const { ends, membersOf } = await applyBench({
      seed: { ...seed, organizations: [...(home === undefined ? [] : [home]), invited] },
      organizations: [{ ...swap, newcomers: 'invite', members: ['ann@a.example', 'new@a.example'] }],
      fault: ({ operation }) => (operation === 'createOrganizationInvite' ? no() : undefined),
    });
    expect([...ends].sort()).toEqual([
      'invite invitation: failed api-refused',
      'remove member: skipped additions-failed',
      'revoke invitation: applied',
    ]);
    expect(membersOf('org_1')).toEqual(['kp_ann', 'kp_bo']);
  });

  it('takes nobody out when the roles of somebody who joined could not be set', async () => {
    const members = ['ann@a.example', { email: 'new@a.example', roles: ['admin'] }];
    const { ends, membersOf } = await apply({
      organizations: [{ ...swap, members }],
      fault: ({ operation }) => (operation === 'UpdateOrganizationUsers' ? no() : undefined),
    });
    expect(ends).toContain('remove member: skipped additions-failed');
    expect(membersOf('org_1')).toContain('kp_bo');
  });

  it('adds nobody who could not be created, and says so', async () => {
    const { ends } = await apply({
      organizations: [{ ...swap, members: ['new@a.example'] }],
      fault: ({ operation }) => (operation === 'createUser' ? no() : undefined),
    });
    expect(ends).toEqual([
      'create user: failed api-refused',
      'add member: skipped person-missing',
      'remove member: skipped additions-failed',
      'remove member: skipped additions-failed',
    ]);
  });

  it('leaves out all that was meant for an organization that could not be created', async () => {
    const entry = {
      externalId: 'new',
      name: 'New',
      allowRegistrations: true,
      membership: 'exact',
      members: ['cho@a.example', 'new@a.example'],
    };
    const { ends } = await apply({
      organizations: [entry, swap],
      fault: ({ operation }) => (operation === 'createOrganization' ? no() : undefined),
    });
    expect([...ends].sort()).toEqual([
      'add member: applied',
      'add member: skipped organization-missing',
      'add member: skipped organization-missing',
      'create organization: failed api-refused',
      'create user: skipped organization-missing',
      'remove member: applied',
      'update organization: skipped organization-missing',
    ]);
  });
});

describe('what Kinde does otherwise than asked', () => {
  const roles = {
    code: 'org_1',
    membership: 'additive',
    members: [{ email: 'ann@a.example', roles: ['viewer'] }],
  };

  it('takes the roles away that a bulk call only added to', async () => {
    const { ends, snapshot, verified } = await apply({
      organizations: [roles],
      unknowns: { patchRoles: 'add' },
    });
    expect([ends, verified]).toEqual([['update member: applied'], true]);
    expect(snapshot.organizations[1]?.members[0]).toEqual({ user: 'kp_ann', roles: ['viewer'] });
  });

  it('claims no success when the leftover roles can not be taken away', async () => {
    const { ends, verified } = await apply({
      organizations: [roles],
      unknowns: { patchRoles: 'add' },
      fault: ({ operation }) => (operation === 'DeleteOrganizationUserRole' ? no() : undefined),
    });
    expect(ends[0]).toContain('update member: failed');
    expect(verified && ends[0]?.includes('applied')).toBe(false);
  });

  const strays = [
    { default: true, membership: 'exact', members: ['ann@a.example'] },
    { code: 'org_1', membership: 'additive', members: ['new@a.example'] },
  ];

  it('takes new people out of the default organization where they do not belong', async () => {
    const { membersOf, verified } = await apply({
      organizations: strays,
      unknowns: { createdUsers: 'also-default' },
    });
    expect([membersOf('org_0'), verified]).toEqual([['kp_ann'], true]);
  });

  it('names the new people who could not be taken out of the default organization again', async () => {
    const { ends, verified } = await apply({
      organizations: strays,
      unknowns: { createdUsers: 'also-default' },
      fault: ({ operation }) => (operation === 'UpdateOrganizationUsers' ? no() : undefined),
    });
    expect([ends[0], verified]).toEqual(['create user: failed not-verified', false]);
  });

  it.each([
    ['adding', 'AddOrganizationUsers', 'add member'],
    ['removing', 'UpdateOrganizationUsers', 'remove member'],
  ])('fails whom an answer to %s leaves out', async (_, operation, what) => {
    const { ends } = await apply({
      organizations: [swap],
      fault: (request) => (request.operation === operation ? { leaveOut: ['kp_bo', 'kp_cho'] } : undefined),
    });
    expect(ends).toContain(`${what}: failed left-out`);
  });

  it('does not believe a confirmation that the second reading contradicts', async () => {
    const lie = Response.json({ code: 'OK', message: 'ok', users_added: ['kp_cho'] });
    const { ends, verified } = await apply({
      organizations: [{ ...swap, membership: 'additive' }],
      fault: ({ operation }) => (operation === 'AddOrganizationUsers' ? lie : undefined),
    });
    expect([ends, verified]).toEqual([['add member: failed not-verified'], false]);
  });
});

describe('what can not be known', () => {
  it('is not verified when nothing can be read back', async () => {
    const { ends, verified, problem } = await apply({
      organizations: [swap],
      fault: ({ operation }) => (operation === 'GetOrganizationUsers' ? no() : undefined),
    });
    expect(ends).toEqual(['add member: applied', 'remove member: applied']);
    expect([verified, problem?.code]).toEqual([false, 'api-refused']);
  });

  it('finds the organization that an unclear answer had created', async () => {
    const { ends, snapshot } = await apply({
      organizations: [{ externalId: 'new', name: 'New' }],
      fault: ({ operation }) => (operation === 'createOrganization' ? 'drop-after' : undefined),
    });
    expect(ends).toEqual(['create organization: applied']);
    expect(snapshot.organizations.filter(({ name }) => name === 'New')).toHaveLength(1);
  });

  it('finds that an unclear answer had taken a leaver out of an organization that no file names', async () => {
    let lookUps = 0;
    const { ends, membersOf, verified } = await apply({
      organizations: [],
      leavers: ['bo@a.example'],
      fault: ({ operation }) => {
        if (operation === 'UpdateOrganizationUsers') return 'drop-after';
        // The look-up right after the write fails; the one of verify answers.
        return operation === 'getUsers' && (lookUps += 1) === 1 ? no() : undefined;
      },
    });
    expect(membersOf('org_1')).toEqual(['kp_ann']);
    expect([ends, verified]).toEqual([['remove member: applied'], true]);
  });

  it('finds the person whom an unclear answer had created, and never makes a second', async () => {
    const { ends, snapshot } = await apply({
      organizations: [{ code: 'org_1', membership: 'additive', members: ['new@a.example'] }],
      fault: ({ operation }) => (operation === 'createUser' ? 'drop-after' : undefined),
    });
    expect(ends).toEqual(['create user: applied', 'add member: applied']);
    expect(snapshot.users).toHaveLength(4);
  });

  it('takes none of several people for the one whom an unclear answer had created, and makes no other', async () => {
    const twins = ['kp_one', 'kp_two'].map((id) => ({
      id,
      email: 'new@a.example',
      organizations: [],
      identities: [{ type: 'email', identity: 'new@a.example' }],
    }));
    const { ends, snapshot } = await apply({
      organizations: [{ code: 'org_1', membership: 'additive', members: ['new@a.example'] }],
      fault: ({ operation }) => {
        if (operation === 'createUser') return 'drop-before';
        if (operation !== 'getUsers') return undefined;
        return Response.json({ code: 'OK', message: 'ok', users: twins, next_token: null });
      },
    });
    expect(ends[0]).toBe('create user: failed unclear-outcome');
    expect(snapshot.users).toHaveLength(3);
  });
});

it('says that somebody is in who was found there, and was to get roles when the run was interrupted', async () => {
  const { changes, membersOf } = await apply({
    organizations: [
      { ...swap, membership: 'additive', members: [{ email: 'cho@a.example', roles: ['admin'] }] },
    ],
    fault: ({ operation }) => (operation === 'AddOrganizationUsers' ? 'drop-after' : undefined),
    isInterrupted: (begun) => begun.includes('additions'),
  });
  expect(membersOf('org_1')).toContain('kp_cho');
  expect(changes).toMatchObject([
    {
      action: 'add',
      result: 'failed',
      error: {
        code: 'interrupted',
        message: expect.stringContaining('cho@a.example is in Acme already') as string,
      },
    },
  ]);
});

it('starts no step after an interruption, and says of each change how it ended', async () => {
  const { ends, steps, membersOf, verified } = await apply({
    organizations: [swap],
    isInterrupted: (begun) => begun.includes('additions'),
  });
  expect(ends).toEqual(['add member: applied', 'remove member: skipped interrupted']);
  expect([steps, verified]).toEqual([['additions', 'verify'], false]);
  expect(membersOf('org_1')).toEqual(['kp_ann', 'kp_bo', 'kp_cho']);
});
