// One person of whom Kinde or the files tell twice: a mark of suspension in either list, and two listings by different addresses.
import { describe, expect, it } from 'vitest';
import type { AccessReport } from '../../../src/model/results/access-report.js';
import { toPageData } from '../../../src/render/report/access-page-data.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { SandboxSeed } from '../../../src/sandbox/index.js';
import { makeFolder, runInWorld } from '../../fake-world.js';

const start = Date.parse('2026-11-22T12:00:00Z');

async function open(seed: SandboxSeed, text: string) {
  const sandbox = createSandbox({ seed, now: () => start });
  const cwd = await makeFolder({ 'kinde.yaml': text });
  const run = async (...args: readonly string[]) => {
    const ended = await runInWorld(args, { sandbox, cwd, start });
    expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status: 0, stderr: '' });
    return ended.stdout;
  };
  const report = async (...args: readonly string[]) =>
    JSON.parse(await run('report', '--format', 'json', ...args)) as AccessReport;
  return { run, report };
}

describe('a membership that Kinde marks as suspended', () => {
  const seed: SandboxSeed = {
    users: [
      { id: 'kp_ann', emails: ['ann@acme.example'] },
      { id: 'kp_bo', emails: ['bo@acme.example'] },
      { id: 'kp_cy', emails: ['cy@acme.example'], isSuspended: true },
    ],
    organizations: [
      {
        code: 'org_home',
        name: 'Home',
        isDefault: true,
        members: [{ user: 'kp_ann' }, { user: 'kp_bo', isSuspended: true }, { user: 'kp_cy' }],
      },
      { code: 'org_beta', name: 'Beta', members: [{ user: 'kp_bo' }] },
    ],
  };
  const text = 'version: 1\norganizations: [{ code: org_home }]\n';

  it('is suspended in every format, its person counts, and another membership of them is not', async () => {
    const { report, run } = await open(seed, text);
    const made = await report();
    expect(
      made.memberships.map(({ organization, person, suspended }) => [organization, person, suspended]),
    ).toEqual([
      ['org_beta', 'kp_bo', false],
      ['org_home', 'kp_ann', false],
      ['org_home', 'kp_bo', true],
      ['org_home', 'kp_cy', true],
    ]);
    expect(made.people.map(({ id, suspended }) => [id, suspended])).toEqual([
      ['kp_ann', false],
      ['kp_bo', true],
      ['kp_cy', true],
    ]);
    expect(made.summary.suspendedPeople).toBe(2);
    expect(toPageData(made).memberships.map(([, , , , , marks]) => marks.includes('s'))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    const [head = '', ...rows] = (await run('report', '--format', 'csv')).trimEnd().split('\r\n');
    const column = head.split(',').indexOf('suspended');
    expect(rows.map((row) => row.split(',')[column])).toEqual(['no', 'no', 'yes', 'yes']);
  });

  it('is suspended in a report on its organization alone', async () => {
    const { report } = await open(seed, text);
    const { summary } = await report('--organization', 'org_home');
    expect(summary.suspendedPeople).toBe(2);
  });
});

describe('two listings of one person', () => {
  const seed: SandboxSeed = {
    users: [{ id: 'kp_eve', emails: ['eve@acme.example', 'eve@home.example'] }],
    organizations: [{ code: 'org_home', name: 'Home', isDefault: true, members: [{ user: 'kp_eve' }] }],
  };
  const filesOf = (...members: readonly string[]): string =>
    `version: 1\norganizations:\n  - code: org_home\n    members: [${members.join(', ')}]\n`;
  const lasting = '{ email: eve@home.example, reason: Founder }';
  const ending = '{ email: eve@acme.example, until: 2026-12-01, reason: Guest }';
  const later = '{ email: eve@home.example, until: 2026-12-20, reason: Founder }';
  const over = '{ email: eve@acme.example, until: 2026-11-01, reason: Guest }';
  const overLater = '{ email: eve@home.example, until: 2026-11-11, reason: Founder }';
  const reasons = 'Guest; Founder';

  it.each([
    ['one without an end', ending, lasting, { until: null, ends: null, reason: reasons }],
    ['the later end', ending, later, { until: '2026-12-20', ends: 'soon', reason: reasons }],
    ['one that holds', over, later, { until: '2026-12-20', ends: 'soon', reason: 'Founder' }],
    [
      'the later of two that ended',
      over,
      overLater,
      { until: '2026-11-11', ends: 'ended', reason: 'Founder' },
    ],
  ])(
    'count as %s, in any order, in the report and for the next end of a plan',
    async (_, one, other, terms) => {
      for (const members of [
        [one, other],
        [other, one],
      ]) {
        const { report, run } = await open(seed, filesOf(...members));
        const made = await report();
        expect(made.memberships).toMatchObject([terms]);
        expect([made.summary.endingSoon, made.summary.ended]).toEqual([
          terms.ends === 'soon' ? 1 : 0,
          terms.ends === 'ended' ? 1 : 0,
        ]);
        const plan = JSON.parse(await run('plan', '--format', 'json', '--allow-removals', 'all')) as {
          readonly nextEnd?: string;
        };
        expect(plan.nextEnd ?? null).toBe(terms.ends === 'ended' ? null : terms.until);
      }
    },
  );

  it('give a person who joins both reasons', async () => {
    const [organization] = seed.organizations ?? [];
    const empty = {
      ...seed,
      organizations: [{ ...organization, code: 'org_home', name: 'Home', members: [] }],
    };
    const { run } = await open(empty, filesOf(later, ending));
    const plan = JSON.parse(await run('plan', '--format', 'json')) as { readonly changes: readonly object[] };
    expect(plan.changes).toMatchObject([{ action: 'add', until: '2026-12-20', reason: reasons }]);
  });
});
