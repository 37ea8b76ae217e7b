// The diagnostics that need Kinde's state: each has a code, a place and a hint.
import { describe, expect, it } from 'vitest';
import { diagnoseDesired } from '../../../src/diff/diagnose-desired.js';
import type { SandboxSeed } from '../../../src/sandbox/index.js';
import { desire, diffBench, matchBench, openBench } from './open-bench.js';

const seed: SandboxSeed = {
  featureFlags: {
    checkout: { type: 'bool', value: 'true' },
    seats: { type: 'int', value: '5' },
    colour: { type: 'str', value: 'blue' },
  },
  roles: [{ key: 'admin' }],
  users: [{ id: 'kp_1', emails: ['ann@a.example'] }],
  organizations: [
    { code: 'org_0', name: 'Home', handle: 'home', allowRegistrations: true, members: [{ user: 'kp_1' }] },
    { code: 'org_1', name: 'Acme', handle: 'acme' },
  ],
};

async function check(configuration: object): Promise<readonly string[]> {
  const desired = await desire({ version: 1, ...configuration });
  const { overview, matches } = await matchBench(openBench({ seed }), desired);
  return diagnoseDesired(desired, overview, matches).map(({ code, hint, place }) => {
    expect(place?.file).toBe('kinde.yaml');
    return `${code}: ${hint ?? ''}`;
  });
}

function flags(featureFlags: object): object {
  return { environment: { featureFlags } };
}

describe('a feature flag', () => {
  it('must be one that Kinde has; a near one is named', async () => {
    expect(await check(flags({ chekout: true }))).toEqual(['unknown-feature-flag: Did you mean "checkout"?']);
    expect(await check(flags({ entirely_other: true }))).toEqual([
      expect.stringContaining('unknown-feature-flag: Create'),
    ]);
  });

  it.each([
    ['bool', { checkout: 'true' }],
    ['bool', { checkout: 1 }],
    ['int', { seats: '5' }],
    ['int', { seats: true }],
    ['str', { colour: false }],
    ['str', { colour: 5 }],
  ])('of type %s takes no other: %j', async (_, one) => {
    expect(await check(flags(one))).toEqual([expect.stringContaining('flag-type')]);
  });

  it('may have the value it has', async () => {
    expect(await check(flags({ checkout: true, seats: 5, colour: 'blue' }))).toEqual([]);
  });

  it.each<[{ key: 'checkout' | 'seats' | 'colour'; type: 'bool' | 'int' | 'str'; value: string }, unknown]>([
    [{ key: 'checkout', type: 'bool', value: 'maybe' }, 'maybe'],
    [{ key: 'checkout', type: 'bool', value: 'false' }, false],
    [{ key: 'seats', type: 'int', value: 'many' }, 'many'],
    [{ key: 'seats', type: 'int', value: '-7' }, -7],
    [{ key: 'colour', type: 'str', value: 'true' }, 'true'],
  ])('shows the value before as Kinde has it: %j', async ({ key, ...flag }, before) => {
    const bench = openBench({ seed: { featureFlags: { [key]: flag } } });
    const wanted = { checkout: true, seats: 5, colour: 'blue' }[key];
    const { changes } = await diffBench(bench, await desire({ version: 1, ...flags({ [key]: wanted }) }));
    expect(changes).toMatchObject([{ fields: [{ before, after: wanted }] }]);
  });
});

it('reports a role that Kinde does not have, wherever it is named', async () => {
  const members = [{ email: 'ann@a.example', roles: ['admn', 'entirely-other'] }];
  const found = await check({
    safety: { keepHolder: ['admni'] },
    organizations: [{ code: 'org_1', members }],
  });
  expect(found).toEqual([
    'unknown-role: Did you mean "admin"? Roles that exist: admin.',
    'unknown-role: Did you mean "admin"? Roles that exist: admin.',
    expect.stringContaining('unknown-role: Roles that exist: admin. Use one of them, or create'),
  ]);
});

describe('a list of members where people may register themselves', () => {
  const entry = { code: 'org_0', members: ['ann@a.example'] };

  it('must say what it means', async () => {
    expect(await check({ organizations: [entry] })).toEqual([
      expect.stringContaining('membership-not-stated'),
    ]);
  });

  it.each([{ membership: 'exact' }, { membership: 'additive' }, { allowRegistrations: false }])(
    'needs no more with %j',
    async (fields) => {
      expect(await check({ organizations: [{ ...entry, ...fields }] })).toEqual([]);
    },
  );
});

describe('a handle', () => {
  it('of an organization that keeps it is not to be had', async () => {
    const organizations = [{ code: 'org_1', handle: 'home' }];
    expect(await check({ organizations })).toEqual([expect.stringContaining('handle-taken')]);
  });

  it('may move on from an organization that gets another', async () => {
    const organizations = [
      { code: 'org_1', handle: 'home' },
      { code: 'org_0', handle: 'new-home' },
    ];
    expect(await check({ organizations })).toEqual([]);
  });

  it('can not be swapped, which no order of writing could do', async () => {
    const organizations = [
      { code: 'org_1', handle: 'home' },
      { code: 'org_0', handle: 'acme' },
    ];
    expect(await check({ organizations })).not.toEqual([]);
  });
});
