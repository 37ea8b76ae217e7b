// The plan and the report as people see them: one rich plan whole, then the cases beside it.
import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/model/change.js';
import type { Code } from '../../../src/model/codes.js';
import type { ApplyReport } from '../../../src/model/outcome.js';
import type { Plan } from '../../../src/model/plan.js';
import { renderJson } from '../../../src/render/json.js';
import { renderPlanText } from '../../../src/render/plan-text.js';
import { renderReportText } from '../../../src/render/report-text.js';

const acme = { code: 'org_1', name: 'Acme Corp' };
const globex = { code: null, name: 'Globex' };

const changes: readonly Change[] = [
  {
    action: 'create',
    resource: 'organization',
    organization: globex,
    fields: [
      { field: 'name', before: null, after: 'Globex' },
      { field: 'externalId', before: null, after: 'globex' },
      { field: 'allowRegistrations', before: null, after: false },
    ],
    source: 'kinde.yaml:9:5',
  },
  {
    action: 'create',
    resource: 'organization',
    organization: { code: null, name: 'Bare' },
    fields: [],
    source: 'kinde.yaml:8:5',
  },
  {
    action: 'update',
    resource: 'organization',
    organization: acme,
    fields: [
      { field: 'handle', before: null, after: 'acme' },
      { field: 'allowRegistrations', before: true, after: false },
    ],
    source: 'kinde.yaml:5:5',
  },
  { action: 'create', resource: 'user', email: 'lee@acme.com', source: 'kinde.yaml:7:9' },
  {
    action: 'add',
    resource: 'member',
    organization: acme,
    email: 'lee@acme.com',
    userId: null,
    roles: ['admin', 'viewer'],
    source: 'kinde.yaml:7:9',
  },
  {
    action: 'add',
    resource: 'member',
    organization: globex,
    email: 'jane@acme.com',
    userId: 'kp_2',
    source: 'kinde.yaml:10:9',
  },
  {
    action: 'remove',
    resource: 'member',
    organization: acme,
    email: 'old@acme.com',
    userId: 'kp_1',
    source: 'kinde.yaml:4:5',
  },
  {
    action: 'remove',
    resource: 'member',
    organization: acme,
    email: null,
    userId: 'kp_3',
    source: 'kinde.yaml:4:5',
  },
  {
    action: 'update',
    resource: 'member',
    organization: acme,
    email: 'jane@acme.com',
    userId: 'kp_2',
    fields: [{ field: 'roles', before: ['viewer'], after: [] }],
    source: 'kinde.yaml:6:9',
  },
  {
    action: 'update',
    resource: 'environment',
    fields: [{ field: 'passkeys', before: 'off', after: 'optional' }],
    source: 'kinde.yaml:2:3',
  },
  {
    action: 'update',
    resource: 'environment',
    fields: [{ field: 'featureFlags.seats', before: 5, after: 25 }],
    source: 'kinde.yaml:3:3',
  },
  {
    action: 'manual',
    resource: 'environment',
    field: 'signUp.allowSelfSignUp',
    after: false,
    where: 'Settings > Environment > Policies',
    source: 'kinde.yaml:4:3',
  },
];

const plan: Plan = {
  formatVersion: '1',
  fingerprint: '0'.repeat(64),
  environment: { domain: 'acme.kinde.com', code: 'production' },
  summary: { create: 3, update: 4, add: 2, remove: 2, manual: 1, unchanged: 120 },
  changes,
  warnings: [
    {
      code: 'member-without-email',
      message: 'kp_9 has no address.',
      organization: acme,
      source: 'kinde.yaml:4:5',
    },
    { code: 'same-person', message: 'Two are one.' },
  ],
  refusals: [
    { guard: 'max-removals', message: 'Acme Corp would lose everyone.', override: '--allow-removals' },
  ],
  reads: [],
  requests: { GET: 4 },
  estimate: { requests: { PATCH: 1, POST: 2 } },
};

const nothing: Plan = {
  ...plan,
  summary: { create: 0, update: 0, add: 0, remove: 0, manual: 0, unchanged: 1 },
  changes: [],
  warnings: [],
  refusals: [],
  requests: { GET: 1 },
  estimate: { requests: {} },
};

it('shows a rich plan: organization by organization, then what to know and do', () => {
  expect(renderPlanText(plan, { color: false, next: 'kinde-sync apply' })).toMatchInlineSnapshot(`
    "Plan for the environment production at acme.kinde.com

    Acme Corp  org_1
      ~ handle         none -> acme                          kinde.yaml:5:5
      ~ registrations  open -> closed                        kinde.yaml:5:5
      ~ jane@acme.com  roles viewer -> none                  kinde.yaml:6:9
      + lee@acme.com   joins as admin, viewer, new to Kinde  kinde.yaml:7:9
      - old@acme.com   is removed                            kinde.yaml:4:5
      - kp_3           is removed                            kinde.yaml:4:5

    Bare  new
      + organization  created  kinde.yaml:8:5

    Globex  new
      + organization   created, external id globex, registrations closed  kinde.yaml:9:5
      + jane@acme.com  joins                                              kinde.yaml:10:9

    Environment
      ~ passkeys            off -> optional  kinde.yaml:2:3
      ~ feature flag seats  5 -> 25          kinde.yaml:3:3

    Manual settings, in Kinde's dashboard
      ! Allow self-sign up: off  never attested
          Settings > Environment > Policies  kinde.yaml:4:3

    Warnings
      member-without-email: kp_9 has no address.  kinde.yaml:4:5
      same-person: Two are one.

    Refused: nothing will be changed
      max-removals: Acme Corp would lose everyone.

    Gain access: 2 people in 2 organizations.
    Lose access: 2 people in 1 organization.
    3 to create, 4 to update, 2 memberships to add, 2 memberships to remove, 1 manual setting. 120 match the configuration.
    Reading took 4 requests (GET 4). Applying takes about 3 requests (PATCH 1, POST 2).
    Next: kinde-sync apply
    "
  `);
});

describe('on a terminal of 80 columns', () => {
  const show = (changes: readonly Change[], width = 80): readonly string[] =>
    renderPlanText({ ...plan, changes }, { color: false, next: null, width }).split('\n');
  const long = 'kinde/customers/europe/north/acme-corporation-and-subsidiaries.yaml:1234:17';
  const deep = changes.map((change) => ({ ...change, source: long }));

  it('no line is longer, no word is broken, and long paths are cut in the middle', () => {
    const message = 'A sentence of many words that is much longer than a terminal is wide, '.repeat(3);
    const warnings = [{ code: 'same-person', message, source: long } as const];
    for (const width of [60, 80, 120]) {
      const text = renderPlanText({ ...plan, changes: deep, warnings }, { color: false, next: null, width });
      const plain = renderPlanText({ ...plan, changes: deep, warnings }, { color: false, next: null });
      const tooLong = text.split('\n').filter((line) => line.length > width);
      expect(tooLong.filter((line) => line.trim().includes(' '))).toEqual([]);
      const words = new Set(plain.split(/\s+/));
      const strange = text.split(/\s+/).filter((word) => !words.has(word) && !word.includes('…'));
      expect(strange).toEqual([]);
    }
    expect(show(deep, 60).join('\n')).toMatch(/kinde\/…\/\S*acme-corporation-and-subsidiaries\.yaml:1234:17/);
  });

  it('the place stands once below the lines that share it', () => {
    const removals = deep.filter(({ action }) => action === 'remove');
    const places = show(removals).filter((line) => line.includes('.yaml:1234:17') && !line.includes(': '));
    expect(removals.length).toBeGreaterThan(1);
    expect(places).toHaveLength(1);
  });

  it('columns stay aligned where they fit', () => {
    const own = changes.filter((one) => 'email' in one && one.action !== 'create');
    const columns = show(own)
      .filter((line) => /^ {2}[-+~] .*yaml:/.test(line))
      .map((line) => line.indexOf('kinde.yaml'));
    expect(new Set(columns.slice(0, 3)).size).toBe(1);
  });
});

it('says in three lines that there is nothing to do', () => {
  expect(renderPlanText(nothing, { color: false, next: null })).toMatchInlineSnapshot(`
    "Plan for the environment production at acme.kinde.com

    No changes. 1 matches the configuration.
    Reading took 1 request (GET 1).
    "
  `);
});

it('colours only when told to', () => {
  const colors = /\u001b\[/;
  expect(renderPlanText(plan, { color: false, next: 'x' })).not.toMatch(colors);
  expect(renderPlanText(plan, { color: true, next: 'x' })).toMatch(colors);
});

it('makes every name of others harmless', () => {
  const hostile = 'x\u001b[2J\u202Ey';
  const organization = { code: hostile, name: hostile };
  const member = { resource: 'member', organization, userId: hostile, source: hostile } as const;
  const text = renderPlanText(
    {
      ...plan,
      environment: { domain: hostile, code: hostile },
      changes: [
        { action: 'add', ...member, email: hostile, roles: [hostile] },
        { action: 'remove', ...member, email: null },
        {
          action: 'update',
          resource: 'organization',
          organization,
          fields: [{ field: 'name', before: hostile, after: hostile }],
          source: hostile,
        },
        {
          action: 'update',
          resource: 'environment',
          fields: [{ field: `featureFlags.${hostile}`, before: hostile, after: hostile }],
          source: hostile,
        },
        {
          action: 'manual',
          resource: 'environment',
          field: hostile,
          after: true,
          where: hostile,
          source: hostile,
        },
      ],
      warnings: [{ code: 'same-person', message: hostile, source: hostile }],
      refusals: [{ guard: 'max-removals', message: hostile, override: null }],
    },
    { color: false, next: null },
  );
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(text).toContain('x\\u{1b}[2J\\u{202e}y');
});

describe('a report', () => {
  const report = (fields: Partial<ApplyReport>): ApplyReport => ({
    ...nothing,
    requests: { GET: 1, PATCH: 1 },
    changes: [],
    verified: true,
    interrupted: false,
    ...fields,
  });
  const byHand = { result: 'skipped', error: { code: 'by-hand', message: 'Only by hand.' } } as const;
  const applied = changes.map((change) =>
    change.action === 'manual' ? { ...change, ...byHand } : ({ ...change, result: 'applied' } as const),
  );
  const [first, ...others] = applied;
  const failed =
    first === undefined
      ? []
      : [{ ...first, result: 'failed', error: { code: 'api-refused', message: 'No.' } } as const, ...others];

  it.each([
    ['everything is as planned', report({ changes: applied }), '11 of 11 changes applied and verified.'],
    ['there was nothing to do', report({}), 'No changes: Kinde matches the configuration.'],
    ['a change failed', report({ changes: failed }), '10 of 11 changes applied.'],
    [
      'nothing could be read back',
      report({ changes: applied, verified: false }),
      '11 of 11 changes applied, not verified.',
    ],
    [
      'it was interrupted',
      report({ changes: failed, interrupted: true, verified: false }),
      'Interrupted: 10 of 11 changes applied. Run apply again to finish.',
    ],
  ])('says when %s', (_, one, verdict) => {
    const lines = renderReportText(one, { color: false }).trimEnd().split('\n');
    const isWhole = verdict.endsWith('verified.') && !verdict.includes('not verified');
    expect(lines.at(isWhole || verdict.startsWith('No') ? 0 : -1)).toBe(verdict);
  });

  it('names what failed, where and why, and that it was not read back', () => {
    const warnings = [{ code: 'not-read-back', message: 'No answer.' } as const];
    expect(renderReportText(report({ changes: failed, warnings, verified: false }), { color: false }))
      .toMatchInlineSnapshot(`
        "  failed + organization created, external id globex, registrations closed in Globex: api-refused: No.
          not-read-back: No answer.
        The run took 2 requests (GET 1, PATCH 1).
        10 of 11 changes applied, not verified.
        "
      `);
  });

  it('names the people whom Kinde created with other names', () => {
    const warnings = [{ code: 'name-not-kept', message: 'Kinde dropped Lee.' } as const];
    const text = renderReportText(report({ warnings }), { color: false });
    expect(text).toContain('  name-not-kept: Kinde dropped Lee.');
  });

  it('shows at most ten lines of reasons, and the summary last', () => {
    const skipped = applied.map((change, index) => ({
      ...change,
      ...(index % 2 === 0
        ? { result: 'failed', error: { code: 'api-refused', message: `No ${index}.` } }
        : { result: 'skipped', error: { code: 'interrupted', message: 'Ctrl-C' } }),
    })) as ApplyReport['changes'];
    const one = report({ changes: [...skipped, ...skipped, ...skipped], verified: false, interrupted: true });
    const lines = renderReportText(one, { color: false }).trimEnd().split('\n');
    expect(lines).toHaveLength(12);
    expect(lines.at(-1)).toMatch(/^Interrupted: 0 of \d+ changes applied\. Run apply again to finish\.$/);
  });

  it('says in its last line that somebody else did it meanwhile, if every failure tells so', () => {
    const endOf = (code: Code): string => {
      const error = { code, message: 'Another state.' };
      const changes = failed.map((one) => (one.result === 'failed' ? { ...one, error } : one));
      return renderReportText(report({ changes, verified: false }), { color: false }).trimEnd();
    };
    expect(endOf('not-verified')).toMatch(
      /Another run or person may have changed Kinde meanwhile: apply again\.$/,
    );
    expect(endOf('api-refused')).not.toContain('meanwhile');
  });

  it('unites people whom another run created meanwhile into one line', () => {
    const warnings = ['a', 'b', 'c', 'd'].map((name) => ({ code: 'person-found', message: name }) as const);
    const text = renderReportText(report({ warnings }), { color: false });
    expect(text.match(/person-found/g)).toHaveLength(1);
    expect(text).toContain('4 people');
  });
});

it('gives JSON that means the same and holds nothing that a terminal obeys', () => {
  const hostile = 'a\u009b\u202E\u2028\u{E0041}\u001b"';
  const document = { ...nothing, environment: { domain: hostile, code: 'x' } };
  const text = renderJson(document);
  expect(JSON.parse(text)).toEqual(document);
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  expect(text.endsWith('}\n')).toBe(true);
});
