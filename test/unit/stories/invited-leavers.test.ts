// Leavers with pending invitations: the invitation is revoked where the files manage invitations, and nowhere else.
import { describe, expect, it } from 'vitest';
import { invitationsOf } from '../../fake-world.js';
import { openFolder } from '../pull/run-in-folder.js';

const seed = {
  users: [{ id: 'kp_ann', emails: ['ann@acme.example'] }],
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true },
    {
      code: 'org_acme',
      name: 'Acme',
      allowRegistrations: true,
      members: [{ user: 'kp_ann' }],
      invitations: [{ email: 'Gone@acme.example' }, { email: 'other@acme.example' }],
    },
  ],
};

const files = (entry: string): string =>
  `version: 1\nleavers: [gone@acme.example]\norganizations:\n  - { code: org_acme, members: [ann@acme.example], ${entry} }\n`;

function open(entry: string) {
  const folder = openFolder({ seed });
  folder.write('kinde.yaml', files(entry));
  const states = () => invitationsOf(folder.sandbox, 'org_acme').map(({ state }) => state);
  return { ...folder, states };
}

describe('the pending invitation of a leaver', () => {
  it('is revoked, also in an additive organization, and no other is', async () => {
    const { run, plan, states } = open('membership: additive, newcomers: invite');
    expect(await plan()).toEqual([
      {
        action: 'revoke',
        resource: 'invitation',
        organization: { code: 'org_acme', name: 'Acme' },
        email: 'gone@acme.example',
        roles: [],
        leaver: true,
        source: 'kinde.yaml:2:11',
      },
    ]);
    expect((await run('plan')).stdout).toMatch(/- gone@acme\.example +invitation is revoked: leaver/);
    expect((await run('apply', '--yes')).status).toBe(0);
    expect(states()).toEqual(['revoked', 'pending']);
    expect(await plan()).toEqual([]);
  });

  it('is marked in an exact organization, and the review shows the line of the leaver', async () => {
    const { run, plan } = open('membership: exact, newcomers: invite');
    const revocations = await plan();
    expect(revocations).toMatchObject([
      { email: 'gone@acme.example', leaver: true },
      { email: 'other@acme.example' },
    ]);
    expect(revocations[1]).not.toHaveProperty('leaver');
    const { stdout } = await run('plan', '--format', 'markdown');
    expect(stdout).toMatch(/`gone@acme\.example` is no longer invited.*<sub>`kinde\.yaml:2`/);
    expect(stdout).toMatch(
      /`other@acme\.example` is no longer invited.*<sub>not in the list at `kinde\.yaml:4`/,
    );
  });

  it('is held back as of a leaver by --no-removals', async () => {
    const { run } = open('membership: additive, newcomers: invite');
    const { stdout } = await run('plan', '--no-removals');
    expect(stdout).toMatch(
      /gone@acme\.example is a leaver, but stays invited into Acme because of --no-removals/,
    );
  });

  it('is not listed anew by pull', async () => {
    const { run, read } = open('membership: exact, newcomers: invite');
    const { status, stderr } = await run('pull');
    expect(status, stderr).toBe(0);
    expect(read('kinde.yaml').match(/gone@/gi)).toHaveLength(1);
    expect(read('kinde.yaml')).toContain('other@acme.example');
  });

  it('stays, unread, where no entry invites', async () => {
    const { run, states, sandbox } = open('membership: exact');
    expect((await run('apply', '--yes')).status).toBe(0);
    expect(states()).toEqual(['pending', 'pending']);
    expect(sandbox.requests().filter(({ operation }) => /Invite/.test(operation))).toEqual([]);
  });
});
