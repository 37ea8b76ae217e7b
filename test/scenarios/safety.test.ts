// Ways in which access could be lost or given by mistake, each as somebody tried it on the whole command line.
import { expect, it } from 'vitest';
import { openTool, readPlan, writesOf } from '../properties/run-tool.js';
import { makeTenant } from '../tenant.js';

const json = ['--format', 'json'];
const yes = ['apply', '--yes', ...json];

const seed = makeTenant({
  people: ['jane', 'old', 'lee'],
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true },
    { code: 'org_acme', name: 'Acme', externalId: 'acme', members: ['jane admin', 'old viewer'] },
    { code: 'org_glob', name: 'Globex', externalId: 'globex' },
  ],
});

function membersOf(sandbox: ReturnType<typeof openTool>['sandbox'], name: string): readonly string[] {
  const found = sandbox.snapshot().organizations.find((one) => one.name === name || one.code === name);
  return (found?.members ?? []).map(({ user, roles }) => [user, ...roles].join(' ')).sort();
}

it('never takes an organization that was there for the one it created when the answer was lost', async () => {
  const { sandbox, run } = openTool({
    seed,
    intercept: ({ operation, count }) =>
      operation === 'createOrganization' && count === 1 ? 'drop-before' : undefined,
  });
  sandbox.change((tenant) => tenant.changeOrganization('org_glob', { name: 'Old Globex' }));
  const configuration = {
    version: 1,
    organizations: [
      { code: 'org_glob', name: 'Renamed' },
      { externalId: 'q2', name: 'New', members: ['lee@acme.example', 'new@acme.example'] },
    ],
  };
  const { status } = await run(yes, configuration);
  expect(status).toBe(0);
  expect(membersOf(sandbox, 'org_glob')).toEqual([]);
  expect(membersOf(sandbox, 'New')).toHaveLength(2);
});

it('refuses to create an organization under a name that another is being renamed to', async () => {
  const { sandbox, run } = openTool({ seed });
  const configuration = {
    version: 1,
    organizations: [
      { code: 'org_acme', name: 'New' },
      { externalId: 'q2', name: 'New', members: ['lee@acme.example'] },
    ],
  };
  const { status, stderr } = await run(yes, configuration);
  expect(status).toBe(1);
  expect(stderr).toMatch(/name-taken|duplicate-name/);
  expect(writesOf(sandbox)).toEqual([]);
});

it.each(['external_id', 'handle', 'is_auto_membership_enabled'])(
  'does not end well when Kinde creates an organization with another %s than asked',
  async (field) => {
    const { sandbox, run } = openTool({ seed });
    const alter = async (request: Request | string | URL, init?: RequestInit): Promise<Response> => {
      const whole = new Request(request, init);
      if (whole.method !== 'POST' || !whole.url.endsWith('/organization')) return sandbox.fetch(whole);
      const body = (await whole.json()) as Record<string, unknown>;
      if (field === 'is_auto_membership_enabled') body[field] = true;
      else Reflect.deleteProperty(body, field);
      return sandbox.fetch(
        new Request(whole.url, { method: 'POST', headers: whole.headers, body: JSON.stringify(body) }),
      );
    };
    const entry = { externalId: 'q2', name: 'Q2', handle: 'q2h', allowRegistrations: false };
    const { status, stdout } = await run(yes, { version: 1, organizations: [entry] }, alter);
    expect(status).toBe(1);
    expect(readPlan({ status, stdout, stderr: '' }).verified).toBe(false);
  },
);

it('sees that two entries mean one organization also when only one of them is chosen', async () => {
  const { sandbox, run } = openTool({ seed });
  const configuration = {
    version: 1,
    organizations: [
      { code: 'org_acme', members: ['jane@acme.example'] },
      { externalId: 'acme', members: ['jane@acme.example', 'old@acme.example'] },
    ],
  };
  const { status, stderr } = await run([...yes, '--organization', 'org_acme'], configuration);
  expect(status).toBe(1);
  expect(stderr).toContain('duplicate-organization');
  expect(writesOf(sandbox)).toEqual([]);
});

it('takes out no holder of a role when the one who was to get it did not', async () => {
  const { sandbox, run } = openTool({
    seed,
    intercept: ({ operation, body }) =>
      operation === 'UpdateOrganizationUsers' && JSON.stringify(body).includes('"admin"')
        ? { leaveOut: ['kp_old'] }
        : undefined,
  });
  const configuration = {
    version: 1,
    safety: { keepHolder: ['admin'] },
    organizations: [{ code: 'org_acme', members: [{ email: 'old@acme.example', roles: ['admin'] }] }],
  };
  expect((await run(yes, configuration)).status).toBe(1);
  expect(membersOf(sandbox, 'org_acme')).toContain('kp_jane admin');
});

it('takes no role from anybody when the one who was to get it could not be added', async () => {
  const { sandbox, run } = openTool({
    seed,
    intercept: ({ operation }) =>
      operation === 'AddOrganizationUsers' ? new Response('{"errors":[]}', { status: 400 }) : undefined,
  });
  const members = [
    { email: 'lee@acme.example', roles: ['admin'] },
    { email: 'jane@acme.example', roles: ['viewer'] },
    'old@acme.example',
  ];
  const configuration = {
    version: 1,
    safety: { keepHolder: ['admin'] },
    organizations: [{ code: 'org_acme', members }],
  };
  expect((await run(yes, configuration)).status).toBe(1);
  expect(membersOf(sandbox, 'org_acme')).toContain('kp_jane admin');
});

it('leaves somebody where they are when they could not be added to where they go', async () => {
  const { sandbox, run } = openTool({
    seed,
    intercept: ({ operation }) =>
      operation === 'createOrganization' ? new Response('{"errors":[]}', { status: 400 }) : undefined,
  });
  const configuration = {
    version: 1,
    organizations: [
      { code: 'org_acme', members: ['jane@acme.example'] },
      { externalId: 'q2', name: 'Q2', members: ['old@acme.example'] },
    ],
  };
  expect((await run(yes, configuration)).status).toBe(1);
  expect(membersOf(sandbox, 'org_acme')).toContain('kp_old viewer');
});

it('takes no external id that another organization has', async () => {
  const { sandbox, run } = openTool({ seed });
  const configuration = { version: 1, organizations: [{ code: 'org_acme', externalId: 'globex' }] };
  const { status, stderr } = await run(yes, configuration);
  expect(status).toBe(1);
  expect(stderr).toContain('external-id-taken');
  expect(writesOf(sandbox)).toEqual([]);
});

it('holds an empty saved plan against its environment', async () => {
  const { sandbox, run } = openTool({ seed });
  const configuration = { version: 1, organizations: [{ code: 'org_acme', name: 'Acme' }] };
  await run(['plan', '--out', 'p.json'], configuration);
  sandbox.change((tenant) => tenant.setEnvironment({ code: 'staging', name: 'Staging' }));
  const { status, stderr } = await run(['apply', 'p.json', '--yes'], configuration);
  expect(status).toBe(1);
  expect(stderr).toContain('foreign-plan');
});

it('keeps credentials out of the configuration, and so out of plans', async () => {
  const { run } = openTool({ seed });
  const configuration = { version: 1, organizations: [{ code: 'org_acme', name: '${KINDE_CLIENT_SECRET}' }] };
  const { status, stdout, stderr } = await run(['plan'], configuration);
  expect(status).toBe(1);
  expect(stderr).toContain('bad-variable');
  expect(stdout + stderr).not.toContain('sandbox-only-secret');
});

it('names with the next command everything that decides what it does', async () => {
  const { run } = openTool({ seed });
  const configuration = {
    version: 1,
    organizations: [{ code: 'org_acme', members: ['jane@acme.example', 'lee@acme.example'] }],
  };
  const { stdout } = await run(
    ['plan', '-c', 'kinde.yaml', '--no-removals', '--organization', 'org_acme'],
    configuration,
  );
  expect(stdout).toContain('Next: kinde-sync apply -c kinde.yaml --organization org_acme --no-removals\n');
});

it('plans, applies and verifies registrations that the list of organizations does not tell', async () => {
  const { sandbox, run } = openTool({ seed });
  const hide = async (request: Request | string | URL, init?: RequestInit): Promise<Response> => {
    const whole = new Request(request, init);
    const answer = await sandbox.fetch(whole);
    if (!new URL(whole.url).pathname.endsWith('/organizations')) return answer;
    const page = (await answer.json()) as { readonly organizations: readonly object[] };
    const organizations = page.organizations.map((one) => ({
      ...one,
      is_auto_membership_enabled: undefined,
    }));
    return Response.json({ ...page, organizations });
  };
  const configuration = { version: 1, organizations: [{ code: 'org_acme', allowRegistrations: true }] };
  expect((await run(yes, configuration, hide)).status).toBe(0);
  expect(sandbox.snapshot().organizations.find(({ code }) => code === 'org_acme')?.allowRegistrations).toBe(
    true,
  );
  sandbox.resetLog();
  expect((await run(yes, configuration, hide)).status).toBe(0);
  expect(writesOf(sandbox)).toEqual([]);
});
