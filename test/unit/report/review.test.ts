// Tests a review from the CSV to the proposed removals, and the comparison with an earlier report.
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { AccessReport } from '../../../src/model/results/access-report.js';
import type { Plan } from '../../../src/model/plan.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { Sandbox, SandboxSeed } from '../../../src/sandbox/index.js';
import { diagnosticCodesIn, errorCodeIn, makeFolder, runInWorld } from '../../fake-world.js';
import type { Ended } from '../../fake-world.js';
import { reportConfiguration, reportSeed, reportTime } from './report-tenant.js';

const configuration = reportConfiguration.replace('[acme.example]', '[acme.example, home.example]');

interface Scene {
  readonly sandbox: Sandbox;
  readonly cwd: string;
  readonly run: (...args: readonly string[]) => Promise<Ended>;
}

async function openScene(files: Readonly<Record<string, string>>, seed = reportSeed): Promise<Scene> {
  const sandbox = createSandbox({ seed, now: () => reportTime });
  const cwd = await makeFolder(files);
  const run = (...args: readonly string[]) =>
    runInWorld(['report', ...args], { sandbox, cwd, start: reportTime });
  return { sandbox, cwd, run };
}

const head = 'organization_code,person_id,roles,decision,reviewer,reviewed_on';

function review(...lines: readonly string[]): string {
  return [head, ...lines, ''].join('\r\n');
}

async function readReport(scene: Scene, ...args: readonly string[]): Promise<AccessReport> {
  const { status, stdout, stderr } = await scene.run('--format', 'json', '-q', ...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const document = JSON.parse(stdout) as AccessReport;
  const schema = JSON.parse(await readFile('schemas/report.schema.json', 'utf8')) as object;
  const check = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
  expect({ isValid: check(document), errors: check.errors }).toEqual({ isValid: true, errors: null });
  return document;
}

describe('a review', () => {
  it('is written into the CSV and stands in the next report', async () => {
    const scene = await openScene({ 'kinde.yaml': configuration });
    const [names = '', ...lines] = (await scene.run('--format', 'csv')).stdout.split('\r\n');
    expect(names.split(',').slice(-3)).toEqual(['decision', 'reviewer', 'reviewed_on']);
    const edited = lines.map((line) => {
      if (line.includes('kp_old')) return line.replace(/,,,$/, ',remove,"Lee, Ann",2026-11-22');
      return line.includes('kp_guest') ? line.replace(/,,,$/, ',keep,=Ann,2026-11-22') : line;
    });
    await writeFile(join(scene.cwd, 'review.csv'), `\ufeff${[names, ...edited].join('\r\n')}`);
    const report = await readReport(scene, '--decisions', 'review.csv');
    const find = (person: string) => report.memberships.find((one) => one.person === person)?.review;
    expect(find('kp_old')).toEqual({ decision: 'remove', reviewer: 'Lee, Ann', reviewedOn: '2026-11-22' });
    expect(find('kp_guest')).toEqual({ decision: 'keep', reviewer: '=Ann', reviewedOn: '2026-11-22' });
    expect(find('kp_new')).toBeNull();
    expect(report.review).toEqual({
      file: 'review.csv',
      keep: 1,
      remove: 1,
      undecided: 6,
      removed: 0,
      unmatched: 0,
    });
    const again = await scene.run('--format', 'csv', '--decisions', 'review.csv');
    expect(again.stdout).toContain('remove,"Lee, Ann",2026-11-22');
    expect(again.stdout).toContain(`keep,"'=Ann",2026-11-22`);
  });

  it('tells which decisions do not hold, and why', async () => {
    const file = review(
      'org_acme,kp_alone,member,remove,Ann,2026-11-20',
      'org_empty,kp_alone,member,keep,Ann,2026-11-20',
      'org_acme,kp_new,,keep,Ann,2026-11-01',
      'org_acme,kp_jane,member,keep,Ann,2026-11-20',
      'org_acme,kp_old,viewer,remove,Ann,2026-11-20',
      ',kp_alone,,remove,Ann,2026-11-20',
      'org_globex,kp_jane,,keep,Ann,2026-11-20',
    );
    const scene = await openScene({ 'review.csv': file });
    const report = await readReport(scene, '--decisions', 'review.csv');
    const lines = report.warnings.map(
      ({ code, message }) => `${code} ${/lines? ([\d, ]+):/.exec(message)?.[1]}`,
    );
    expect(lines).toEqual([
      'decision-without-member 2, 3',
      'decision-outdated 4, 5',
      'decision-without-member 7',
    ]);
    expect(report.review).toMatchObject({ keep: 1, remove: 1, removed: 1, unmatched: 0 });
    const part = await readReport(scene, '--decisions', 'review.csv', '--organization', 'globex');
    expect(part.warnings.map(({ code }) => code)).toEqual(['decision-without-member']);
    expect(part.review).toMatchObject({ keep: 1, remove: 0, removed: 0 });
  });

  it('never counts a line as a person who left unless Kinde or the last report knows them', async () => {
    const lines = [
      'org_acme,kp_0ld,,remove,Ann,2026-11-20',
      'org_acmee,kp_old,,remove,Ann,2026-11-20',
      'org_acme,kp_gone,,remove,Ann,2026-11-20',
      'org_acme,kp_alone,,remove,Ann,2026-11-20',
    ];
    const scene = await openScene({ 'review.csv': review(...lines) });
    const { stdout } = await scene.run('--format', 'json');
    const last = JSON.parse(stdout) as AccessReport;
    const gone = { organization: 'org_acme', person: 'kp_gone', roles: [] };
    await writeFile(
      join(scene.cwd, 'last.json'),
      JSON.stringify({
        ...last,
        people: [...last.people, { ...last.people[0], id: 'kp_gone' }],
        memberships: [...last.memberships, gone],
      }),
    );
    const told = async (...args: readonly string[]) => {
      const report = await readReport(scene, '--decisions', 'review.csv', ...args);
      const { removed, unmatched } = report.review ?? {};
      const texts = report.warnings.map(
        ({ code, message }) => `${code} ${/lines? ([\d, ]+):/.exec(message)?.[1]}`,
      );
      return [...texts, removed, unmatched];
    };
    expect(await told()).toEqual(['decision-without-member 5', 'decision-unmatched 2, 3, 4', 1, 3]);
    expect(await told('--since', 'last.json')).toEqual([
      'decision-without-member 4, 5',
      'decision-unmatched 2, 3',
      2,
      2,
    ]);
    // A report of one organization does not read the people who are not in it.
    expect(await told('--organization', 'org_acme')).toEqual(['decision-unmatched 2, 4, 5', 0, 3]);
  });

  it.each([
    ['not UTF-8', Buffer.from(`\ufeff${head}\n`, 'utf16le'), 'not-utf-8'],
    ['of a code page', Buffer.from(`${head},n\n,,,,,\n,,,,,Zo\u00eb`, 'latin1'), 'not-utf-8'],
    ['no table', Buffer.from('hello'), 'malformed-csv'],
    ['wrong', Buffer.from(review('org_acme,kp_old,,drop,Ann,2026-11-20')), 'invalid-decision'],
  ])('is refused before any request if the file is %s', async (_, bytes, code) => {
    const { cwd, run, sandbox } = await openScene({ 'kinde.yaml': configuration });
    await writeFile(join(cwd, 'review.csv'), bytes);
    const ended = await run('--format', 'csv', '--decisions', 'review.csv');
    expect({ status: ended.status, stdout: ended.stdout }).toEqual({ status: 1, stdout: '' });
    expect(diagnosticCodesIn(ended)).toEqual([code]);
    expect(ended.stderr).toMatch(/^review\.csv:\d+:\d+ error/m);
    expect(sandbox.requests()).toEqual([]);
  });

  it('is never overwritten by its report', async () => {
    const { run } = await openScene({ 'review.csv': review() });
    const ended = await run('--format', 'csv', '--decisions', 'review.csv', '--out', './review.csv');
    expect(errorCodeIn(ended)).toBe('invalid-option');
  });
});

describe('proposed removals', () => {
  const seed: SandboxSeed = {
    environment: { code: 'production', name: 'Production' },
    organizations: [
      {
        code: 'org_a',
        name: 'Acme',
        members: ['ann', 'bo', 'cy', 'di', 'fay'].map((name) => ({ user: `${name}@acme.example` })),
      },
      { code: 'org_b', name: 'Birch', members: [{ user: 'bo@acme.example' }] },
      { code: 'org_c', name: 'Cedar', members: [{ user: 'bo@acme.example' }] },
    ],
    users: [
      { id: 'kp_ann', emails: ['ann@acme.example', 'a.lee@home.example'] },
      ...['bo', 'cy', 'di', 'fay'].map((name) => ({ id: `kp_${name}`, emails: [`${name}@acme.example`] })),
    ],
  };
  const files = {
    'kinde.yaml': `version: 1
safety: { protect: [fay@acme.example] }
groups:
  inner: [bo@acme.example]
  support: [{ group: inner }, cy@acme.example]
organizations:
  - code: org_a
    properties: { plan: secret-plan }
    members:
      # The founder.
      - A.Lee@home.example
      - bo@acme.example # also in support
      - { group: support }
      - fay@acme.example
  - code: org_b
    membership: additive
    members: [bo@acme.example]
`,
    'review.csv': review(
      ...['ann', 'bo', 'cy', 'di', 'fay'].map((name) => `org_a,kp_${name},,remove,Ann,2026-11-22`),
      'org_b,kp_bo,,remove,Ann,2026-11-22',
      'org_c,kp_bo,,remove,Ann,2026-11-22',
    ),
  };
  const propose = ['--decisions', 'review.csv', '--format', 'diff'];

  it('name each line to delete, tell the rest by hand, and apply with git', async () => {
    const { run, cwd } = await openScene(files, seed);
    const { status, stdout } = await run(...propose);
    expect(status).toBe(0);
    const told = stdout.split('\n').filter((line) => line.startsWith('#'));
    expect(
      told.filter((line) => line.includes('deletes')).map((line) => /kinde.yaml:\d+/.exec(line)?.[0]),
    ).toEqual(['kinde.yaml:11', 'kinde.yaml:12']);
    const byHand = told.filter((line) => line.includes('By hand'));
    expect(byHand.map((line) => /support|next apply|protect|only adds|No file/.exec(line)?.[0])).toEqual([
      'support',
      'support',
      'protect',
      'only adds',
      'No file',
    ]);
    expect(told[0]).toContain('5 of them need more than this patch.');
    expect(told.filter((line) => line.includes('so the next apply removes them'))).toHaveLength(1);
    await writeFile(join(cwd, 'removals.patch'), stdout);
    execFileSync('git', ['apply', 'removals.patch'], { cwd });
    const after = await readFile(join(cwd, 'kinde.yaml'), 'utf8');
    expect(after).toBe(
      files['kinde.yaml']
        .replace('      - A.Lee@home.example\n', '')
        .replace('      - bo@acme.example # also in support\n', ''),
    );
  });

  it('change nothing by themselves, in the files or in Kinde, and show no value of a property', async () => {
    const { run, cwd, sandbox } = await openScene(files, seed);
    const { stdout } = await run(...propose);
    expect(await readFile(join(cwd, 'kinde.yaml'), 'utf8')).toBe(files['kinde.yaml']);
    expect(
      sandbox.requests().filter(({ method, operation }) => method !== 'GET' && operation !== 'token'),
    ).toEqual([]);
    expect(stdout).not.toContain('secret-plan');
  });

  it('leave a line whose person comes from a variable to a person, and delete the others', async () => {
    const yaml = files['kinde.yaml']
      .replace('- A.Lee@home.example', '- { email: "${OWNER}", reason: Founder }')
      .replace('- bo@acme.example #', '- { email: bo@acme.example, reason: "${WHY}" } #')
      .replace(
        '    members: [bo@acme.example]',
        '$&\n  - { code: org_c, members: ["${FIRST}@acme.example"] }',
      );
    const { cwd, sandbox } = await openScene({ ...files, 'kinde.yaml': yaml }, seed);
    const env = { OWNER: 'ann@acme.example', WHY: 'Support', FIRST: 'bo' };
    const { stdout } = await runInWorld(['report', ...propose], { sandbox, cwd, start: reportTime, env });
    expect(stdout.split('\n').filter((line) => line.includes('deletes'))).toEqual([
      '#   The patch deletes kinde.yaml:12:9.',
    ]);
    const byHand = stdout.split('\n').filter((line) => line.includes('By hand') && line.includes('variable'));
    expect(byHand.map((line) => /kinde.yaml:\d+:\d+/.exec(line)?.[0])).toEqual([
      'kinde.yaml:11:9',
      'kinde.yaml:18:30',
    ]);
    await writeFile(join(cwd, 'removals.patch'), stdout);
    execFileSync('git', ['apply', 'removals.patch'], { cwd, stdio: 'pipe' });
    expect(await readFile(join(cwd, 'kinde.yaml'), 'utf8')).toBe(yaml.replace(/ +- \{ email: bo@.*\n/, ''));
  });

  const plain =
    'version: 1\norganizations:\n  - code: org_a\n    members:\n      - ann@acme.example\n      - di@acme.example\n';

  it.each([
    ['lines that end with CRLF', plain.replaceAll('\n', '\r\n')],
    [
      'a byte order mark',
      '\uFEFForganizations: [{ code: org_a, members: [ann@acme.example, di@acme.example] }]\nversion: 1\n',
    ],
    ['no line end at its end', plain.slice(0, -1)],
    [
      'an invisible character beside the line',
      plain.replace('di@', '"di@').replace(/example\n$/, 'example" # \u200b\u202e\n'),
    ],
    [
      'a private value beside the line',
      `${plain.replace(/( +- ann.*\n)( +- di.*\n)/, '$2$1')}    properties: { plan: secret-plan }\n`,
    ],
    [
      'a private value in the line',
      'version: 1\norganizations: [{ code: org_a, properties: { plan: secret-plan }, members: [ann@acme.example, di@acme.example] }]\n',
    ],
  ])('apply with git to a file with %s, written with --out', async (_, yaml) => {
    const decisions = review('org_a,kp_ann,,remove,Ann,2026-11-22');
    const { cwd, run } = await openScene({ 'kinde.yaml': yaml, 'review.csv': decisions }, seed);
    const { status, stderr } = await run(...propose, '--out', 'removals.patch');
    expect(stderr).toContain('removals.patch: from a report on ');
    expect(status, stderr).toBe(0);
    execFileSync('git', ['apply', 'removals.patch'], { cwd, stdio: 'pipe' });
    const after = await readFile(join(cwd, 'kinde.yaml'), 'utf8');
    expect(after).toBe(yaml.replace(/ *- ann@acme.example\r?\n|ann@acme.example, /, ''));
  });

  it.each([
    ['invisible character', plain.replace('di@', '"di@').replace(/example\n$/, 'example" # \u200b\n')],
    [
      'private value',
      'version: 1\norganizations: [{ code: org_a, properties: { plan: secret-plan }, members: [ann@acme.example, di@acme.example] }]\n',
    ],
  ])('are refused on stdout if a line of the patch has an %s, and name --out', async (_, yaml) => {
    const decisions = review('org_a,kp_ann,,remove,Ann,2026-11-22');
    const { run } = await openScene({ 'kinde.yaml': yaml, 'review.csv': decisions }, seed);
    const ended = await run(...propose);
    expect([ended.status, ended.stdout, errorCodeIn(ended)]).toEqual([1, '', 'patch-not-shown']);
    expect(ended.stderr).toContain('--out FILE');
    expect(ended.stderr).not.toContain('secret-plan');
  });

  it('need decisions and a configuration', async () => {
    const { run } = await openScene({ 'review.csv': files['review.csv'] }, seed);
    expect(errorCodeIn(await run(...propose))).toBe('no-configuration');
    expect(errorCodeIn(await run('--format', 'diff'))).toBe('invalid-option');
  });
});

describe('what changed since an earlier report', () => {
  const later: SandboxSeed = {
    ...reportSeed,
    organizations: (reportSeed.organizations ?? []).map((one) =>
      one.code !== 'org_acme'
        ? { ...one, members: [...(one.members ?? []), { user: 'guest@elsewhere.example' }] }
        : {
            ...one,
            members: (one.members ?? [])
              .filter(({ user }) => user !== 'old@acme.example')
              .map((member) =>
                member.user === 'jane@acme.example' ? { ...member, roles: ['member'] } : member,
              ),
          },
    ),
  };

  async function openPair(): Promise<Scene> {
    const before = await openScene({});
    const { stdout } = await before.run('--format', 'json');
    return openScene({ 'last.json': stdout, 'kinde.yaml': configuration }, later);
  }

  it('are the people who joined and left, and other roles, by organization', async () => {
    const { since } = await readReport(await openPair(), '--since', 'last.json');
    const rows = since?.changes.map((one) => [
      one.change,
      one.organization,
      one.person,
      one.rolesBefore,
      one.rolesNow,
    ]);
    expect(rows).toEqual([
      ['roles', 'org_acme', 'kp_jane', ['admin', 'member'], ['member']],
      ['left', 'org_acme', 'kp_old', ['member'], null],
      ['joined', 'org_empty', 'kp_guest', null, []],
      ['joined', 'org_globex', 'kp_guest', null, []],
    ]);
    expect(since).toMatchObject({ joined: 2, left: 1, roles: 1, rolesUnknown: 0 });
  });

  it('compares only organizations that both reports read', async () => {
    const scene = await openPair();
    const { since } = await readReport(scene, '--since', 'last.json', '--organization', 'globex');
    expect(since?.changes.map(({ organization }) => organization)).toEqual(['org_globex']);
    const { stdout } = await scene.run('--format', 'json', '-q', '--organization', 'globex');
    await writeFile(join(scene.cwd, 'part.json'), stdout);
    expect((await readReport(scene, '--since', 'part.json')).since?.changes).toEqual([]);
  });

  it('is a table of changes in CSV, and lines of each organization in text', async () => {
    const scene = await openPair();
    const csv = await scene.run('--format', 'csv', '--since', 'last.json');
    expect(csv.stdout.split('\r\n').slice(0, 3)).toEqual([
      'change,organization_code,organization_name,person_id,email,name,roles_before,roles_now',
      'roles,org_acme,Acme,kp_jane,Jane@Acme.example,Jane Doe,admin member,member',
      'left,org_acme,Acme,kp_old,old@acme.example,,member,',
    ]);
    const { stdout } = await scene.run('--format', 'text', '--since', 'last.json');
    expect(stdout).toContain('2 joined, 1 left, 1 with other roles');
    expect(stdout).toMatch(/~ Jane@Acme.example {2,}admin, member -> member\n/);
  });

  it('refuses a file that is no report, and a report of another environment', async () => {
    const { stdout } = await (await openScene({})).run('--format', 'json');
    const foreign = stdout.replace('"code": "production"', '"code": "staging"');
    const scene = await openScene({ 'bad.json': '{"formatVersion":"1"}', 'foreign.json': foreign });
    const run = async (file: string) => errorCodeIn(await scene.run('--format', 'json', '--since', file));
    expect([await run('bad.json'), await run('none.json'), await run('foreign.json')]).toEqual([
      'no-earlier-report',
      'no-earlier-report',
      'foreign-report',
    ]);
  });

  it.each<[string, (report: AccessReport) => unknown]>([
    ['a day that does not exist', (report) => ({ ...report, generatedOn: '2026-02-30T12:00:00Z' })],
    ['a time that does not exist', (report) => ({ ...report, generatedOn: '2026-02-20T25:61:00Z' })],
    ['a day that has not come', (report) => ({ ...report, generatedOn: '2026-11-23T00:00:00Z' })],
    ['another format version', (report) => ({ ...report, formatVersion: '2' })],
    ['a person whom it does not list', (report) => ({ ...report, people: [] })],
    ['an organization that it does not list', (report) => ({ ...report, organizations: [] })],
    [
      'a membership twice',
      (report) => ({ ...report, memberships: [...report.memberships, ...report.memberships] }),
    ],
    ['a list in place of a report', (report) => [report]],
  ])('refuse a file with %s, before any request', async (_, edit) => {
    const { stdout } = await (await openScene({})).run('--format', 'json');
    const text = JSON.stringify(edit(JSON.parse(stdout) as AccessReport));
    const scene = await openScene({ 'last.json': text });
    expect(errorCodeIn(await scene.run('--format', 'json', '--since', 'last.json'))).toBe(
      'no-earlier-report',
    );
    expect(scene.sandbox.requests()).toEqual([]);
  });

  it('refuse a file that is not UTF-8, and take one with a byte order mark', async () => {
    const { stdout } = await (await openScene({})).run('--format', 'json');
    const scene = await openScene({ 'mark.json': `\uFEFF${stdout}` });
    await writeFile(
      join(scene.cwd, 'latin.json'),
      Buffer.from(stdout.replace('Acme', 'Acm\u00e9'), 'latin1'),
    );
    expect(errorCodeIn(await scene.run('--format', 'json', '--since', 'latin.json'))).toBe(
      'no-earlier-report',
    );
    expect((await scene.run('--format', 'json', '--since', 'mark.json')).status).toBe(0);
  });

  it.each([
    [['--format', 'csv', '--since', 'a', '--ways-in']],
    [['--format', 'csv', '--since', 'a', '--decisions', 'b']],
    [['--format', 'text', '--ways-in']],
    [['--format', 'diff', '--decisions', 'b', '--since', 'a']],
  ])('refuses options that would have no effect: %j', async (args) => {
    const { run, sandbox } = await openScene({});
    expect(errorCodeIn(await run(...args))).toBe('invalid-option');
    expect(sandbox.requests()).toEqual([]);
  });
});

describe('an alias that two organizations share', () => {
  const seed: SandboxSeed = {
    users: ['ann', 'old'].map((name) => ({ id: `kp_${name}`, emails: [`${name}@acme.com`] })),
    organizations: ['acme', 'beta'].map((name) => ({
      code: `org_${name}`,
      name,
      isDefault: name === 'acme',
      members: [{ user: 'kp_ann' }, { user: 'kp_old' }],
    })),
  };
  const members = '    members:\n      - ann@acme.com\n      - ';

  it.each([
    [
      'list',
      `  - code: org_acme\n    members: &m [ann@acme.com, old@acme.com]\n  - { code: org_beta, members: *m }\n`,
    ],
    ['entry', `  - code: org_acme\n${members}&old old@acme.com\n  - code: org_beta\n${members}*old\n`],
    ['organization', `  - &o\n    code: org_acme\n${members}old@acme.com\n  - <<: *o\n    code: org_beta\n`],
  ])('loses the person only where it was decided: %s', async (_, organizations) => {
    for (const code of ['org_acme', 'org_beta']) {
      const decisions = review(
        `${code},kp_old,,remove,Ann,${new Date(reportTime).toISOString().slice(0, 10)}`,
      );
      const yaml = `version: 1\nsafety: { maxRemovals: { percent: 90 } }\norganizations:\n${organizations}`;
      const { cwd, run, sandbox } = await openScene({ 'kinde.yaml': yaml, 'review.csv': decisions }, seed);
      const { stdout } = await run('--format', 'diff', '--decisions', 'review.csv');
      await writeFile(join(cwd, 'removals.patch'), stdout);
      execFileSync('git', ['apply', 'removals.patch'], { cwd, stdio: 'pipe' });
      const planned = await runInWorld(['plan', '--format', 'json'], { sandbox, cwd, start: reportTime });
      const { changes } = JSON.parse(planned.stdout) as Plan;
      expect(changes, await readFile(join(cwd, 'kinde.yaml'), 'utf8')).toMatchObject([
        { action: 'remove', userId: 'kp_old', organization: { code } },
      ]);
    }
  });
});
