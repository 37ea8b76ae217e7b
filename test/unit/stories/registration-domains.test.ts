// Registration domains and emptied handles beyond one apply: undo, saved plans, pull, `--base`, and a Kinde that confirms
// what it does not keep. The domains limit who may register, so registrations never open before Kinde has them.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { InterceptedRequest, Interception, SandboxSeed } from '../../../src/sandbox/index.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import { makeFolder, membersOf, planOf, reportOf, runInWorld } from '../../fake-world.js';
import { openFolder } from '../pull/run-in-folder.js';
import { openStage, warningsOf } from './undo/scene.js';

const seed: SandboxSeed = {
  organizations: [
    { code: 'org_home', name: 'Home' },
    { code: 'org_a', name: 'Alpha', handle: 'alpha' },
    { code: 'org_b', name: 'Beta', allowRegistrations: true, allowedDomains: ['beta.com', 'beta.org'] },
    { code: 'org_c', name: 'Gamma', allowRegistrations: true, allowedDomains: ['gamma.com'] },
  ],
};

const entries = (...lines: readonly string[]): string =>
  `version: 1\norganizations:\n${lines.map((line) => `  - { ${line} }\n`).join('')}`;

const configuration = entries(
  'code: org_a, handle: null, allowRegistrations: true, registrationDomains: [alpha.com]',
  'code: org_b, handle: beta, allowRegistrations: false, registrationDomains: [beta.com, beta.net]',
  'code: org_c, registrationDomains: []',
);

/** Kinde confirms the domains without keeping them. */
const losesDomains = ({ operation, body }: InterceptedRequest): Interception | undefined =>
  operation === 'updateOrganization' && JSON.stringify(body).includes('allowed_domains')
    ? new Response('{"code":"OK","message":"OK"}', { status: 200 })
    : undefined;

describe('undo', () => {
  it('puts back domains, registrations, a handle that was taken and one that was given', async () => {
    const { sandbox, before, apply, undo } = await openStage(configuration, { seed });
    expect((await apply()).status).toBe(0);
    expect(sandbox.snapshot()).not.toEqual(before);
    const first = sandbox.requests().length;
    const undone = await undo('--yes');
    expect(undone.status, undone.stderr).toBe(0);
    expect(reportOf(undone).verified).toBe(true);
    expect(sandbox.snapshot()).toEqual(before);
    const writes = sandbox
      .requests()
      .slice(first)
      .filter(({ isWrite }) => isWrite);
    expect(writes.map(({ operation, path }) => `${operation} ${path.split('/').slice(4).join('/')}`)).toEqual(
      expect.arrayContaining(['DeleteOrganizationHandle org_b/handle']),
    );
    // What lets fewer people in goes first, and what lets more people in goes last.
    const bodies = writes.map(({ body }) => JSON.stringify(body ?? null));
    expect(bodies[0]).toContain('"is_auto_membership_enabled":false');
    expect(bodies.at(-1)).not.toContain('false');
    expect(planOf(await undo('--yes')).changes).toEqual([]);
  });

  it('leaves domains alone that have changed since', async () => {
    const { sandbox, apply, undo } = await openStage(entries('code: org_c, registrationDomains: [c.com]'), {
      seed,
    });
    expect((await apply()).status).toBe(0);
    sandbox.change((tenant) => tenant.changeOrganization('org_c', { allowedDomains: ['hand.com'] }));
    const plan = planOf(await undo());
    expect(plan.changes).toEqual([]);
    expect(warningsOf(plan)).toContain('moved-since');
  });

  it('limits a created organization no longer, and closes it', async () => {
    const yaml = entries(
      'externalId: new, name: New, allowRegistrations: true, registrationDomains: [new.com]',
    );
    const { sandbox, apply, undo } = await openStage(yaml, { seed });
    expect((await apply()).status).toBe(0);
    expect((await undo('--yes')).status).toBe(1);
    const found = sandbox.snapshot().organizations.find(({ name }) => name === 'New');
    expect(found).toMatchObject({ allowRegistrations: false });
    expect(found?.allowedDomains ?? []).toEqual([]);
  });
});

describe('a saved plan', () => {
  const keep = async (yaml: string) => {
    const sandbox = createSandbox({ seed });
    const cwd = await makeFolder({ 'kinde.yaml': yaml });
    const run = (...args: readonly string[]) => runInWorld(args, { sandbox, cwd });
    expect((await run('plan', '--out', 'plan.json')).status).toBe(0);
    const apply = () => run('apply', 'plan.json', '--yes', '--format', 'json');
    const change = (text: string) => writeFile(join(cwd, 'kinde.yaml'), text);
    const writes = () => sandbox.requests().filter(({ isWrite }) => isWrite).length;
    return { sandbox, apply, change, writes };
  };

  const narrow = entries('code: org_b, registrationDomains: [beta.com]');

  it('is carried out', async () => {
    const { sandbox, apply } = await keep(configuration);
    expect((await apply()).status).toBe(0);
    expect(sandbox.snapshot().organizations.find(({ code }) => code === 'org_a')).toMatchObject({
      handle: null,
      allowRegistrations: true,
      allowedDomains: ['alpha.com'],
    });
  });

  it('is overtaken by domains that were changed by hand', async () => {
    const { sandbox, apply, writes } = await keep(narrow);
    sandbox.change((tenant) => tenant.changeOrganization('org_b', { allowedDomains: ['beta.com', 'x.com'] }));
    expect((await apply()).status).toBe(3);
    expect(writes()).toBe(0);
  });

  it('counts domains as done that were changed by hand as planned', async () => {
    const { sandbox, apply, writes } = await keep(narrow);
    sandbox.change((tenant) => tenant.changeOrganization('org_b', { allowedDomains: ['BETA.com'] }));
    expect((await apply()).status).toBe(0);
    expect(writes()).toBe(0);
  });

  it('is overtaken where the files no longer name the domains', async () => {
    const { apply, change, writes } = await keep(narrow);
    await change(entries('code: org_b, name: Beta'));
    expect((await apply()).status).toBe(3);
    expect(writes()).toBe(0);
  });

  it('is overtaken by a handle that was emptied and given again', async () => {
    const { sandbox, apply, writes } = await keep(entries('code: org_a, handle: null'));
    sandbox.change((tenant) => tenant.changeOrganization('org_a', { handle: 'other' }));
    expect((await apply()).status).toBe(3);
    expect(writes()).toBe(0);
  });

  it('does not open registrations to anyone where the files limit them meanwhile', async () => {
    const { sandbox, apply, change, writes } = await keep(entries('code: org_a, allowRegistrations: true'));
    await change(entries('code: org_a, allowRegistrations: true, registrationDomains: [alpha.com]'));
    const end = await apply();
    expect(end.status).toBe(3);
    expect(reportOf(end).refusals.map(({ guard }) => guard)).toEqual(['plan-overtaken']);
    expect(writes()).toBe(0);
    expect(
      sandbox
        .snapshot()
        .organizations.some(({ name, allowRegistrations }) => name === 'Alpha' && allowRegistrations),
    ).toBe(false);
  });
});

describe('a Kinde that confirms domains and does not keep them', () => {
  it('leaves registrations closed that the domains would limit', async () => {
    const { sandbox, before, apply } = await openStage(
      entries('code: org_a, allowRegistrations: true, registrationDomains: [alpha.com]'),
      { seed, intercept: losesDomains },
    );
    const end = await apply();
    expect(end.status).toBe(1);
    expect(reportOf(end).changes.map(({ result, error }) => [result, error?.code])).toEqual([
      ['failed', 'not-verified'],
    ]);
    expect(sandbox.snapshot()).toEqual(before);
  });

  it('is found out where registrations are open already', async () => {
    const { apply } = await openStage(entries('code: org_b, registrationDomains: [beta.com]'), {
      seed,
      intercept: losesDomains,
    });
    const end = await apply();
    expect(end.status).toBe(1);
    expect(reportOf(end).changes.map(({ error }) => error?.code)).toEqual(['not-verified']);
  });
});

describe('plan', () => {
  const plan = async (yaml: string, ...args: readonly string[]) => {
    const sandbox = createSandbox({ seed });
    const cwd = await makeFolder({
      'kinde.yaml': yaml,
      'base.yaml': entries('code: org_b, registrationDomains: [beta.com]'),
    });
    const end = await runInWorld(['plan', '--format', 'json', ...args], { sandbox, cwd });
    const single = sandbox.requests().filter(({ operation }) => operation === 'getOrganization');
    return { plan: planOf(end), single: single.length, end };
  };

  it('reads an organization by itself only where an entry names its domains', async () => {
    expect(
      (await plan(entries('code: org_a, name: A', 'code: org_b, allowRegistrations: true'))).single,
    ).toBe(0);
    expect((await plan(configuration)).single).toBe(3);
  });

  it('says with -v what the domains cost before it reads them', async () => {
    const { end } = await plan(configuration, '-v');
    expect(end.stderr).toMatch(/about 3 requests: [^\n]*registration domains[\s\S]*GET getOrganization/);
  });

  it('tells drifted domains from those of the pull request', async () => {
    const head = entries(
      'code: org_b, registrationDomains: [beta.com]',
      'code: org_c, registrationDomains: []',
    );
    const { changes } = (await plan(head, '--base', 'base.yaml')).plan;
    expect(changes.map(({ cause }) => cause)).toEqual(['drifted', 'here']);
  });

  it('finds no difference in case, order, script and repetition of domains', async () => {
    const sandbox = createSandbox({
      seed: {
        organizations: [
          {
            code: 'org_home',
            name: 'Home',
            allowedDomains: ['ZED.com', 'bücher.example', 'acme.com', 'Acme.com'],
          },
        ],
      },
    });
    const cwd = await makeFolder({
      'kinde.yaml': entries('default: true, registrationDomains: [Acme.com, xn--bcher-kva.example, zed.com]'),
    });
    expect((await runInWorld(['plan', '--detailed-exitcode'], { sandbox, cwd })).status).toBe(0);
  });
});

describe('pull', () => {
  it('writes the domains of open registrations, whole and split, and asks about no others', async () => {
    const { run, read, plan, sandbox } = openFolder({ seed });
    expect((await run('pull')).status).toBe(0);
    expect(sandbox.requests().filter(({ operation }) => operation === 'getOrganization')).toHaveLength(2);
    expect(read('kinde.yaml')).toContain('registrationDomains: [beta.com, beta.org]');
    expect(await plan()).toEqual([]);
    const split = openFolder({ seed });
    expect((await split.run('pull', '--split')).status).toBe(0);
    expect(split.read('kinde/gamma.yaml')).toContain('registrationDomains');
    expect(await split.plan()).toEqual([]);
  });

  it('edits domains and handles in place where the files name them, and keeps the rest', async () => {
    const { run, write, read, plan } = openFolder({ seed });
    write(
      'kinde.yaml',
      `version: 1
organizations:
  - code: org_a # Alpha
    handle: null # no handle
    registrationDomains: [alpha.com] # none in Kinde
  - code: org_b
    allowRegistrations: true
    registrationDomains: # ours
      - beta.com
  - code: org_c
    name: Gamma
`,
    );
    expect((await run('pull')).status).toBe(0);
    const text = read('kinde.yaml');
    expect(text).toContain('handle: alpha');
    expect(text).toContain('registrationDomains: []');
    expect(text).toContain('registrationDomains: # ours\n      - beta.com\n      - beta.org\n');
    expect(text).not.toContain('gamma.com');
    expect(await plan()).toEqual([]);
  });

  it('drops domains that no file may name', async () => {
    const odd = { code: 'org_home', name: 'Home', allowRegistrations: true, allowedDomains: ['*.acme.com'] };
    const { run, write, read } = openFolder({ seed: { organizations: [odd] } });
    write('kinde.yaml', entries('code: org_home, registrationDomains: [acme.com]'));
    expect((await run('pull')).status).toBe(0);
    expect(read('kinde.yaml')).not.toContain('registrationDomains');
  });
});

describe('validate', () => {
  const open = 'allowRegistrations: true';

  it('hints once for each file at organizations that anyone can join, and ends with 0', async () => {
    const cwd = await makeFolder({
      'kinde/a.yaml': entries(`code: org_a, ${open}`, `code: org_b, ${open}`),
      'kinde/b.yaml': entries(`code: org_c, ${open}, registrationDomains: []`),
    });
    const run = (...args: readonly string[]) => runInWorld(args, { sandbox: createSandbox({ seed }), cwd });
    const { status, stderr } = await run('validate');
    expect(status).toBe(0);
    expect(stderr.match(/hint open-to-anyone/g)).toHaveLength(1);
    expect(stderr).toContain('kinde/a.yaml:3:40 hint open-to-anyone');
    const json = JSON.parse((await run('validate', '--format', 'json')).stdout) as {
      readonly valid: boolean;
      readonly summary: Readonly<Record<string, number>>;
      readonly diagnostics: readonly { readonly severity: string }[];
    };
    expect(json).toMatchObject({ valid: true, summary: { errors: 0, warnings: 0 } });
    expect(json.diagnostics.map(({ severity }) => severity)).toEqual(['hint']);
    expect((await run('validate', '--format', 'github')).stdout).toMatch(/^::notice /);
    expect((await run('validate', '--format', 'sarif')).stdout).toContain('"level": "note"');
    expect((await run('plan')).stderr).not.toContain('open-to-anyone');
  });
});

describe('domains that admit more addresses while registrations close', () => {
  const yaml = entries('code: org_b, allowRegistrations: false, registrationDomains: []');

  it.each([
    ['refused', () => new Response('{"errors":[{"code":"NO","message":"no"}]}', { status: 400 })],
    ['without a clear answer', (): Interception => 'drop-before'],
  ])('wait for the closing: it is %s', async (_, answer) => {
    const { sandbox, before, apply } = await openStage(yaml, {
      seed,
      intercept: ({ body }) =>
        JSON.stringify(body ?? null).includes('is_auto_membership_enabled') ? answer() : undefined,
    });
    const end = await apply();
    expect(end.status).toBe(1);
    expect(reportOf(end).changes.map(({ result, error }) => [result, error?.code])).toEqual([
      ['failed', expect.any(String)],
      ['skipped', 'closing-failed'],
    ]);
    expect(sandbox.snapshot()).toEqual(before);
  });

  it('are not set by a saved plan that lacks the closing', async () => {
    const sandbox = createSandbox({ seed });
    const cwd = await makeFolder({ 'kinde.yaml': entries('code: org_b, registrationDomains: []') });
    const run = (...args: readonly string[]) => runInWorld(args, { sandbox, cwd });
    expect((await run('plan', '--out', 'plan.json')).status).toBe(0);
    await writeFile(join(cwd, 'kinde.yaml'), yaml);
    const end = await run('apply', 'plan.json', '--yes', '--format', 'json');
    expect(end.status).toBe(3);
    expect(reportOf(end).refusals.map(({ guard }) => guard)).toEqual(['plan-overtaken']);
    expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  });
});

describe('the answer about one organization', () => {
  const yaml = entries(
    'default: true, membership: exact, registrationDomains: [], members: [keep@acme.example]',
    'code: org_a, members: [new@acme.example]',
  );
  const withStrays: SandboxSeed = {
    users: [{ id: 'kp_keep', emails: ['keep@acme.example'] }],
    organizations: [
      { code: 'org_home', name: 'Home', isDefault: true, members: [{ user: 'kp_keep' }] },
      { code: 'org_a', name: 'Alpha' },
    ],
  };

  /** Applies while each answer about one organization is edited. */
  const applyWith = async (edit: (answer: Readonly<Record<string, unknown>>) => object) => {
    const sandbox = createSandbox({ seed: withStrays, unknowns: { createdUsers: 'also-default' } });
    const cwd = await makeFolder({ 'kinde.yaml': yaml });
    const ended = await runInWorld(['apply', '--yes'], {
      sandbox,
      cwd,
      fetch: async (request, init) => {
        const answer = await sandbox.fetch(request, init);
        const { pathname } = new URL(request);
        const isSingle = pathname.endsWith('/organization') && init.method === 'GET';
        return isSingle
          ? Response.json(edit((await answer.json()) as Readonly<Record<string, unknown>>))
          : answer;
      },
    });
    return { ...ended, home: membersOf(sandbox, 'org_home'), sandbox };
  };

  it('does not hide that it is the default one, which new people leave again', async () => {
    const { status, home } = await applyWith((answer) => ({ ...answer, is_default: undefined }));
    expect([status, home]).toEqual([0, ['kp_keep']]);
  });

  it('is refused if it is about another organization', async () => {
    const { status, stderr, sandbox } = await applyWith((answer) => ({ ...answer, code: 'org_other' }));
    expect(status).toBe(1);
    expect(stderr).toContain('bad-answer');
    expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  });
});
