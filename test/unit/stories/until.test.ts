// Listings with a last day through the commands: another day, saved plans, undo, bases, reviewers and reports.
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { AccessReport } from '../../../src/model/results/access-report.js';
import type { Plan } from '../../../src/model/plan.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { SandboxSeed } from '../../../src/sandbox/index.js';
import { errorCodeIn, makeFolder, planOf, reportOf, runInWorld } from '../../fake-world.js';
import type { Ended } from '../../fake-world.js';

const seed: SandboxSeed = {
  roles: [{ key: 'viewer' }],
  users: [
    { id: 'kp_ann', emails: ['ann@acme.com'] },
    { id: 'kp_bo', emails: ['bo@acme.com'] },
    { id: 'kp_kai', emails: ['kai@free.example', 'kai@work.example'] },
    { id: 'kp_lee', emails: ['lee@acme.com'] },
  ],
  organizations: [
    { code: 'org_acme', name: 'Acme', members: [{ user: 'kp_ann' }, { user: 'kp_kai', roles: ['viewer'] }] },
  ],
};

const additive = (...members: readonly string[]): string => `version: 1
organizations:
  - code: org_acme
    membership: additive
    members:
${members.map((member) => `      - ${member}\n`).join('')}`;

const contractor = '{ email: kai@free.example, until: 2027-01-31, reason: "Migration, ticket 4711" }';

async function open(text: string) {
  const cwd = await makeFolder({ 'kinde.yaml': text });
  let start = 0;
  const sandbox = createSandbox({ seed, now: () => start });
  const on = (day: string, ...args: readonly string[]): Promise<Ended> => {
    start = Date.parse(`${day}T12:00:00Z`);
    return runInWorld(args, { sandbox, cwd, start });
  };
  const planOn = async (day: string, ...args: readonly string[]): Promise<Plan> =>
    planOf(await on(day, 'plan', '--format', 'json', ...args));
  const memberIds = (): readonly string[] =>
    sandbox.snapshot().organizations.flatMap(({ members }) => members.map(({ user }) => user));
  const write = (yaml: string): Promise<void> => writeFile(join(cwd, 'kinde.yaml'), yaml);
  return { cwd, sandbox, on, planOn, memberIds, write };
}

describe('plan --on', () => {
  it('shows the plan of that day, and says the day', async () => {
    const { on, planOn } = await open(additive('ann@acme.com', contractor));
    expect(await planOn('2026-11-28')).toMatchObject({
      asOf: '2026-11-28',
      nextEnd: '2027-01-31',
      changes: [],
    });
    const later = await planOn('2026-11-28', '--on', '2027-02-01');
    expect(later).toMatchObject({
      asOf: '2027-02-01',
      changes: [{ action: 'remove', userId: 'kp_kai', until: '2027-01-31', source: 'kinde.yaml:7:9' }],
    });
    expect(later).not.toHaveProperty('nextEnd');
    const text = await on('2026-11-28', 'plan', '--on', '2027-02-01', '--allow-removals', '1');
    expect(text.stdout).toContain('As of 2027-02-01');
    expect(text.stdout).toContain('is removed: until 2027-01-31');
    expect(text.stdout).not.toContain('Next:');
    expect(text.stderr).not.toContain('ended-listing');
  });

  it('takes only days that exist, saves no plan, and is unknown to the other commands', async () => {
    const { on } = await open(additive('ann@acme.com'));
    expect((await on('2026-11-28', 'plan', '--on', '2027-02-30')).status).toBe(1);
    const saved = await on('2026-11-28', 'plan', '--on', '2027-02-01', '--out', 'plan.json');
    expect({ status: saved.status, code: errorCodeIn(saved) }).toEqual({ status: 1, code: 'invalid-option' });
    for (const command of ['apply', 'validate', 'pull', 'report'])
      expect((await on('2026-11-28', command, '--on', '2027-02-01')).status).toBe(1);
  });

  it('says no day where no listing has an end', async () => {
    const { on } = await open(additive('ann@acme.com'));
    expect((await on('2026-11-28', 'plan')).stdout).not.toContain('As of');
  });
});

describe('requests', () => {
  it('are the same with an end to come, and an ended listing costs one look-up at the most', async () => {
    const plain = await open(additive('ann@acme.com', 'kai@free.example'));
    const dated = await open(additive('ann@acme.com', contractor));
    const { requests } = await plain.planOn('2026-11-28');
    expect((await dated.planOn('2026-11-28')).requests).toEqual(requests);
    expect((await dated.planOn('2027-02-01')).requests['GET']).toBeLessThanOrEqual(
      (requests['GET'] ?? 0) + 1,
    );
  });
});

describe('a saved plan on a later day', () => {
  it('is carried out if no listing of its changes has ended', async () => {
    const { on, memberIds } = await open(additive('ann@acme.com', 'bo@acme.com', contractor));
    await on('2026-11-28', 'plan', '--out', 'plan.json');
    const applied = await on('2026-11-29', 'apply', 'plan.json', '--yes');
    expect(applied.status, applied.stderr).toBe(0);
    expect(applied.stderr).toContain('for 2026-11-28');
    expect(memberIds()).toContain('kp_bo');
  });

  it('is refused if one has, and names the day', async () => {
    const { on, memberIds } = await open(
      additive('ann@acme.com', '{ email: bo@acme.com, until: 2026-11-28 }'),
    );
    await on('2026-11-28', 'plan', '--out', 'plan.json');
    const refused = await on('2026-11-29', 'apply', 'plan.json', '--yes');
    expect(refused.status).toBe(3);
    expect(refused.stderr).toContain('plan-overtaken');
    expect(refused.stderr).toContain('ended on 2026-11-28');
    expect(memberIds()).not.toContain('kp_bo');
  });

  it('leaves a removal that only the later day needs for the next run', async () => {
    const { on, memberIds } = await open(additive('ann@acme.com', 'bo@acme.com', contractor));
    await on('2026-11-28', 'plan', '--out', 'plan.json');
    const applied = await on('2027-02-01', 'apply', 'plan.json', '--yes', '--format', 'json');
    expect(reportOf(applied).warnings.map(({ code }) => code)).toContain('not-in-saved-plan');
    expect(memberIds()).toEqual(expect.arrayContaining(['kp_bo', 'kp_kai']));
  });
});

describe('undo', () => {
  it('leaves a removal because of an ended listing alone, says why, and ends with 1', async () => {
    const { on, memberIds } = await open(additive('ann@acme.com', 'bo@acme.com', contractor));
    const applied = await on('2027-02-01', 'apply', '--yes', '--journal', 'journal.jsonl');
    expect(applied.status, applied.stderr).toBe(0);
    expect(memberIds()).toEqual(['kp_ann', 'kp_bo']);
    const undone = await on('2027-02-01', 'undo', 'journal.jsonl', '--yes', '--format', 'json');
    expect(undone.status).toBe(1);
    const { warnings } = reportOf(undone);
    const left = warnings.find(({ code }) => code === 'not-reversible');
    expect(left?.message).toMatch(/ended on 2027-01-31.*later day/u);
    expect(memberIds()).toEqual(['kp_ann']);
  });
});

describe('the guards', () => {
  it('count people whose listing has ended like others', async () => {
    const { on, memberIds } = await open(additive(contractor, '{ id: kp_ann, until: 2027-01-31 }'));
    const refused = await on('2027-02-01', 'apply', '--yes');
    expect(refused.status).toBe(3);
    expect(refused.stderr).toContain('max-removals');
    expect(memberIds()).toEqual(['kp_ann', 'kp_kai']);
  });

  it('keep a protected person, by an address that the listing does not name', async () => {
    const safety = 'safety: { protect: [kai@work.example] }\n';
    const { planOn } = await open(`${additive('ann@acme.com', contractor)}${safety}`);
    const { changes, warnings } = await planOn('2027-02-01');
    expect(changes).toEqual([]);
    expect(warnings.map(({ code }) => code)).toEqual(['protected-member', 'ended-listing']);
  });

  it('hold with --no-removals, and the notice says the day', async () => {
    const { planOn } = await open(additive('ann@acme.com', contractor));
    const { changes, warnings } = await planOn('2027-02-01', '--no-removals');
    expect(changes).toEqual([]);
    expect(warnings.find(({ code }) => code === 'removal-held-back')?.message).toContain('2027-01-31');
  });
});

describe('a pull request', () => {
  it('that removes the line of an ended listing too early is told that the person stays', async () => {
    const { cwd, planOn } = await open(additive('ann@acme.com'));
    await writeFile(join(cwd, 'base.yaml'), additive('ann@acme.com', contractor));
    const { warnings } = await planOn('2027-02-01', '--base', 'base.yaml');
    expect(warnings.map(({ code }) => code)).toEqual(['stays-member']);
  });

  it('that shortens a listing causes the removal, and one that does not finds it drifted', async () => {
    const { cwd, planOn } = await open(additive('ann@acme.com', contractor));
    const until = (day: string): string =>
      additive('ann@acme.com', `{ email: kai@free.example, until: ${day} }`);
    await writeFile(join(cwd, 'longer.yaml'), until('2027-06-30'));
    await writeFile(join(cwd, 'same.yaml'), until('2027-01-31'));
    const causes = async (base: string) =>
      (await planOn('2027-02-01', '--base', base)).changes.map(({ cause }) => cause);
    expect([await causes('longer.yaml'), await causes('same.yaml')]).toEqual([['here'], ['drifted']]);
  });

  it('shows these removals apart, and the terms of additions, without reasons where people are masked', async () => {
    const joining = '{ email: bo@acme.com, until: 2027-06-30, reason: "Stands in for *Ann*" }';
    const { on } = await open(additive('ann@acme.com', contractor, joining));
    const { stdout } = await on('2027-02-01', 'plan', '--format', 'markdown');
    expect(stdout).toContain('### Removed because the last day has passed (1 person)');
    expect(stdout).toContain('As of 2027-02-01');
    expect(stdout).toContain('until 2027-06-30');
    expect(stdout).toContain('Stands in for `*Ann*`');
    const masked = await on('2027-02-01', 'plan', '--format', 'markdown', '--mask-emails');
    expect(masked.stdout).not.toContain('Ann');
  });
});

describe('report', () => {
  it('shows the last day and the reason of each membership, of an ended one too', async () => {
    const { on } = await open(additive('{ group: team, reason: Staff }', contractor) + groups);
    const { stdout } = await on('2027-02-01', 'report', '--format', 'json');
    const { memberships } = JSON.parse(stdout) as AccessReport;
    expect(memberships.map(({ person, until, reason }) => [person, until, reason])).toEqual([
      ['kp_ann', '2028-02-29', 'Founder; Staff'],
      ['kp_kai', '2027-01-31', 'Migration, ticket 4711'],
    ]);
    const csv = await on('2027-02-01', 'report', '--format', 'csv');
    expect(csv.stdout.split('\r\n')[0]).toMatch(
      /listed_at,until,reason,leaver,ends,invited_on,decision,reviewer,reviewed_on$/u,
    );
    expect(csv.stdout).toContain('2027-01-31,"Migration, ticket 4711"');
  });
});

const groups = `groups:
  team: [{ group: founders, until: 2028-02-29 }]
  founders: [{ email: ann@acme.com, reason: Founder }]
`;
