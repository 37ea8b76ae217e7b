// Invitations in saved plans, undo, masked output, reviews, and with acceptance between two runs.
import { describe, expect, it } from 'vitest';
import { invitationsOf } from '../../fake-world.js';
import { makeTenant } from '../../tenant.js';
import { openFolder } from '../pull/run-in-folder.js';

const seed = makeTenant({
  roles: ['admin'],
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true },
    {
      code: 'org_acme',
      name: 'Acme',
      allowRegistrations: true,
      members: ['ann'],
      invitations: [{ email: 'old@acme.example' }],
    },
  ],
});

const listed = (members: string): string =>
  `version: 1\norganizations:\n  - { code: org_acme, membership: exact, newcomers: invite, members: [${members}] }\n`;
const zoe = '{ email: zoe@acme.example, firstName: Zoe, roles: [admin], reason: Because of Jim }';

function open(members = `ann@acme.example, ${zoe}`) {
  const folder = openFolder({ seed });
  folder.write('kinde.yaml', listed(members));
  const mails = () =>
    folder.sandbox.requests().filter(({ operation }) => operation === 'createOrganizationInvite').length;
  const stateOf = (email: string) =>
    invitationsOf(folder.sandbox, 'org_acme').find((one) => one.email === email)?.state;
  return { ...folder, mails, stateOf };
}

describe('undo', () => {
  it('revokes an invitation that is pending, and sends none for a revoked one', async () => {
    const { run, mails, stateOf } = open();
    expect((await run('apply', '--yes', '--journal', 'j.jsonl')).status).toBe(0);
    expect([stateOf('zoe@acme.example'), stateOf('old@acme.example')]).toEqual(['pending', 'revoked']);
    const { status, stdout, stderr } = await run('undo', 'j.jsonl', '--yes');
    expect(stateOf('zoe@acme.example')).toBe('revoked');
    expect(`${stdout}${stderr}`).toContain('not-reversible');
    expect([status, mails()]).toEqual([1, 1]);
  });

  it('says that an invitation was accepted', async () => {
    const { run, sandbox } = open();
    await run('apply', '--yes', '--journal', 'j.jsonl');
    sandbox.change((tenant) => void tenant.acceptInvitation('org_acme', 'zoe@acme.example'));
    const { status, stdout, stderr } = await run('undo', 'j.jsonl', '--yes');
    expect([status, `${stdout}${stderr}`]).toEqual([
      1,
      expect.stringContaining('was accepted or revoked') as string,
    ]);
  });
});

describe('an accepted invitation', () => {
  it('leaves nothing to change, and its roles follow the file', async () => {
    const { run, sandbox, plan } = open();
    await run('apply', '--yes');
    sandbox.change((tenant) => {
      const userId = tenant.acceptInvitation('org_acme', 'zoe@acme.example');
      tenant.setRoles('org_acme', userId, []);
    });
    expect(await plan()).toMatchObject([{ action: 'update', resource: 'member', email: 'zoe@acme.example' }]);
    expect((await run('apply', '--yes')).status).toBe(0);
    expect(await plan()).toEqual([]);
  });
});

describe('a saved plan', () => {
  it('counts an invitation that was sent by hand meanwhile, or accepted, as done', async () => {
    for (const isAccepted of [false, true]) {
      const { run, sandbox, mails } = open();
      expect((await run('plan', '--out', 'p.json')).status).toBe(0);
      sandbox.change((tenant) => {
        tenant.addInvitation('org_acme', { email: 'zoe@acme.example', roles: ['admin'] });
        if (isAccepted) tenant.acceptInvitation('org_acme', 'zoe@acme.example');
      });
      const { status, stderr } = await run('apply', 'p.json', '--yes');
      expect([status, mails(), stderr]).toEqual([0, 0, expect.any(String) as string]);
    }
  });

  it('takes its approval of mails from the command line alone', async () => {
    const members = Array.from({ length: 21 }, (_, index) => `guest${index}@fresh.example`);
    const { run, mails } = open(`ann@acme.example, ${members.join(', ')}`);
    const planned = await run('plan', '--out', 'p.json', '--allow-invitations', '21');
    expect(planned.status).toBe(0);
    expect(planned.stdout).toContain('Next: kinde-sync apply p.json --allow-invitations 21\n');
    expect((await run('apply', 'p.json', '--yes')).status).toBe(3);
    expect((await run('apply', 'p.json', '--yes', '--allow-invitations', '20')).status).toBe(3);
    expect(mails()).toBe(0);
    expect((await run('apply', 'p.json', '--yes', '--allow-invitations', 'all')).status).toBe(0);
    expect(mails()).toBe(21);
  });
});

describe('what people read', () => {
  it('shows invitations in text, Markdown and diff', async () => {
    const { run } = open();
    expect((await run('plan')).stdout).toMatch(
      /\+ zoe@acme\.example +is invited by email as admin \(Because of Jim\)/,
    );
    const { stdout: markdown } = await run('plan', '--format', 'markdown');
    expect(markdown).toContain('## 1 invitation is emailed, 1 invitation is revoked');
    expect(markdown).toMatch(
      /Invited[\s\S]*`zoe@acme\.example` is invited as \*\*admin\*\*, because: Because of Jim/,
    );
    expect(markdown).toMatch(/Invitations revoked[\s\S]*`old@acme\.example` is no longer invited/);
    expect(markdown).toContain('### Invited (1 invitation)');
    const { stdout: diff } = await run('plan', '--format', 'diff');
    expect(diff).toContain('+      - { email: zoe@acme.example, firstName: Zoe, roles: [admin] }');
    expect(diff).toContain('-      - { email: old@acme.example, roles: [] }');
  });

  it('masks invited people', async () => {
    const { run } = open();
    for (const format of ['text', 'markdown', 'diff']) {
      const { stdout, stderr } = await run('plan', '--format', format, '--mask-emails');
      expect(`${stdout}${stderr}`).not.toMatch(/zoe|old@|Zoe|Jim/);
    }
  });

  it('counts pending invitations without a change', async () => {
    const { run } = open();
    await run('apply', '--yes');
    const { stdout } = await run('plan');
    expect(stdout).toContain('No changes.');
    expect(stdout).toContain('1 invitation is pending');
  });
});

it('asks for no invitations where no entry invites', async () => {
  const { run, write, sandbox } = open();
  write(
    'kinde.yaml',
    'version: 1\norganizations:\n  - { code: org_acme, membership: exact, newcomers: refuse, members: [ann@acme.example] }\n',
  );
  expect((await run('apply', '--yes')).status).toBe(0);
  expect(sandbox.requests().filter(({ operation }) => /Invite/.test(operation))).toEqual([]);
});
