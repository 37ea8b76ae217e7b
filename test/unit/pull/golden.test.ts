// A file as a team has kept it for years, and a dozen changes by hand in Kinde: the diff of the pull touches what
// changed and no other line.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { DesiredOrganization } from '../../../src/model/desired.js';
import { loadConfiguration } from '../../../src/stories/load-configuration.js';
import type { SandboxSeed } from '../../../src/sandbox/index.js';
import { openFolder } from './run-in-folder.js';

const text = readFileSync(join(import.meta.dirname, 'golden/kinde.yaml'), 'utf8');

/** Returns the tenant that the file describes, so that a plan of it is empty. */
async function makeSeed(): Promise<SandboxSeed> {
  const { desired } = await loadConfiguration({
    paths: ['kinde.yaml'],
    cwd: import.meta.dirname + '/golden',
    env: {},
  });
  if (desired === null) throw new Error('The golden file is not valid.');
  const organizations = desired.organizations.map(toSeed);
  const users = new Set(organizations.flatMap(({ members }) => members.map(({ user }) => user)));
  return {
    environment: { code: 'production', name: 'Production' },
    passkeys: 'optional',
    featureFlags: {
      new_checkout: { type: 'bool', value: 'true' },
      max_seats: { type: 'int', value: '25' },
      theme: { type: 'str', value: 'blue' },
      banner: { type: 'str', value: "It's on: 50% # off" },
    },
    roles: ['owner', 'admin', 'viewer'].map((key) => ({ key })),
    users: [...users, 'dee@ironbark.example'].map((user) =>
      user.includes('@') ? { emails: [user] } : { id: user, username: user },
    ),
    organizations,
  };
}

function toSeed({
  selector,
  code,
  externalId,
  handle,
  name,
  allowRegistrations,
  members = [],
}: DesiredOrganization) {
  const slug = handle?.value ?? externalId?.value ?? 'tidewater';
  return {
    code: code?.value ?? `org_${slug}`,
    name: name?.value ?? 'Tidewater Software',
    handle: handle?.value ?? null,
    externalId: externalId?.value ?? null,
    isDefault: selector.by === 'default',
    allowRegistrations: allowRegistrations?.value ?? false,
    members: members.map(({ email, id, roles = [] }) => ({
      user: email ?? id,
      roles: roles.map(({ key }) => key),
    })),
  };
}

it('touches the lines of twelve live changes in a grown file, and no others', async () => {
  expect(text.split('\n').length).toBeGreaterThan(400);
  const { run, write, read, plan, sandbox } = openFolder({ seed: await makeSeed() });
  write('kinde.yaml', text);
  expect(await plan()).toEqual([]);
  sandbox.change((tenant) => {
    tenant.setPasskeys('mandatory');
    tenant.setFeatureFlag('theme', { type: 'str', value: 'green' });
    // One who left both organizations that share a list.
    for (const code of ['org_northwind', 'org_larkspur']) tenant.removeMember(code, 'finn@northwind.example');
    tenant.setRoles('org_copperfield', 'jack@copperfield.example', ['viewer']);
    tenant.changeOrganization('harborpine', { allowRegistrations: false });
    tenant.removeMember('harborpine', 'mia@harborpine.example');
    tenant.changeOrganization('org_glasshouse', { name: 'Glasshouse' });
    // One of a group, who left one of the organizations that use it.
    tenant.removeMember('org_glasshouse', 'bo@meridian.example');
    tenant.addMember('ironbark', 'dee@ironbark.example', ['viewer']);
    // One of a group, who left every organization that uses it.
    for (const code of ['org_bluefin', 'org_quarry']) tenant.removeMember(code, 'emeka@meridian.example');
    tenant.setRoles('org_solstice', 'uma@solstice.example', ['admin', 'owner']);
    tenant.addMember('org_fernhill', 'dee@ironbark.example');
  });
  const { status, stdout } = await run('pull', '--check');
  expect(status).toBe(2);
  await expect(stdout).toMatchFileSnapshot('golden/pull.diff');
  expect(read('kinde.yaml')).toBe(text);
  expect((await run('pull')).status).toBe(0);
  expect(await plan()).toEqual([]);
  expect(await run('pull', '--check')).toMatchObject({ status: 0, stdout: '' });
});
