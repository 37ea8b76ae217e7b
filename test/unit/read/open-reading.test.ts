// Tests the prefetched requests: their number, the single use of each answer, and the silence of a rejection that no caller
// awaits.
import { expect, it } from 'vitest';
import { connectKinde } from '../../../src/kinde/connect-kinde.js';
import { readSettings } from '../../../src/kinde/read-settings.js';
import { makePlan, openReading } from '../../../src/stories/plan.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import { diagnoseText } from '../validate/diagnose.js';
import { openWorld } from '../../open-world.js';

interface Tenant {
  readonly organizations: number;
  readonly strangers: number;
  readonly lock?: string;
}

/** Opens a tenant of small organizations. The configuration lists their two members. */
function openTenant({ organizations, strangers, lock = 'production' }: Tenant) {
  const all = Array.from({ length: organizations }, (_, index) => ({
    code: `org_${index}`,
    name: `Tenant ${index}`,
    members: [{ user: `a${index}@x.example` }, { user: `b${index}@x.example` }],
  }));
  const outside = Array.from({ length: strangers }, (_, index) => ({ emails: [`z${index}@y.example`] }));
  const sandbox = createSandbox({
    seed: {
      organizations: [{ code: 'org_home', name: 'Home', isDefault: true }, ...all],
      users: [...outside, ...all.flatMap(({ members }) => members.map(({ user }) => ({ emails: [user] })))],
    },
  });
  const text = all.map(
    ({ code, members }) =>
      `  - code: ${code}\n    members: [${members.map(({ user }) => user).join(', ')}]\n`,
  );
  const { desired } = diagnoseText(
    `version: 1\nenvironment: { code: ${lock} }\norganizations:\n${text.join('')}`,
  );
  if (desired === null) throw new Error('The configuration is wrong.');
  const { world } = openWorld({ sandbox, cwd: '/' });
  const connection = connectKinde({ ...world, settings: readSettings(world.env) });
  const count = (path: RegExp): number => sandbox.requests().filter((one) => path.test(one.path)).length;
  return {
    desired,
    connection,
    countPeople: () => count(/^\/api\/v1\/users/),
    countAll: () => count(/^\/api\//),
  };
}

const options = { approval: null, withRemovals: true } as const;

it.each([
  ['everyone is read', { organizations: 1_200, strangers: 0 }],
  ['member lists are cheaper', { organizations: 5, strangers: 3_000 }],
  ['there are few lists', { organizations: 2, strangers: 0 }],
])('a reading that was opened before costs no request more where %s', async (_, tenant) => {
  const late = openTenant(tenant);
  const plan = await makePlan(late.desired, late.connection, options);
  const early = openTenant(tenant);
  const reading = openReading(early.connection.client, { withPeople: tenant.organizations > 2 });
  expect(await makePlan(early.desired, early.connection, { ...options, reading })).toEqual(plan);
  expect(early.countAll()).toBe(late.countAll());
});

it('nobody but the first page of people is asked for before it is decided what to read', async () => {
  const { connection, countPeople, countAll } = openTenant({ organizations: 600, strangers: 0 });
  const { environment, organizations, people } = openReading(connection.client, { withPeople: true });
  expect((await people)?.rows).toHaveLength(500);
  expect((await organizations).rows).toHaveLength(601);
  expect((await environment).code).toBe('production');
  expect([countPeople(), countAll()]).toEqual([1, 4]);
});

it('nobody is read on in an environment to which the files are not locked', async () => {
  const { desired, connection, countPeople } = openTenant({
    organizations: 600,
    strangers: 0,
    lock: 'elsewhere',
  });
  const plan = await makePlan(desired, connection, options);
  expect(plan.refusals).toHaveLength(1);
  expect(countPeople()).toBe(1);
});

it('a failure that nobody waits for is not heard of, and one that somebody waits for is thrown', async () => {
  const failing = (): Promise<never> => Promise.reject(new Error('lost'));
  const client = { getEnvironment: failing, listOrganizations: failing, readFirstUsers: failing };
  const { people } = openReading(client, { withPeople: true });
  await new Promise(setImmediate);
  await expect(people).rejects.toThrow('lost');
  expect(openReading(client, { withPeople: false }).people).toBeNull();
});
