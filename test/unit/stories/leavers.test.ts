// `leavers` through the commands: the people who belong to no organization, whatever else the files say.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AccessReport } from '../../../src/model/results/access-report.js';
import type { RemoveMember } from '../../../src/model/change.js';
import type { ApplyReport } from '../../../src/model/outcome.js';
import type { Plan } from '../../../src/model/plan.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { InterceptedRequest, SandboxOptions, SandboxSeed } from '../../../src/sandbox/index.js';
import { makeFolder, planOf, reportOf, runInWorld } from '../../fake-world.js';
import type { Ended } from '../../fake-world.js';

const seed: SandboxSeed = {
  roles: [{ key: 'admin' }, { key: 'viewer' }],
  users: [
    { id: 'kp_ann', emails: ['ann@acme.com'] },
    { id: 'kp_bo', emails: ['bo@acme.com'] },
    { id: 'kp_fo', emails: ['Former@acme.com', 'former@home.example'] },
    { id: 'kp_twin1', emails: ['twin@acme.com'] },
    { id: 'kp_out', emails: ['out@acme.com'] },
  ],
  organizations: [
    {
      code: 'org_acme',
      name: 'Acme',
      members: [{ user: 'kp_ann' }, { user: 'kp_fo', roles: ['admin'] }, { user: 'kp_bo', roles: ['admin'] }],
    },
    { code: 'org_beta', name: 'Beta', members: [{ user: 'kp_ann' }, { user: 'kp_fo' }] },
    { code: 'org_gamma', name: 'Gamma', members: [{ user: 'kp_fo', roles: ['admin'] }, { user: 'kp_ann' }] },
    { code: 'org_wild', name: 'Wild', members: [{ user: 'kp_fo' }, { user: 'kp_twin1' }] },
  ],
};

/** Acme is exact, Beta additive, Gamma named without members; no file names Wild. */
const files = (leavers: string, rest = ''): string => `version: 1
leavers: ${leavers}
organizations:
  - { code: org_acme, members: [ann@acme.com, bo@acme.com] }
  - { code: org_beta, membership: additive, members: [ann@acme.com] }
  - { code: org_gamma, name: Gamma }
${rest}`;

async function open(text: string, from = seed, options: Pick<SandboxOptions, 'intercept'> = {}) {
  const cwd = await makeFolder({ 'kinde.yaml': text });
  const sandbox = createSandbox({ seed: from, ...options });
  const run = (...args: readonly string[]): Promise<Ended> =>
    runInWorld(args, { sandbox, cwd, start: Date.parse('2026-11-28T12:00:00Z') });
  const plan = async (...args: readonly string[]): Promise<Plan> => {
    const { stdout, stderr } = await run('plan', '--format', 'json', ...args);
    expect(stdout, stderr).not.toBe('');
    return planOf({ stdout });
  };
  const apply = async (...args: readonly string[]): Promise<ApplyReport> =>
    reportOf(await run('apply', '--yes', '--format', 'json', ...args));
  const placesOf = (id: string): readonly string[] =>
    sandbox
      .snapshot()
      .organizations.flatMap(({ code, members }) => (members.some(({ user }) => user === id) ? [code] : []));
  const write = (yaml: string, file = 'kinde.yaml'): Promise<void> => writeFile(join(cwd, file), yaml);
  const read = (): Promise<string> => readFile(join(cwd, 'kinde.yaml'), 'utf8');
  return { sandbox, run, plan, apply, placesOf, write, read };
}

const showTwins = (organizations: readonly string[]) =>
  ['kp_twin1', 'kp_twin2'].map((id, index) => ({
    id,
    email: 'twin@acme.com',
    organizations: index === 0 ? organizations : [],
    identities: [{ type: 'email', identity: 'twin@acme.com' }],
  }));

const codesOf = ({ warnings }: Plan): readonly string[] => warnings.map(({ code }) => code);

const removalsOf = ({ changes }: Plan): readonly RemoveMember[] =>
  changes.filter((change) => change.action === 'remove');

describe('a leaver', () => {
  it('is removed from every organization, also from one that no file names, and each place is one change', async () => {
    const { plan, apply, placesOf, run } = await open(files('[former@acme.com]'));
    const planned = await plan();
    expect(planned.refusals).toEqual([]);
    const told = removalsOf(planned).map(({ organization, outside }) => [organization.code, outside]);
    expect(told).toEqual([
      ['org_acme', undefined],
      ['org_beta', undefined],
      ['org_gamma', 'members'],
      ['org_wild', 'organization'],
    ]);
    for (const change of planned.changes)
      expect(change).toMatchObject({
        action: 'remove',
        userId: 'kp_fo',
        leaver: true,
        losesAllAccess: true,
        source: 'kinde.yaml:2:11',
      });
    const { stdout } = await run('plan');
    expect(stdout).toContain('is removed: leaver, organization in no file, and loses all access');
    const applied = await apply('--journal', 'journal.jsonl');
    expect(applied.verified, JSON.stringify(applied)).toBe(true);
    expect(placesOf('kp_fo')).toEqual([]);
    expect((await plan()).changes).toEqual([]);
  });

  it('costs what the plan estimates to remove', async () => {
    const { plan, apply } = await open(files('[former@acme.com]'));
    const planned = await plan();
    const applied = await apply('--journal', 'journal.jsonl');
    const spent = Object.entries(planned.estimate.requests).map(
      ([method, count]) => [method, count + (planned.requests[method] ?? 0)] as const,
    );
    expect(applied.requests).toMatchObject(Object.fromEntries(spent));
  });

  it('is no wish to be created, and an address that Kinde does not know needs nothing', async () => {
    const { plan } = await open(files('[nobody@acme.com, { id: kp_nobody }, out@acme.com]'));
    const planned = await plan();
    expect(removalsOf(planned).map(({ userId, leaver }) => [userId, leaver])).toEqual([['kp_fo', undefined]]);
    expect([planned.summary.create, codesOf(planned)]).toEqual([0, []]);
  });

  it('is found by a second address and by id', async () => {
    for (const leaver of ['[FORMER@home.example]', '[{ id: kp_fo }]']) {
      const { plan } = await open(files(leaver));
      expect(removalsOf(await plan())).toHaveLength(4);
    }
  });

  it('who is two people in Kinde is an error that names both ids, unless neither is in an organization', async () => {
    // The sandbox has each address once, so the wire shows the second profile of an enterprise connection.
    const twins = (organizations: readonly string[]) => ({
      intercept: ({ operation }: InterceptedRequest) =>
        operation === 'getUsers' ? Response.json({ users: showTwins(organizations) }) : undefined,
    });
    const { run, write, plan } = await open(files('[twin@acme.com]'), seed, twins(['org_wild']));
    const { status, stderr } = await run('plan');
    expect(status).toBe(1);
    expect(stderr).toContain('ambiguous-person');
    expect(stderr).toContain('{ id: kp_twin1 }, { id: kp_twin2 }');
    await write(files('[{ id: kp_twin1 }, { id: kp_twin2 }]'));
    expect(removalsOf(await plan()).map(({ userId }) => userId)).toEqual(['kp_twin1']);
    const gone = await open(files('[twin@acme.com]'), seed, twins([]));
    expect(removalsOf(await gone.plan())).toEqual([]);
  });

  it('who is listed under another address is an error with both places', async () => {
    const { run } = await open(
      files('[former@home.example]').replace('members: [ann@acme.com, bo', 'members: [former@acme.com, bo'),
    );
    const { status, stderr } = await run('plan');
    expect(status).toBe(1);
    expect(stderr).toContain('leaver-listed');
    expect(stderr).toContain('kinde.yaml:4:33');
    expect(stderr).toContain('kinde.yaml:2:11');
  });

  it('who is protected by another address is an error with both places', async () => {
    const { run } = await open(files('[former@acme.com]', 'safety: { protect: [former@home.example] }\n'));
    const { status, stderr } = await run('plan');
    expect(status).toBe(1);
    expect(stderr).toContain('leaver-protected');
    expect(stderr).toContain('kinde.yaml:7:21');
  });

  it('is listed in the entry that --organization leaves out: an error as well', async () => {
    const { run } = await open(
      files('[former@home.example]').replace('members: [ann@acme.com, bo', 'members: [former@acme.com, bo'),
    );
    const { status, stderr } = await run('plan', '--organization', 'org_beta');
    expect([status, stderr]).toEqual([1, expect.stringContaining('leaver-listed')]);
  });
});

describe('the guards', () => {
  it('do not count leavers among the people who leave, nor for "everyone"', async () => {
    const strict =
      'safety: { maxRemovals: { count: 0, percent: 0 }, maxRemovedPeople: { count: 0, percent: 0 } }\n';
    const { plan, write } = await open(files('[former@acme.com]', strict));
    expect((await plan()).refusals).toEqual([]);
    const alone = files('[former@acme.com, ann@acme.com, bo@acme.com]', strict);
    await write(
      alone.replace('[ann@acme.com, bo@acme.com]', '[]').replace('members: [ann@acme.com]', 'members: []'),
    );
    expect((await plan()).refusals).toEqual([]);
    await write(files('[former@acme.com]', strict).replace('ann@acme.com, bo@acme.com', 'ann@acme.com'));
    expect((await plan()).refusals.map(({ guard }) => guard)).toEqual(['max-removals', 'max-removed-people']);
  });

  it('keep the last holder of a role, in every organization that the files name', async () => {
    const { plan } = await open(
      files('[former@acme.com, bo@acme.com]', 'safety: { keepHolder: [admin] }\n').replace(
        '[ann@acme.com, bo@acme.com]',
        '[ann@acme.com]',
      ),
    );
    const { refusals } = await plan('--allow-removals', 'all');
    expect(refusals.map(({ guard, organization }) => [guard, organization?.code])).toEqual([
      ['keep-holder', 'org_acme'],
      ['keep-holder', 'org_gamma'],
    ]);
  });

  it('let an approval by number count every removal', async () => {
    const { plan } = await open(files('[former@acme.com]'));
    expect((await plan('--allow-removals', '4')).refusals).toEqual([]);
    expect((await plan('--allow-removals', '3')).refusals.map(({ guard }) => guard)).toEqual([
      'approved-removals',
    ]);
  });

  it('let --no-removals hold every removal back, and say that it is a leaver', async () => {
    const { plan } = await open(files('[former@acme.com]'));
    const { changes, warnings } = await plan('--no-removals');
    expect(changes).toEqual([]);
    expect(warnings.map(({ code, message }) => [code, message.includes('is a leaver')])).toEqual(
      Array.from({ length: 4 }, () => ['removal-held-back', true]),
    );
  });
});

describe('--organization', () => {
  it('narrows the removals of leavers to the selected organizations', async () => {
    const { plan } = await open(files('[former@acme.com]'));
    const narrowed = await plan('--organization', 'org_beta', '--organization', 'org_gamma');
    expect(removalsOf(narrowed).map(({ organization }) => organization.code)).toEqual([
      'org_beta',
      'org_gamma',
    ]);
    expect(removalsOf(narrowed).some(({ losesAllAccess }) => losesAllAccess === true)).toBe(false);
  });
});

describe('requests', () => {
  it('are the same with an empty list, and a leaver costs one look-up in a large environment', async () => {
    const crowd = Array.from({ length: 600 }, (_, index) => ({ emails: [`p${index}@crowd.example`] }));
    const large = { ...seed, users: [...(seed.users ?? []), ...crowd] };
    const without = await (await open(files('[]').replace('leavers: []\n', ''), large)).plan();
    expect((await (await open(files('[]'), large)).plan()).requests).toEqual(without.requests);
    const hundred = Array.from({ length: 99 }, (_, index) => `p${index}@crowd.example`).join(', ');
    const { requests } = await (await open(files(`[former@acme.com, ${hundred}]`), large)).plan();
    expect((requests['GET'] ?? 0) - (without.requests['GET'] ?? 0)).toBeLessThanOrEqual(2);
  });

  it('take one removal for each of 300 organizations, and one look-up to verify them', async () => {
    const many = Array.from({ length: 300 }, (_, index) => ({
      code: `org_n${index}`,
      name: `N${index}`,
      members: [{ user: 'kp_fo' }, { user: 'kp_ann' }],
    }));
    const { plan, apply, placesOf } = await open(files('[former@acme.com]'), {
      ...seed,
      organizations: [...(seed.organizations ?? []), ...many],
    });
    const planned = await plan();
    expect(planned.summary.remove).toBe(304);
    expect(planned.estimate.requests['PATCH']).toBe(304);
    const applied = await apply();
    expect(applied.verified).toBe(true);
    expect(placesOf('kp_fo')).toEqual([]);
    expect(applied.requests['PATCH']).toBe(304);
    expect(applied.requests['GET']).toBe(
      (planned.requests['GET'] ?? 0) + (planned.estimate.requests['GET'] ?? 0),
    );
  });
});

describe('a leaver whom Kinde shows in part', () => {
  const show = (fields: object) => ({
    intercept: ({ operation }: InterceptedRequest) =>
      operation === 'getUsers' ? Response.json({ users: [...showTwins([]), shown(fields)] }) : undefined,
  });
  const shown = (fields: object): object => ({
    id: 'kp_fo',
    email: 'former@acme.com',
    organizations: ['org_acme', 'org_wild'],
    identities: [{ type: 'email', identity: 'former@acme.com' }],
    ...fields,
  });

  it('stays if not all addresses are shown, since one of them may be protected', async () => {
    const { plan } = await open(files('[former@acme.com]'), seed, show({ identities: null }));
    const planned = await plan();
    expect(removalsOf(planned)).toEqual([]);
    expect(new Set(codesOf(planned))).toEqual(new Set(['unidentified-member']));
  });

  it('leaves the organizations whose members were read, and a notice says that there may be more', async () => {
    const { plan } = await open(files('[former@acme.com]'), seed, show({ organizations: null }));
    const planned = await plan();
    expect(removalsOf(planned).map(({ organization }) => organization.code)).toEqual([
      'org_acme',
      'org_beta',
    ]);
    expect(removalsOf(planned).some(({ losesAllAccess }) => losesAllAccess === true)).toBe(false);
    expect(codesOf(planned)).toEqual(['leaver-not-shown']);
  });
});

describe('an apply', () => {
  it('that Kinde does not carry out for a leaver fails, since the person is read back', async () => {
    const { run, placesOf } = await open(files('[former@acme.com]'), seed, {
      intercept: ({ operation, path }) =>
        operation === 'UpdateOrganizationUsers' && path.includes('org_wild')
          ? Response.json({ code: 'OK', message: 'Success', users_removed: ['kp_fo'] })
          : undefined,
    });
    const { status, stdout } = await run('apply', '--yes', '--format', 'json');
    expect(status).toBe(1);
    const { changes, verified } = reportOf({ stdout });
    expect(verified).toBe(false);
    const failed = changes.filter(({ result }) => result !== 'applied');
    expect(failed).toMatchObject([{ organization: { code: 'org_wild' }, error: { code: 'not-verified' } }]);
    expect(placesOf('kp_fo')).toEqual(['org_wild']);
  });
});

describe('refuseOn', () => {
  it('refuses with exit 3, and names the warning, also for a saved plan', async () => {
    const text = files('[former@acme.com]', 'safety: { refuseOn: [similar-person] }\n');
    const { run, write } = await open(text);
    await run('plan', '--out', 'plan.json');
    await write(
      text.replace('membership: additive, members: [', 'membership: additive, members: [formar@acme.com, '),
    );
    const refused = await run('plan');
    expect([refused.status, refused.stderr]).toEqual([3, expect.stringContaining('refused-warning')]);
    expect(refused.stdout).toContain('is similar to former@acme.com, who is no longer listed');
    expect((await run('apply', '--yes')).status).toBe(3);
    expect((await run('apply', 'plan.json', '--yes')).status).toBe(3);
  });
});

describe('a saved plan', () => {
  it('counts a removal done by hand as done, and is refused once the leaver is no leaver', async () => {
    const { run, sandbox, placesOf } = await open(files('[former@acme.com]'));
    await run('plan', '--out', 'plan.json');
    sandbox.change((tenant) => tenant.removeMember('org_wild', 'kp_fo'));
    const applied = await run('apply', 'plan.json', '--yes');
    expect(applied.status, applied.stderr).toBe(0);
    expect(placesOf('kp_fo')).toEqual([]);
    const other = await open(files('[former@acme.com]'));
    await other.run('plan', '--out', 'plan.json');
    await other.write(files('[]'));
    const refused = await other.run('apply', 'plan.json', '--yes');
    expect([refused.status, refused.stderr]).toEqual([3, expect.stringContaining('plan-overtaken')]);
    expect(other.placesOf('kp_fo')).toHaveLength(4);
  });
});

describe('undo', () => {
  it('leaves the removal of a leaver alone, says why, and ends with 1', async () => {
    const { run, apply, placesOf } = await open(files('[former@acme.com]'));
    await apply('--journal', 'journal.jsonl');
    const undone = await run('undo', 'journal.jsonl', '--yes', '--format', 'json');
    expect(undone.status).toBe(1);
    const { warnings, changes } = planOf(undone);
    expect(changes).toEqual([]);
    const left = warnings.filter(({ code }) => code === 'not-reversible');
    expect(left).toHaveLength(4);
    expect(left[0]?.message).toContain('leaver');
    expect(placesOf('kp_fo')).toEqual([]);
  });
});

describe('a pull request', () => {
  it('that removes a leaver too early is told where they stay', async () => {
    const { plan, write } = await open(files('[]'));
    await write(files('[former@acme.com]'), 'base.yaml');
    const planned = await plan('--base', 'base.yaml');
    const notice = planned.warnings.find(({ code }) => code === 'no-longer-leaver');
    expect(notice?.message).toContain('Beta, Gamma, Wild');
  });

  it('that adds a leaver causes every removal', async () => {
    const { plan, write } = await open(files('[former@acme.com]'));
    await write(
      files('[]').replace('[ann@acme.com, bo@acme.com]', '[ann@acme.com, bo@acme.com, former@acme.com]'),
      'base.yaml',
    );
    const causes = (await plan('--base', 'base.yaml')).changes.map(({ cause }) => cause);
    expect(causes).toEqual(['here', 'here', 'here', 'here']);
  });

  it('that makes a leaver of a person whom its base protects is shown, and the person stays until it is merged', async () => {
    const { plan, write, apply, placesOf } = await open(files('[former@acme.com]'));
    const protect = 'safety: { protect: [former@home.example] }\n';
    await write(files('[]', protect).replace('bo@acme.com]', 'bo@acme.com, former@acme.com]'), 'base.yaml');
    const reviewed = await plan('--base', 'base.yaml');
    expect([reviewed.changes, new Set(codesOf(reviewed))]).toEqual([
      [],
      new Set(['safety-weakened', 'protected-member']),
    ]);
    expect((await apply()).verified).toBe(true);
    expect(placesOf('kp_fo')).toEqual([]);
  });

  it('shows leavers apart, with their organizations', async () => {
    const { run } = await open(files('[former@acme.com]'));
    const { stdout } = await run('plan', '--format', 'markdown');
    expect(stdout).toContain('### Removed as leavers (1 person)');
    expect(stdout).toContain('**Wild**, in no file');
    expect(stdout).not.toContain('### Lose all access');
  });
});

describe('report', () => {
  it('marks leavers, also those in no organization', async () => {
    const { run } = await open(files('[former@acme.com, out@acme.com]'));
    const { stdout } = await run('report', '--format', 'json');
    const { people } = JSON.parse(stdout) as AccessReport;
    expect(people.filter(({ leaver }) => leaver).map(({ id }) => id)).toEqual(['kp_fo', 'kp_out']);
  });
});

describe('pull', () => {
  it('lists no leaver, keeps the list, and says who is still there', async () => {
    const text = files('[former@acme.com] # gone');
    const { run, read } = await open(text);
    const pulled = await run('pull');
    expect(pulled.status, pulled.stderr).toBe(0);
    expect(await read()).toBe(text);
    expect(pulled.stderr).toContain('leaver-stays');
  });

  it('lists no leaver in an organization that it adds', async () => {
    const { run, read } = await open(files('[former@acme.com]'));
    const pulled = await run('pull', '--organization', 'org_wild');
    expect(pulled.status, pulled.stderr).toBe(0);
    expect(await read()).toContain('twin@acme.com');
    expect((await read()).match(/former/gu)).toHaveLength(1);
  });
});
