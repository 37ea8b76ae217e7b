// People over time in the report: when listings end, leavers, and pending invitations, which cost requests only where entries
// invite newcomers.
import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { AccessReport } from '../../../src/model/results/access-report.js';
import { toPageData } from '../../../src/render/report/access-page-data.js';
import { renderAccessSummary } from '../../../src/render/report/access-summary.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import { knownScopes } from '../../../src/sandbox/contract/contract.js';
import type { Sandbox, SandboxOptions, SandboxSeed } from '../../../src/sandbox/index.js';
import { makeFolder, runInWorld } from '../../fake-world.js';
import { markWords } from '../../../src/report/page/marks.js';

const seed: SandboxSeed = {
  roles: [{ key: 'admin' }],
  users: [
    { id: 'kp_ann', emails: ['ann@acme.example'] },
    { id: 'kp_bo', emails: ['bo@acme.example'] },
    { id: 'kp_cy', emails: ['cy@acme.example'] },
    { id: 'kp_di', emails: ['di@acme.example'] },
    { id: 'kp_fay', emails: ['fay@acme.example'] },
  ],
  organizations: [
    {
      code: 'org_acme',
      name: 'Acme',
      isDefault: true,
      allowRegistrations: true,
      members: ['kp_ann', 'kp_bo', 'kp_cy', 'kp_di', 'kp_fay'].map((user) => ({ user })),
      invitations: [
        { email: 'Zoe@new.example', roles: ['admin'] },
        { email: 'stranger@else.example' },
        { email: 'fay@acme.example' },
        { email: 'was@new.example', state: 'accepted' },
      ],
    },
    {
      code: 'org_beta',
      name: 'Beta',
      members: [{ user: 'kp_bo' }],
      invitations: [{ email: 'hal@new.example' }],
    },
  ],
};

const files = (newcomers = 'invite'): string => `version: 1
leavers: [fay@acme.example]
organizations:
  - code: org_acme
    membership: additive
    newcomers: ${newcomers}
    allowedEmailDomains: [acme.example, new.example]
    members:
      - { email: ann@acme.example, until: 2026-11-21 }
      - { email: bo@acme.example, until: 2026-11-22 }
      - { email: cy@acme.example, until: 2026-12-22 }
      - { email: di@acme.example, until: 2026-12-23 }
      - { email: zoe@new.example, until: 2026-12-01, reason: Their administrator }
  - { code: org_beta, membership: additive, members: [bo@acme.example] }
`;

async function open(text: string | null, options: SandboxOptions = {}) {
  const cwd = await makeFolder(text === null ? {} : { 'kinde.yaml': text });
  const start = Date.parse('2026-11-22T12:00:00Z');
  const sandbox = createSandbox({ seed, now: () => start, ...options });
  const run = (...args: readonly string[]) => runInWorld(['report', ...args], { sandbox, cwd, start });
  const report = async (...args: readonly string[]): Promise<AccessReport> => {
    const { stdout, stderr } = await run('--format', 'json', ...args);
    expect(stdout, stderr).not.toBe('');
    return JSON.parse(stdout) as AccessReport;
  };
  return { sandbox, run, report };
}

const invitationCalls = (sandbox: Sandbox): readonly string[] =>
  sandbox
    .requests()
    .filter(({ operation }) => operation === 'getOrganizationInvites')
    .map(({ path }) => /org_\w+/.exec(path)?.[0] ?? '');

describe('the end of a listing', () => {
  it('has passed, is within 30 days from today on, or is later', async () => {
    const { report } = await open(files());
    const { memberships, summary } = await report();
    expect(memberships.map(({ person, ends }) => [person, ends])).toEqual([
      ['kp_ann', 'ended'],
      ['kp_bo', 'soon'],
      ['kp_cy', 'soon'],
      ['kp_di', 'later'],
      ['kp_fay', null],
      ['kp_bo', null],
    ]);
    expect(summary).toMatchObject({ endingSoon: 2, ended: 1, leavers: 1 });
  });
});

describe('pending invitations', () => {
  it('are shown where the entry invites newcomers, with the terms of their listing', async () => {
    const { report, sandbox } = await open(files());
    const { invitations = [], summary } = await report();
    const plain = {
      organization: 'org_acme',
      mailed: true,
      protected: false,
      invitedOn: '2026-11-22T12:00:00Z',
    };
    const unlisted = { managedBy: null, until: null, ends: null, reason: null };
    const terms = {
      managedBy: 'kinde.yaml:13:9',
      until: '2026-12-01',
      ends: 'soon',
      reason: 'Their administrator',
    };
    expect(invitations).toEqual([
      {
        ...plain,
        email: 'Zoe@new.example',
        person: null,
        roles: ['admin'],
        leaver: false,
        outsideDomains: false,
        ...terms,
      },
      {
        ...plain,
        email: 'fay@acme.example',
        person: 'kp_fay',
        roles: [],
        leaver: true,
        outsideDomains: false,
        ...unlisted,
      },
      {
        ...plain,
        email: 'stranger@else.example',
        person: null,
        roles: [],
        leaver: false,
        outsideDomains: true,
        ...unlisted,
      },
    ]);
    expect(summary.invitations).toBe(3);
    expect(invitationCalls(sandbox)).toEqual(['org_acme']);
  });

  it('cost no request where no entry invites, without a configuration, and beside the ways in, which read them', async () => {
    for (const text of [files('create'), files('refuse'), null]) {
      const { report, sandbox } = await open(text);
      expect(await report()).not.toHaveProperty('invitations');
      expect(invitationCalls(sandbox)).toEqual([]);
    }
    const { report, sandbox } = await open(files());
    const { invitations = [] } = await report('--ways-in');
    expect(invitations.map(({ email }) => email)).toContain('hal@new.example');
    expect([...invitationCalls(sandbox)].sort()).toEqual(['org_acme', 'org_beta']);
  });

  it('of organizations that --organization leaves out are not read', async () => {
    const { report, sandbox } = await open(files());
    expect((await report('--organization', 'org_beta')).summary.invitations).toBeNull();
    expect(invitationCalls(sandbox)).toEqual([]);
  });

  it('that the token may not read are a warning, and not none', async () => {
    const scopes = knownScopes.filter((scope) => scope !== 'read:organization_invites');
    const { report } = await open(files(), { scopes });
    const { summary, warnings, ...rest } = await report();
    expect([summary.invitations, 'invitations' in rest]).toEqual([null, false]);
    expect(warnings.map(({ code }) => code)).toEqual(['invitations-not-read']);
  });

  it('are rows of the CSV with the day of the invitation, and their link is nowhere', async () => {
    const { run } = await open(files());
    const { stdout } = await run('--format', 'csv');
    const [head = '', ...rows] = stdout.trimEnd().split('\r\n');
    const names = head.split(',');
    const cellsOf = (row: string) => new Map(row.split(',').map((cell, position) => [names[position], cell]));
    const invited = rows.map(cellsOf).filter((row) => row.get('invited_on') !== '');
    expect(
      invited.map((row) => [row.get('email'), row.get('person_id'), row.get('roles'), row.get('ends')]),
    ).toEqual([
      ['Zoe@new.example', '', 'admin', 'soon'],
      ['fay@acme.example', 'kp_fay', '', ''],
      ['stranger@else.example', '', '', ''],
    ]);
    for (const format of ['csv', 'json']) {
      const text = (await run('--format', format)).stdout;
      expect(text).not.toMatch(/invite_link|auth\/invitation/);
    }
  });

  it('fit the schema', async () => {
    const schema = JSON.parse(await readFile('schemas/report.schema.json', 'utf8')) as object;
    const check = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
    const { report } = await open(files());
    for (const document of [await report(), await report('--ways-in')])
      expect({ isValid: check(document), errors: check.errors }).toEqual({ isValid: true, errors: null });
  });
});

describe('the page', () => {
  it('counts in each figure the rows of the filter with the same name', async () => {
    const { report } = await open(files());
    const made = await report();
    const data = toPageData(made);
    const figures = new Map(
      [...renderAccessSummary(made, data).matchAll(/<dt>([^<]*)<\/dt><dd><strong>([^<]*)<\/strong>/g)].map(
        ([, words = '', count = '']) => [words, count],
      ),
    );
    const shared = markWords.filter(({ filter }) => figures.has(filter));
    expect(shared.map(({ filter }) => filter)).toEqual([
      'Dormant',
      'Never signed in',
      'Last seen unknown',
      'Outside allowed domains',
      'In no organization',
      'Not managed by any file',
      'Ends within 30 days',
      'Invited',
      'Leavers',
    ]);
    for (const { mark, filter } of shared) {
      const rows = data.memberships.filter(([, , , , , marks]) => marks.includes(mark)).length;
      expect([filter, figures.get(filter)]).toEqual([filter, String(rows)]);
    }
    expect(figures.get('Invited')).toBe('3');
    expect(figures.get('Ends within 30 days')).toBe('3');
  });

  it('keeps the rows of one organization together, the invitations after its members', async () => {
    const { report } = await open(files());
    const data = toPageData(await report());
    const shown = data.memberships.map(([place, person]) => `${place} ${data.people[person]?.email ?? ''}`);
    expect(shown.slice(4)).toEqual([
      '0 fay@acme.example',
      '0 Zoe@new.example',
      '0 fay@acme.example',
      '0 stranger@else.example',
      '1 bo@acme.example',
    ]);
  });
});
