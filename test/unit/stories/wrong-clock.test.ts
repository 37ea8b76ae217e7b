// A wrong clock must not end listings: Kinde's answers tell the time, and the plan is refused where the two days differ in what
// they end.
import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { SandboxSeed } from '../../../src/sandbox/index.js';
import { makeFolder, membersOf, planOf, runInWorld } from '../../fake-world.js';
import type { Ended } from '../../fake-world.js';

const seed: SandboxSeed = {
  roles: [{ key: 'viewer' }],
  users: [
    { id: 'kp_ann', emails: ['ann@acme.com'] },
    { id: 'kp_kai', emails: ['kai@free.example'] },
  ],
  organizations: [
    { code: 'org_acme', name: 'Acme', members: [{ user: 'kp_ann' }, { user: 'kp_kai', roles: ['viewer'] }] },
  ],
};

const minute = 60_000;
const day = 24 * 60 * minute;
/** Kinde's time. */
const kindesTime = Date.parse('2026-11-29T12:00:00Z');

const configure = (...members: readonly string[]): string => `version: 1
groups:
  guests:
    - { email: kai@free.example, until: 2026-12-20 }
organizations:
  - code: org_acme
    members:
${['ann@acme.com', ...members].map((member) => `      - ${member}\n`).join('')}`;

const contractor = '{ email: kai@free.example, until: 2026-12-20 }';

interface Visit extends Ended {
  readonly members: readonly string[];
  readonly counts: object;
}

async function run(members: readonly string[], ahead: number, args: readonly string[]): Promise<Visit> {
  const sandbox = createSandbox({ seed, now: () => kindesTime });
  const cwd = await makeFolder({ 'kinde.yaml': configure(...members) });
  const ended = await runInWorld(args, { sandbox, cwd, start: kindesTime + ahead });
  return { ...ended, members: membersOf(sandbox, 'org_acme'), counts: sandbox.counts() };
}

const apply = ['apply', '--yes', '--format', 'json'];
const guardsOf = (visit: Visit): readonly string[] => planOf(visit).refusals.map(({ guard }) => guard);

describe('a clock that is 40 days ahead', () => {
  it('ends no listing that holds by the clock of Kinde', async () => {
    const visit = await run([contractor], 40 * day, apply);
    expect(visit.status).toBe(3);
    expect(guardsOf(visit)).toEqual(['wrong-clock']);
    expect(visit.stderr).toContain('40 days ahead');
    expect(visit.members).toEqual(['kp_ann', 'kp_kai']);
  });

  it.each([
    ['of a group', '{ group: guests }'],
    ['of a reference to a group', '{ group: guests, until: 2026-12-25 }'],
  ])('ends no listing %s', async (_, member) => {
    const visit = await run([member], 40 * day, apply);
    expect({ status: visit.status, guards: guardsOf(visit) }).toEqual({ status: 3, guards: ['wrong-clock'] });
    expect(visit.members).toContain('kp_kai');
  });

  it('takes no roles that an ended listing would give up', async () => {
    const members = ['kai@free.example', '{ group: guests, roles: [viewer] }'];
    expect(guardsOf(await run(members, 40 * day, apply))).toEqual(['wrong-clock']);
  });

  it('stops nothing where no listing ends between the two days', async () => {
    const visit = await run(['{ email: kai@free.example, until: 2027-03-01 }'], 40 * day, apply);
    expect({ status: visit.status, refusals: guardsOf(visit) }).toEqual({ status: 0, refusals: [] });
  });

  it('does not concern the plan of a given day', async () => {
    const visit = await run([contractor], 40 * day, ['plan', '--on', '2027-01-08', '--format', 'json']);
    expect({ status: visit.status, refusals: guardsOf(visit) }).toEqual({ status: 0, refusals: [] });
  });
});

describe('a clock that is behind', () => {
  it.each([
    ['for days', '2026-11-26', 5],
    ['for weeks', '2026-11-20', 30],
  ])('keeps nobody %s after the last day', async (_, until, days) => {
    const member = `{ email: kai@free.example, until: ${until} }`;
    expect(guardsOf(await run([member], -days * day, apply))).toEqual(['wrong-clock']);
  });

  it('keeps no roles for weeks after the last day of their listing', async () => {
    const members = ['kai@free.example', '{ group: guests, until: 2026-11-20, roles: [viewer] }'];
    expect(guardsOf(await run(members, -30 * day, apply))).toEqual(['wrong-clock']);
  });
});

it('tolerates minutes around midnight, and asks for no answer more', async () => {
  const sandbox = createSandbox({ seed, now: () => Date.parse('2026-12-20T23:58:00Z') });
  const cwd = await makeFolder({ 'kinde.yaml': configure(contractor) });
  const ended = await runInWorld(['plan', '--format', 'json'], {
    ...{ sandbox, cwd },
    start: Date.parse('2026-12-21T00:01:00Z'),
  });
  expect({ status: ended.status, refusals: planOf(ended).refusals }).toEqual({ status: 0, refusals: [] });
  const wrong = await run([contractor], 40 * day, ['plan', '--format', 'json']);
  const given = await run([contractor], 0, ['plan', '--format', 'json', '--on', '2027-01-08']);
  expect(wrong.counts).toEqual(given.counts);
});

it('a saved plan is refused as well', async () => {
  const sandbox = createSandbox({ seed, now: () => kindesTime });
  const cwd = await makeFolder({ 'kinde.yaml': configure(contractor) });
  const world = { sandbox, cwd, start: kindesTime + 40 * day };
  await runInWorld(['plan', '--out', 'plan.json'], world);
  const ended = await runInWorld(['apply', 'plan.json', '--yes', '--format', 'json'], world);
  expect(ended.status).toBe(3);
  expect(membersOf(sandbox, 'org_acme')).toEqual(['kp_ann', 'kp_kai']);
});
