// `plan --base`: changes that this request causes, changes that drift causes, and the commit of each line. Repositories are real,
// in temporary folders; Kinde is the sandbox.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../../src/model/change.js';
import type { Notice } from '../../../src/model/notice.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { SandboxSeed } from '../../../src/sandbox/index.js';
import { makeRepository } from './git/make-repository.js';
import { errorCodeIn, makeFolder, runInWorld } from '../../fake-world.js';
import { changing, everything, seed } from './tenant.js';

interface PrintedPlan {
  readonly changes: readonly Change[];
  readonly warnings: readonly Notice[];
  readonly reads: readonly { readonly list: string; readonly pages: number; readonly lists?: number }[];
  readonly fingerprint: string;
}

interface PlanRun {
  readonly cwd: string;
  readonly tenant?: SandboxSeed;
  readonly env?: Readonly<Record<string, string>>;
}

async function plan(args: readonly string[], { cwd, tenant = seed, env = {} }: PlanRun) {
  const sandbox = createSandbox({ seed: tenant });
  const ended = await runInWorld(['plan', '--format', 'json', ...args], { sandbox, cwd, env });
  expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status: 0, stderr: '' });
  return { ...(JSON.parse(ended.stdout) as PrintedPlan), paths: sandbox.requests().map(({ path }) => path) };
}

/** Returns `action resource who cause` for each change. */
function tell(changes: readonly Change[]): readonly string[] {
  return changes.map((change) => {
    const who =
      'email' in change ? (change.email ?? '') : 'organization' in change ? change.organization.name : '';
    return [change.action, change.resource, who, change.cause ?? 'unmarked'].join(' ');
  });
}

const head = `version: 1
organizations:
  - code: org_acme
    allowRegistrations: false
    members:
      - { email: jane@acme.example, roles: [admin] }
      - lee@acme.example
      - newcomer@fresh.example
`;

/** The state before `head` added newcomer and closed registrations; lee was listed but never applied. */
const before = `version: 1
organizations:
  - code: org_acme
    membership: exact
    members: [jane@acme.example, lee@acme.example]
`;

const marked = [
  'update organization Acme here',
  'create user newcomer@fresh.example here',
  'add member lee@acme.example drifted',
  'add member newcomer@fresh.example here',
  'remove member old@acme.example drifted',
];

test('each change says whether the request causes it or the base would have needed it too', async () => {
  const { folder, commit } = await makeRepository();
  commit({ 'kinde.yaml': before });
  commit({ 'kinde.yaml': head });
  expect(tell((await plan(['--base', 'git:HEAD~1'], { cwd: folder })).changes)).toEqual(marked);
});

test('the base may be another path', async () => {
  const cwd = await makeFolder({ 'kinde.yaml': head, 'base/kinde.yaml': before, 'base.yaml': before });
  expect(tell((await plan(['--base', 'base'], { cwd })).changes)).toEqual(marked);
  expect(tell((await plan(['--base', 'base.yaml'], { cwd })).changes)).toEqual(marked);
});

test('text marks what had drifted and sums up', async () => {
  const cwd = await makeFolder({ 'kinde.yaml': head, 'base.yaml': before });
  const { stdout } = await runInWorld(['plan', '--base', 'base.yaml'], {
    sandbox: createSandbox({ seed }),
    cwd,
  });
  const drifted = stdout.split('\n').filter((line) => line.endsWith('  earlier drift'));
  expect(drifted.map((line) => line.trim().split(/\s+/)[1])).toEqual([
    'lee@acme.example',
    'old@acme.example',
  ]);
  expect(stdout).toContain('This pull request causes 3 changes. 2 changes correct earlier drift.\n');
});

test('what applying does is that of the plan without a base', async () => {
  const cwd = await makeFolder({ 'kinde.yaml': everything, 'base.yaml': changing });
  const without = await plan([], { cwd });
  const beside = await plan(['--base', 'base.yaml'], { cwd });
  expect(beside.fingerprint).toBe(without.fingerprint);
  expect(without.changes.every(({ cause, commit }) => cause === undefined && commit === undefined)).toBe(
    true,
  );
  const told = { cause: undefined, baseSource: undefined, staysIn: undefined };
  expect(beside.changes.map((change) => ({ ...change, ...told }))).toEqual(without.changes);
});

test.each(['changing', 'everything'])(
  'on a clean tree git:HEAD finds everything drifted, and so does the very same path: %s',
  async (name) => {
    const { folder, commit } = await makeRepository();
    commit({ 'kinde.yaml': name === 'changing' ? changing : everything });
    for (const base of ['git:HEAD', 'kinde.yaml']) {
      const { changes } = await plan(['--base', base], { cwd: folder });
      expect(changes.length).toBeGreaterThan(3);
      expect(new Set(changes.map(({ cause }) => cause))).toEqual(new Set(['drifted']));
    }
  },
);

test('Kinde is read once for both: each list that either needs, and no request twice', async () => {
  const cwd = await makeFolder({ 'kinde.yaml': head, 'base.yaml': everything });
  const { paths, reads } = await plan(['--base', 'base.yaml'], { cwd });
  expect(new Set(paths).size).toBe(paths.length);
  expect(reads.map(({ list }) => list)).toEqual(
    expect.arrayContaining(['organizations', 'roles', 'feature flags']),
  );
  expect(reads.find(({ list }) => list === 'members')).toMatchObject({ lists: 1 });
});

test('an organization that only the base manages is read for it, and changes nothing', async () => {
  const cwd = await makeFolder({
    'kinde.yaml': head,
    'base.yaml': `${before}  - { code: org_home, name: Renamed, members: [newcomer@fresh.example] }\n`,
  });
  const { changes } = await plan(['--base', 'base.yaml'], { cwd });
  expect(tell(changes)).toEqual(
    marked.map((one) => (one.startsWith('create user') ? one.replace('here', 'drifted') : one)),
  );
});

test('an entry that names the organization in another way than the base is compared with it all the same', async () => {
  const cwd = await makeFolder({
    'kinde.yaml': head,
    'base.yaml': before.replace('code: org_acme', 'name: Acme'),
  });
  expect(tell((await plan(['--base', 'base.yaml'], { cwd })).changes)).toEqual(marked);
});

test('without any configuration at the base everything is caused here', async () => {
  const { folder, commit } = await makeRepository();
  commit({ 'README.md': 'hello\n' });
  commit({ 'kinde.yaml': head });
  const { changes, warnings } = await plan(['--base', 'git:HEAD~1'], { cwd: folder });
  expect(new Set(changes.map(({ cause }) => cause))).toEqual(new Set(['here']));
  expect(warnings).toEqual([]);
});

test('a base that used the folder kinde/ where there is a kinde.yaml now is found', async () => {
  const { folder, commit } = await makeRepository();
  commit({ 'kinde/acme.yaml': before, 'kinde/.hidden/x.yaml': 'no', 'kinde/kinde.attested.yaml': 'no' });
  commit({
    'kinde/acme.yaml': null,
    'kinde/.hidden/x.yaml': null,
    'kinde/kinde.attested.yaml': null,
    'kinde.yaml': head,
  });
  expect(tell((await plan(['--base', 'git:HEAD~1'], { cwd: folder })).changes)).toEqual(marked);
});

test('in a sub-folder, with --config repeated, the same paths are taken at the base', async () => {
  const { folder, commit } = await makeRepository();
  const groups = 'version: 1\ngroups: { team: [lee@acme.example] }\n';
  const grouped = before.replace('lee@acme.example', '{ group: team }');
  commit({ 'shared/groups.yaml': groups, 'team/orgs/acme.yaml': grouped });
  commit({ 'team/orgs/acme.yaml': head.replace('- lee@acme.example', '- { group: team }') });
  const args = ['-c', '../shared/groups.yaml', '-c', 'orgs', '--base', 'git:HEAD~1'];
  expect(tell((await plan(args, { cwd: join(folder, 'team') })).changes)).toEqual(marked);
});

test.each([
  ['is not valid', `${before}    colour: red\n`],
  ['cannot be parsed', 'version: [\n'],
  ['takes a variable that is not set', before.replace('org_acme', '${NOT_SET}')],
  ['names an organization that is gone', before.replace('org_acme', 'org_gone')],
  [
    'names a role that is gone',
    before.replace('[jane@acme.example', '[{ email: jane@acme.example, roles: [gone] }'),
  ],
  ['lists an id that is gone', before.replace('[jane@acme.example', '[{ id: kp_gone }')],
  ['is locked to another environment', `${before}environment: { code: staging }\n`],
])('a base that %s leaves everything caused here, with a warning', async (_, base) => {
  const cwd = await makeFolder({ 'kinde.yaml': head, 'base.yaml': base });
  const { changes, warnings } = await plan(['--base', 'base.yaml'], { cwd });
  expect(tell(changes)).toEqual(marked.map((one) => one.replace('drifted', 'here')));
  // Files are compared with files all the same.
  const weaker = base.includes('code: staging') ? ['rules-weakened'] : [];
  expect(warnings.map(({ code }) => code)).toEqual(['base-unusable', ...weaker]);
});

const acme = (rest: string) => `version: 1\norganizations:\n  - code: org_acme\n${rest}`;
const exact = acme('    membership: exact\n    members: [jane@acme.example, old@acme.example]\n');
const additive = exact.replace('exact', 'additive');
const stays = (who: string) => `stays-member: No longer in the list of Acme, but still members: ${who}. `;

test.each([
  [
    'a line leaves a list that only adds',
    additive,
    additive.replace(', old@acme.example', ''),
    [stays('old@acme.example')],
  ],
  [
    'a list no longer takes out',
    exact,
    additive.replace('old@acme.example', ''),
    [stays('old@acme.example')],
  ],
  [
    'two lines leave',
    additive,
    acme('    membership: additive\n    members: []\n'),
    [stays('jane@acme.example, old@acme.example')],
  ],
  [
    'members are no longer managed',
    exact,
    acme('    name: Acme\n'),
    ['no-longer-managed: The members of Acme are'],
  ],
  [
    'an organization leaves the files',
    exact,
    'version: 1\norganizations: []\n',
    ['no-longer-managed: Acme is'],
  ],
  ['a line leaves an exact list', exact, exact.replace(', old@acme.example', ''), []],
  ['a list begins to take out', additive, exact.replace(', old@acme.example', ''), []],
  ['somebody is listed by id instead', additive, additive.replace('old@acme.example', '{ id: kp_old }'), []],
  [
    'a line leaves of somebody who was never there',
    additive.replace('jane', 'nobody'),
    additive.replace('jane@acme.example, ', ''),
    [],
  ],
])('where %s, a warning says who stays', async (_, base, now, expected) => {
  const cwd = await makeFolder({ 'kinde.yaml': now, 'base.yaml': base });
  const users = seed.users.map((user) => ({ id: `kp_${user.emails?.[0]?.split('@')[0] ?? ''}`, ...user }));
  const { warnings } = await plan(['--base', 'base.yaml', '--allow-removals', 'all'], {
    cwd,
    tenant: { ...seed, users },
  });
  const told = warnings.filter(({ code }) => code === 'stays-member' || code === 'no-longer-managed');
  expect(told).toHaveLength(expected.length);
  told.forEach(({ code, message }, index) => expect(`${code}: ${message}`).toContain(expected[index]));
});

test.each(['git:', 'git:--all', 'git:nowhere', 'git:HEAD~1', 'missing.yaml', ''])(
  'the base %j is a usage error before any request',
  async (base) => {
    const { folder, commit } = await makeRepository();
    commit({ 'kinde.yaml': head });
    const sandbox = createSandbox({ seed });
    const ended = await runInWorld(['plan', '--base', base], { sandbox, cwd: folder });
    expect({ status: ended.status, stdout: ended.stdout, code: errorCodeIn(ended) }).toEqual({
      status: 1,
      stdout: '',
      code: 'unknown-base',
    });
    expect(sandbox.requests()).toEqual([]);
  },
);

test('with --organization only that one is read, for the base too', async () => {
  const other = '  - { code: org_home, name: Renamed, members: [lee@acme.example] }\n';
  const environment = 'environment: { featureFlags: { new_checkout: true } }\n';
  const cwd = await makeFolder({
    'kinde.yaml': `${head}${other}${environment}`,
    'base.yaml': `${before}${other}${environment}`,
  });
  const args = ['--organization', 'org_acme', '--base', 'base.yaml'];
  const { changes, paths } = await plan(args, { cwd });
  expect(tell(changes)).toEqual(marked);
  expect(paths.filter((path) => path.includes('org_home') || path.includes('feature_flags'))).toEqual([]);
});

test('changes name the commit of their line; lines that are not committed have none', async () => {
  const { folder, commit } = await makeRepository();
  const first = commit({ 'kinde.yaml': before });
  const added = '    allowRegistrations: false\n';
  const second = commit({ 'kinde.yaml': before + added });
  writeFileSync(join(folder, 'kinde.yaml'), `${before}${added}    name: Acme Corp\n    handle: acme\n`);
  const { changes } = await plan(['--base', 'git:HEAD'], { cwd: folder });
  const commits = changes.map(({ action, source, commit: hash }) => `${action} ${source} ${hash ?? 'none'}`);
  expect(commits).toEqual([
    'update kinde.yaml:7:11 none',
    `update kinde.yaml:6:25 ${second.slice(0, 10)}`,
    `add kinde.yaml:5:34 ${first.slice(0, 10)}`,
    `remove kinde.yaml:3:5 ${first.slice(0, 10)}`,
  ]);
  const { stdout } = await runInWorld(['plan', '--base', 'git:HEAD'], {
    sandbox: createSandbox({ seed }),
    cwd: folder,
  });
  expect(stdout).toContain(`kinde.yaml:5:34 ${first.slice(0, 10)}  earlier drift\n`);
});

test('outside of a repository, and without --base, no commit is named', async () => {
  const cwd = await makeFolder({ 'kinde.yaml': head, 'base.yaml': before });
  const { changes } = await plan(['--base', 'base.yaml'], { cwd });
  expect(changes.some(({ commit }) => commit !== undefined)).toBe(false);
  const { folder, commit } = await makeRepository();
  commit({ 'kinde.yaml': head });
  expect((await plan([], { cwd: folder })).changes.some((change) => change.commit !== undefined)).toBe(false);
});

test('git is told nothing of our settings and secrets', async () => {
  const { folder, commit } = await makeRepository();
  commit({ 'kinde.yaml': head });
  const bin = await makeFolder({ git: '' });
  writeFileSync(join(bin, 'git'), `#!/bin/sh\nenv >> '${bin}/log'\nPATH=\${PATH#*:} exec git "$@"\n`);
  chmodSync(join(bin, 'git'), 0o755);
  const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}` };
  await plan(['--base', 'git:HEAD'], { cwd: folder, env });
  const told = readFileSync(join(bin, 'log'), 'utf8');
  expect(told).toContain('GIT_LITERAL_PATHSPECS=1');
  expect(told).not.toContain('KINDE_');
});

describe('a request that weakens safety', () => {
  const people = (safety: string, members: string): string =>
    `version: 1\n${safety}organizations:\n  - { code: org_acme, membership: exact, members: [${members}] }\n`;
  const strict = 'safety: { protect: [old@acme.example], maxRemovals: { count: 0, percent: 0 } }\n';

  async function planBase(now: string, base: string, format = 'json') {
    const cwd = await makeFolder({ 'kinde.yaml': now, 'base.yaml': base });
    const sandbox = createSandbox({ seed });
    return runInWorld(['plan', '--base', 'base.yaml', '--format', format], { sandbox, cwd });
  }

  test('is judged by the safety before it, and says so first', async () => {
    const all = 'jane@acme.example, old@acme.example';
    const ended = await planBase(people('', 'jane@acme.example'), people(strict, all));
    const { changes, warnings } = JSON.parse(ended.stdout) as PrintedPlan;
    expect(warnings.map(({ code }) => code)).toEqual([
      'safety-weakened',
      'safety-weakened',
      'protected-member',
    ]);
    expect({ status: ended.status, changes }).toEqual({ status: 0, changes: [] });
  });

  test('is refused where only the limits before it forbid the removals', async () => {
    const all = 'jane@acme.example, old@acme.example';
    const limits = 'safety: { maxRemovals: { count: 0, percent: 0 } }\n';
    const ended = await planBase(people('', 'jane@acme.example'), people(limits, all));
    expect(ended.status).toBe(3);
    const { refusals } = JSON.parse(ended.stdout) as { readonly refusals: readonly { guard: string }[] };
    expect(refusals.map(({ guard }) => guard)).toEqual(['max-removals']);
    // Without the base the same plan is allowed, since an absent limit can't be weakened.
    expect((await planBase(people('', 'jane@acme.example'), people('', all))).status).toBe(0);
    expect((await planBase(people(limits, all), people('', all))).status).toBe(0);
  });

  test('is what a reviewer reads before anything else, as text and as Markdown', async () => {
    const base = people(strict, 'jane@acme.example, old@acme.example');
    const now = people('', 'jane@acme.example, old@acme.example, new@acme.example');
    const text = (await planBase(now, base, 'text')).stdout;
    expect(text.split('\n')[2]).toBe('Safety becomes weaker');
    expect(text).not.toContain('Warnings');
    const markdown = (await planBase(now, base, 'markdown')).stdout;
    expect(markdown.split('\n')[2]).toBe('### Safety becomes weaker (2)');
    expect((await planBase(now, base, 'diff')).stdout.split('\n')[1]).toContain('safety-weakened');
  });
});
