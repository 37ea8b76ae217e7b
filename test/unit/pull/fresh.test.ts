import { expect, it } from 'vitest';
import { openFolder } from './run-in-folder.js';
import { seed } from './tenant.js';

it('writes the whole tenant into one file, people without an address by id', async () => {
  const { run, read, plan } = openFolder({ seed });
  const { status, stdout } = await run('pull');
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  expect(read('kinde.yaml')).toMatchInlineSnapshot(`
    "# yaml-language-server: $schema=./node_modules/kinde-sync/schemas/config.schema.json
    version: 1

    environment:
      code: production
      # Kinde's API does not show the three sign-up switches. To be reminded of them, uncomment these lines and set the values
      # that you want. The dashboard has them under Settings > Environment > Policies, and on the default organization.
      # signUp:
      #   allowSelfSignUp: false
      #   signUpToDefaultOrganization: false
      #   allowOrganizationCreation: false
      passkeys: optional
      featureFlags:
        new_checkout: true
        max_seats: 25
        theme: blue

    organizations:
      - code: org_acme
        name: Acme
        handle: acme
        externalId: cus_1
        allowRegistrations: false
        members:
          - { email: ann@acme.example, roles: [admin] }
          - { email: bo@acme.example, roles: [] }
          - { id: kp_desk, roles: [viewer] } # "Front\\n- Desk \\u202e# x", no email address

      - code: org_two
        name: Acme
        allowRegistrations: false
        members:
          - ann@acme.example
          - Cy@Acme.example

      - code: org_home
        name: Home
        allowRegistrations: false
        members: []

      - code: org_open
        name: Open
        allowRegistrations: true
        membership: additive
        members:
          - Cy@Acme.example
    "
  `);
  expect(await plan()).toEqual([]);
});

it('writes a folder with a file for each organization, names made from handle, external id, name or code', async () => {
  const { run, list, plan } = openFolder({ seed });
  expect((await run('pull', '--split')).status).toBe(0);
  expect(Object.keys(list())).toEqual([
    'kinde/acme-org-acme.yaml',
    'kinde/acme-org-two.yaml',
    'kinde/environment.yaml',
    'kinde/home.yaml',
    'kinde/open.yaml',
  ]);
  expect(list()['kinde/home.yaml']).toContain('$schema=../node_modules/kinde-sync/');
  expect(await plan()).toEqual([]);
});

it('writes only the organization that was asked for, and of the environment the lock', async () => {
  const { run, read, plan } = openFolder({ seed });
  expect((await run('pull', '--organization', 'acme', '-c', 'one.yaml')).status).toBe(0);
  expect(read('one.yaml')).toContain('code: org_acme');
  expect(read('one.yaml')).not.toMatch(/org_two|passkeys/);
  expect(await plan('-c', 'one.yaml')).toEqual([]);
});

it('refuses a selector that fits nothing, and one that fits two', async () => {
  const { run, list } = openFolder({ seed });
  expect((await run('pull', '--organization', 'nowhere')).stderr).toContain('no-such-organization');
  expect((await run('pull', '--organization', 'Acme')).stderr).toContain('ambiguous-organization');
  expect(list()).toEqual({});
});

it('refuses names that are neither a YAML file nor a folder that was asked for', async () => {
  const { run, list } = openFolder({ seed });
  expect((await run('pull', '-c', 'conf')).stderr).toContain('invalid-option');
  expect((await run('pull', '--split', '-c', 'conf.yaml')).stderr).toContain('invalid-option');
  expect(list()).toEqual({});
});

it('shows with --check what a first file would hold, writes nothing and ends with 2', async () => {
  const { run, list } = openFolder({ seed });
  const { status, stdout } = await run('pull', '--check');
  expect(status).toBe(2);
  expect(stdout).toContain('--- /dev/null\n+++ b/kinde.yaml\n');
  expect(stdout).toContain('+  - code: org_acme\n');
  expect(list()).toEqual({});
});

it('takes a few requests for hundreds of people', async () => {
  const users = Array.from({ length: 600 }, (_, index) => ({
    id: `kp_${index}`,
    emails: [`p${index}@acme.example`],
  }));
  const organizations = Array.from({ length: 40 }, (_, at) => ({
    code: `org_${at}`,
    name: `Organization ${at}`,
    members: users.filter((_, index) => index % 40 === at).map(({ id }) => ({ user: id, roles: ['admin'] })),
  }));
  const { run, sandbox } = openFolder({ seed: { roles: [{ key: 'admin' }], users, organizations } });
  sandbox.resetLog();
  expect((await run('pull')).status).toBe(0);
  expect(sandbox.requests().length).toBeLessThan(20);
});
