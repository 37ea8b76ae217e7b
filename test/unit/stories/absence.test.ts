// Tests an address without a known person in an environment of 10,000 people, which are twenty pages: the requests, the
// plan, and the apply if the person exists after all. Each undocumented behaviour of Kinde is tested both ways.
import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { Sandbox, SandboxSeed, SeedUser, Unknowns } from '../../../src/sandbox/index.js';
import { makeFolder, reportOf, runInWorld } from '../../fake-world.js';

const everyone = 10_000;
const codes = ['org_a', 'org_b', 'org_c'];

const variants: readonly Partial<Unknowns>[] = (['insensitive', 'sensitive'] as const).flatMap(
  (emailFilterCase) =>
    (['any-identity', 'preferred'] as const).flatMap((emailFilterReach) =>
      (['any-identity', 'preferred'] as const).map((searchReach) => ({
        emailFilterCase,
        emailFilterReach,
        searchReach,
      })),
    ),
);

const member = (code: string, index: number): string => `m${index}@${code.replace('_', '-')}.example`;

/** Three organizations of twenty members, who start at this index in the list of everyone, beside one other person. */
function makeSeed(place: number, somebody: readonly string[], others: Partial<SeedUser> = {}): SandboxSeed {
  const crowd = (from: number, to: number): readonly SeedUser[] =>
    Array.from({ length: to - from }, (_, index) => ({
      id: `kp_${from + index}`,
      emails: [`p${from + index}@crowd.example`],
      ...others,
    }));
  const members = codes.flatMap((code) =>
    Array.from({ length: 20 }, (_, index): SeedUser => ({
      id: `kp_${code}_${index}`,
      emails: [member(code, index)],
    })),
  );
  const known = somebody.length === 0 ? [] : [{ id: 'kp_somebody', emails: somebody }];
  return {
    users: [...crowd(0, place), ...members, ...crowd(place, everyone - 60), ...known],
    organizations: [
      { code: 'org_home', name: 'Home', isDefault: true },
      ...codes.map((code) => ({
        code,
        name: code,
        members: Array.from({ length: 20 }, (_, index) => ({ user: `kp_${code}_${index}` })),
      })),
    ],
  };
}

function configure(newcomers: readonly string[], membership = 'exact'): string {
  const lists = codes.map((code, index) => {
    const listed = Array.from({ length: 20 }, (_, one) => member(code, one));
    const all = index === 0 ? [...listed, ...newcomers] : listed;
    return `  - { code: ${code}, membership: ${membership}, members: [${all.join(', ')}] }\n`;
  });
  return `version: 1\norganizations:\n${lists.join('')}`;
}

async function open(sandbox: Sandbox, configuration: string) {
  const cwd = await makeFolder({ 'kinde.yaml': configuration });
  const run = async (...args: readonly string[]) => {
    sandbox.resetLog();
    const ended = await runInWorld([...args, '--format', 'json'], { sandbox, cwd });
    const plan = reportOf(ended);
    const reads = sandbox.requests().filter(({ operation, isWrite }) => operation !== 'token' && !isWrite);
    return { ...ended, plan, reads: reads.length, warnings: plan.warnings.map(({ code }) => code) };
  };
  return { plan: () => run('plan'), apply: () => run('apply', '--yes') };
}

const places = [0, 450, 470, 480, 487, 490, 5_000, 9_940];
const seeds = new Map(places.map((place) => [place, makeSeed(place, [])]));

describe.each(variants)('with %j', (unknowns) => {
  it.each([...seeds])('a newcomer costs at most 12 requests, members from place %i', async (_, seed) => {
    const sandbox = createSandbox({ seed, unknowns });
    const { plan } = await open(sandbox, configure(['new@fresh.example']));
    const planned = await plan();
    expect(planned.reads).toBeLessThanOrEqual(12);
    expect(planned.plan.summary).toMatchObject({ create: 1, add: 1, remove: 0 });
    expect(planned.warnings).toEqual(['absence-not-proven']);
    expect(planned.plan.warnings[0]?.message).toContain('new@fresh.example');
  });

  it.each([
    ['preferred, with capitals', ['Some.Body@Fresh.example']],
    ['a second one', ['first@elsewhere.example', 'some.body@fresh.example']],
    ['a second one with capitals', ['first@elsewhere.example', 'Some.Body@Fresh.example']],
  ])('adds somebody whose address is %s, and creates nobody', async (_, emails) => {
    const seed = makeSeed(5_000, emails);
    const sandbox = createSandbox({ seed, unknowns });
    const { plan, apply } = await open(sandbox, configure(['some.body@fresh.example']));
    const planned = await plan();
    expect(planned.reads).toBeLessThanOrEqual(12);
    const applied = await apply();
    expect([applied.status, applied.plan.verified]).toEqual([0, true]);
    const isUnseen = planned.warnings.includes('absence-not-proven');
    expect(applied.warnings.includes('person-found')).toBe(isUnseen);
    const { users, organizations } = sandbox.snapshot();
    expect(users).toHaveLength(everyone + 1);
    const joined = organizations.find(({ code }) => code === 'org_a')?.members ?? [];
    expect(joined.map(({ user }) => user)).toContain('kp_somebody');
    const again = await plan();
    expect(again.plan.changes).toEqual([]);
    expect(again.reads).toBeLessThanOrEqual(12);
  });
});

const unseen = { emailFilterReach: 'preferred', searchReach: 'preferred' } as const;

it('wants to create nobody again who is in an organization that only adds', async () => {
  const seed = makeSeed(5_000, ['first@elsewhere.example', 'some.body@fresh.example']);
  const sandbox = createSandbox({ seed, unknowns: unseen });
  const { plan, apply } = await open(sandbox, configure(['some.body@fresh.example'], 'additive'));
  expect((await apply()).status).toBe(0);
  expect((await plan()).plan.changes).toEqual([]);
});

it('names ten of many addresses in one notice and counts the others', async () => {
  const newcomers = Array.from({ length: 12 }, (_, index) => `new${index}@fresh.example`);
  const sandbox = createSandbox({ seed: makeSeed(5_000, []) });
  const { plan } = await open(sandbox, configure(newcomers));
  const planned = await plan();
  const absent = planned.plan.warnings.filter(({ code }) => code === 'absence-not-proven');
  expect(absent).toHaveLength(1);
  expect(absent[0]?.message).toContain(' and 2 more');
  expect(planned.reads).toBeLessThanOrEqual(12);
});

it('says nothing where a control proves that the look-up sees everybody', async () => {
  const [first, ...rest] = makeSeed(5_000, []).users ?? [];
  const emails = [...(first?.emails ?? []), 'second@crowd.example'];
  const seed = { ...makeSeed(5_000, []), users: [{ ...first, emails }, ...rest] };
  const { plan } = await open(createSandbox({ seed }), configure(['new@fresh.example']));
  const planned = await plan();
  expect([planned.warnings, planned.reads]).toEqual([[], 7]);
});

it('goes on where Kinde refuses the search', async () => {
  const sandbox = createSandbox({
    seed: makeSeed(5_000, ['first@elsewhere.example', 'some.body@fresh.example']),
    unknowns: unseen,
    intercept: ({ operation }) =>
      operation.toLowerCase() === 'searchusers' ? new Response('{}', { status: 404 }) : undefined,
  });
  const { plan, apply } = await open(sandbox, configure(['some.body@fresh.example']));
  expect((await plan()).warnings).toEqual(['absence-not-proven']);
  const applied = await apply();
  expect([applied.status, applied.warnings]).toEqual([0, ['absence-not-proven', 'person-found']]);
  expect(sandbox.snapshot().users).toHaveLength(everyone + 1);
});

it('gives the person who was found the roles, and leaves the default organization as it is', async () => {
  const seed = makeSeed(5_000, ['first@elsewhere.example', 'some.body@fresh.example']);
  const organizations = (seed.organizations ?? []).map((one) =>
    one.code === 'org_home' || one.code === 'org_a'
      ? { ...one, members: [...(one.members ?? []), { user: 'kp_somebody' }] }
      : one,
  );
  const sandbox = createSandbox({
    seed: { ...seed, roles: [{ key: 'admin' }], organizations },
    unknowns: unseen,
  });
  const configuration = configure([]).replace(
    '[m0@org-b.example',
    '[{ email: some.body@fresh.example, roles: [admin] }, m0@org-b.example',
  );
  const { apply } = await open(
    sandbox,
    configuration.replace('code: org_a, membership: exact', 'code: org_a, membership: additive'),
  );
  const applied = await apply();
  expect([applied.status, applied.plan.verified]).toEqual([0, true]);
  const membersOf = (wanted: string) =>
    sandbox.snapshot().organizations.find(({ code }) => code === wanted)?.members ?? [];
  expect(membersOf('org_b')).toContainEqual({ user: 'kp_somebody', roles: ['admin'] });
  for (const code of ['org_home', 'org_a'])
    expect(membersOf(code).map(({ user }) => user)).toContain('kp_somebody');
});

it.each([
  [10_000, 60],
  // The first 40 pages hold only members. So far the answers are those of an environment without anyone else, where everyone
  // takes 42 requests, and the member list with its look-ups 53. Once page 41 shows others, the remaining 20 pages take less
  // than the member list. No rule that takes 42 requests there can take fewer than 63 here.
  [0, 63],
])(
  'reads one organization of 20,000 after %i people who are in none in at most %i requests',
  async (before, most) => {
    const people = (name: string, count: number) =>
      Array.from({ length: count }, (_, index) => ({
        id: `kp_${name}${index}`,
        emails: [`${name}${index}@a.example`],
      }));
    const members = people('m', 20_000);
    const sandbox = createSandbox({
      seed: {
        users: [...people('x', before), ...members, ...people('y', 10_000 - before), ...people('known', 250)],
        organizations: [
          { code: 'org_home', name: 'Home', isDefault: true },
          { code: 'org_a', name: 'A', members: members.map(({ id }) => ({ user: id })) },
        ],
      },
    });
    const stay = members.slice(0, 19_500).flatMap(({ emails }) => emails);
    const join = [...people('known', 250), ...people('new', 250)].flatMap(({ emails }) => emails);
    const { plan } = await open(
      sandbox,
      `version: 1\norganizations: [{ code: org_a, members: [${[...stay, ...join].join(', ')}] }]\n`,
    );
    const { reads, plan: made } = await plan();
    expect(made.summary).toMatchObject({ create: 250, add: 500, remove: 500 });
    expect(reads).toBeLessThanOrEqual(most);
  },
);
