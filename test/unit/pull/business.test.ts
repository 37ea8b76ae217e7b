// Pull into files that name roles and permissions: only what an entry states changes, and the plan is empty after it.
import { describe, expect, it } from 'vitest';
import type { SandboxSeed, TenantEditor } from '../../../src/sandbox/index.js';
import { openFolder } from './run-in-folder.js';

const seed: SandboxSeed = {
  permissions: [
    { key: 'read:x', name: 'Read', description: 'Sees it' },
    { key: 'write:x', name: 'Write' },
    { key: 'pay:x', name: 'Pay' },
  ],
  roles: [
    { key: 'admin', name: 'Admin', description: 'Runs it', permissions: ['read:x', 'write:x'] },
    { key: 'viewer', name: 'Viewer', permissions: ['read:x'] },
    { key: 'other', name: 'Other' },
  ],
  organizations: [{ code: 'org_home', name: 'Home' }],
};

const text = `version: 1
environment: { code: production }
# shared by all environments
business:
  managedFrom: production     # never from staging
  permissions:
    - { key: "read:x", name: Read }     # for everyone
  roles:
    # the boss
    - key: admin
      name: Admin
      permissions: ["write:x", "read:x"]
    - { key: viewer }
`;

async function pull(file: string, edit: (tenant: TenantEditor) => void = () => undefined) {
  const folder = openFolder({ seed });
  folder.write('kinde.yaml', file);
  folder.sandbox.change(edit);
  const end = await folder.run('pull');
  expect({ status: end.status, stdout: end.stdout }, end.stderr).toEqual({ status: 0, stdout: '' });
  return { ...folder, end, after: folder.read('kinde.yaml') };
}

describe('pull into a business', () => {
  it('leaves every byte where the files say what Kinde has', async () => {
    const { after, plan } = await pull(text);
    expect(after).toBe(text);
    expect(await plan()).toEqual([]);
  });

  it('writes the live name and permissions, in the order of the file, and keeps comments and what is not stated', async () => {
    const { after, plan } = await pull(text, (tenant) => {
      tenant.addRole({ key: 'admin', name: 'Boss', permissions: ['pay:x', 'write:x'] });
      tenant.addRole({ key: 'viewer', name: 'Reader', permissions: [] });
      tenant.addPermission({ key: 'read:x', name: 'Look' });
    });
    expect(after).toBe(
      text
        .replace('name: Admin', 'name: Boss')
        .replace('["write:x", "read:x"]', '["write:x", "pay:x"]')
        .replace('name: Read }', 'name: Look }'),
    );
    expect(await plan()).toEqual([]);
  });

  it('leaves out a description that Kinde does not have', async () => {
    const { after, plan } = await pull(
      text.replace('name: Read }', 'name: Read, description: Old }'),
      (tenant) => tenant.addPermission({ key: 'read:x', name: 'Read', description: null }),
    );
    expect(after).toBe(text);
    expect(await plan()).toEqual([]);
  });

  it('keeps an entry that Kinde does not have yet, and says so', async () => {
    const file = text.replace('    - { key: viewer }', '    - { key: viewer }\n    - { key: new }');
    const { after, end } = await pull(file);
    expect(after).toBe(file);
    expect(end.stderr).toContain('"new" of business.roles is not in Kinde yet');
  });

  it('replaces a permission that nobody has', async () => {
    const { after, plan } = await pull(text.replace('["write:x", "read:x"]', '["wirte:x", "read:x"]'));
    expect(after).toBe(text.replace('["write:x", "read:x"]', '["read:x", "write:x"]'));
    expect(await plan()).toEqual([]);
  });

  it('leaves the business alone with --organization', async () => {
    const folder = openFolder({ seed });
    folder.write('kinde.yaml', `${text}organizations: [{ code: org_home, name: Hom }]\n`);
    folder.sandbox.change((tenant) => tenant.addRole({ key: 'admin', name: 'Boss' }));
    const end = await folder.run('pull', '--organization', 'org_home');
    expect(end.status, end.stderr).toBe(0);
    expect(folder.read('kinde.yaml')).toBe(`${text}organizations: [{ code: org_home, name: Home }]\n`);
  });

  it('takes the values from another environment without changing who manages them', async () => {
    const { after } = await pull(
      text.replace('environment: { code: production }', 'environment: { code: staging }'),
      (tenant) => {
        tenant.setEnvironment({ code: 'staging', name: 'Staging' });
        tenant.addRole({ key: 'admin', name: 'Boss', permissions: ['read:x', 'write:x'] });
      },
    );
    expect(after).toContain('managedFrom: production     # never from staging');
    expect(after).toContain('name: Boss');
  });
});

it('writes no business into new files unless asked: another environment may manage it', async () => {
  const folder = openFolder({ seed });
  expect((await folder.run('pull')).status).toBe(0);
  expect(folder.read('kinde.yaml')).not.toContain('business');
  expect(folder.sandbox.requests().filter(({ path }) => path.includes('ermissions'))).toEqual([]);
});

it('writes all of it with --business, managed from the environment that was read', async () => {
  const folder = openFolder({ seed });
  expect((await folder.run('pull', '--business')).status).toBe(0);
  expect(folder.read('kinde.yaml')).toContain(`
business:
  managedFrom: production
  permissions:
    - key: "pay:x"
      name: Pay
    - key: "read:x"
      name: Read
      description: Sees it
    - key: "write:x"
      name: Write
  roles:
    - key: admin
      name: Admin
      description: Runs it
      permissions: ["read:x", "write:x"]
    - key: other
      name: Other
      permissions: []
    - key: viewer
      name: Viewer
      permissions: ["read:x"]
`);
  expect(await folder.plan()).toEqual([]);
});

it('puts the business into environment.yaml with --split', async () => {
  const folder = openFolder({ seed });
  expect((await folder.run('pull', '--business', '--split')).status).toBe(0);
  expect(folder.read('kinde/environment.yaml')).toContain('business:\n  managedFrom: production\n');
  expect(await folder.plan()).toEqual([]);
});

it('refuses --business where files exist, and beside --organization', async () => {
  const folder = openFolder({ seed });
  expect((await folder.run('pull', '--business', '--organization', 'org_home')).stderr).toContain(
    'invalid-option',
  );
  folder.write('kinde.yaml', text);
  expect((await folder.run('pull', '--business')).stderr).toContain('already-configured');
  expect(folder.sandbox.requests()).toEqual([]);
});
