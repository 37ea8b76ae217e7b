// Everyone is read on while organizations are still listed, where that is certain; and nothing else is asked in advance.
import { expect, it } from 'vitest';
import { connectKinde } from '../../src/kinde/connect-kinde.js';
import { readSettings } from '../../src/kinde/read-settings.js';
import type { Sketch } from '../../src/model/sketch.js';
import { makePlan } from '../../src/pipeline.js';
import { beginReading } from '../../src/begin-reading.js';
import { createSandbox } from '../../src/sandbox/index.js';
import { diagnoseText } from '../validate/diagnose.js';
import { openWorld } from '../open-world.js';

interface Tenant {
  readonly organizations: number;
  readonly strangers: number;
  readonly roles?: boolean;
}

/** Opens a tenant of small organizations, whose two members the configuration lists. */
function openTenant({ organizations, strangers, roles = false }: Tenant) {
  const all = Array.from({ length: organizations }, (_, index) => ({
    code: `org_${index}`,
    name: `Tenant ${index}`,
    members: [{ user: `a${index}@x.example` }, { user: `b${index}@x.example` }],
  }));
  const outside = Array.from({ length: strangers }, (_, index) => ({ emails: [`z${index}@y.example`] }));
  const sandbox = createSandbox({
    seed: {
      organizations: [{ code: 'org_home', name: 'Home', isDefault: true }, ...all],
      roles: [{ key: 'admin' }],
      users: [...outside, ...all.flatMap(({ members }) => members.map(({ user }) => ({ emails: [user] })))],
    },
  });
  const entry = (code: string, members: string): string => `  - code: ${code}\n    members: ${members}\n`;
  const role = roles ? ', roles: [admin]' : '';
  const text = all.map(({ code, members: [one, two] }) =>
    entry(code, `[{ email: ${one?.user ?? ''}${role} }, ${two?.user ?? ''}]`),
  );
  const { desired } = diagnoseText(`version: 1\norganizations:\n${text.join('')}`);
  if (desired === null) throw new Error('The configuration is wrong.');
  const { world } = openWorld({ sandbox, cwd: '/' });
  const connection = connectKinde({ ...world, settings: readSettings(world.env) });
  const listPaths = (): readonly string[] =>
    sandbox.requests().map(({ path }) => path.replace(/\?.*next_token=.*/, '?next').replace(/\?page.*/, ''));
  return { desired, connection, listPaths };
}

/** Plans a tenant and returns the paths that were asked for, in their order. */
async function listPaths(tenant: Tenant): Promise<readonly string[]> {
  const opened = openTenant(tenant);
  await makePlan(opened.desired, opened.connection, { approval: null, withRemovals: true });
  return opened.listPaths();
}

const count = (paths: readonly string[], path: RegExp): number =>
  paths.filter((one) => path.test(one)).length;

it('everyone is read on before the last organizations are there', async () => {
  const paths = await listPaths({ organizations: 1_200, strangers: 0 });
  expect(count(paths, /^\/api\/v1\/users/)).toBe(5);
  expect(count(paths, /^\/api\/v1\/organizations(\?|$)/)).toBe(3);
  expect(paths.indexOf('/api/v1/users?next')).toBeLessThan(paths.lastIndexOf('/api/v1/organizations?next'));
});

it('everyone is not read on where member lists may be cheaper', async () => {
  const paths = await listPaths({ organizations: 520, strangers: 9_000 });
  expect(count(paths, /^\/api\/v1\/users\?next/)).toBe(0);
});

it('everyone is not read on while it is open what roles cost', async () => {
  const paths = await listPaths({ organizations: 700, strangers: 0, roles: true });
  const last = paths.lastIndexOf('/api/v1/organizations?next');
  expect(paths.slice(0, last)).not.toContain('/api/v1/users?next');
});

const sketch: Sketch = {
  lock: null,
  organizations: Array.from({ length: 600 }, (_, index) => {
    return { selector: { by: 'code', value: `org_${index}` }, listed: 2 };
  }),
  unread: 0,
};

it('a reading that began answers though nobody told it what the files say', async () => {
  const { connection, listPaths: list } = openTenant({ organizations: 600, strangers: 0 });
  const { client } = beginReading(connection.client);
  expect((await client.peekUsers()).rows).toHaveLength(500);
  expect(count(list(), /^\/api\/v1\/users/)).toBe(1);
});

it('a reading that goes on reads each page once', async () => {
  const { connection, listPaths: list } = openTenant({ organizations: 600, strangers: 0 });
  const { client, consider, decide } = beginReading(connection.client);
  consider(sketch);
  await decide();
  const { readRest } = await client.peekUsers();
  expect((await readRest?.())?.rows).toHaveLength(1_200);
  expect(count(list(), /^\/api\/v1\/users/)).toBe(3);
});

it('a reading goes on in no environment but the one of the files', async () => {
  const { connection, listPaths: list } = openTenant({ organizations: 600, strangers: 0 });
  const { client, consider, decide } = beginReading(connection.client);
  consider({ ...sketch, lock: 'elsewhere' });
  await decide();
  await client.peekUsers();
  expect(count(list(), /^\/api\/v1\/users/)).toBe(1);
});

it('a reading goes on before all is parsed, where nothing in the rest can make it dear', async () => {
  for (const [unread, pages] of [
    [1_000, 3],
    // So many might list more people than member lists cost requests.
    [900_000, 1],
    // Of so many nothing is known before they are parsed.
    [1_000_001, 1],
  ] as const) {
    const { connection, listPaths: list } = openTenant({ organizations: 600, strangers: 0 });
    const { client, consider, decide } = beginReading(connection.client);
    await decide();
    consider({ ...sketch, unread });
    const { rows } = await client.peekUsers();
    expect(rows).toHaveLength(500);
    await expect.poll(() => count(list(), /^\/api\/v1\/users/)).toBe(pages);
  }
});

it('each page is read once also where everyone is asked for before the first answers are there', async () => {
  const { connection, listPaths: list } = openTenant({ organizations: 600, strangers: 0 });
  const { client, consider } = beginReading(connection.client);
  consider(sketch);
  const { readRest } = await client.peekUsers();
  expect((await readRest?.())?.rows).toHaveLength(1_200);
  expect(count(list(), /^\/api\/v1\/users/)).toBe(3);
});
