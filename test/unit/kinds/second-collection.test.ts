// A second collection of organizations beside feature flags: no stage knows either by name.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noContext } from '../../../src/kinds/kind.js';
import { kindOf } from '../../../src/kinds/registry.js';
import type { Change, UpdateOrganizationValue } from '../../../src/model/change.js';
import { ApiError } from '../../../src/model/errors.js';
import type { LiveValue, LiveValues } from '../../../src/model/values.js';
import { planUndo } from '../../../src/plan/plan-undo.js';
import { editValues, writeValues } from '../../../src/pull/values.js';
import { renderPlanDiff } from '../../../src/render/plan-diff.js';
import { renderPlanMarkdown } from '../../../src/render/review/plan-markdown.js';
import { renderPlanText } from '../../../src/render/plan-text.js';
import { pullFresh } from '../../../src/stories/pull-fresh.js';
import { makePlanOf } from '../render/review/review-plans.js';
import { diagnoseFiles } from '../validate/diagnose.js';
import { desire, matchBench, openBench } from './open-bench.js';
import { changeEntitlement, entitlement, register, wantValues } from './plain-collection.js';

let remove = (): void => undefined;
beforeAll(() => {
  remove = register(entitlement);
});
afterAll(() => remove());

const acme = { code: 'org_1', name: 'Acme' };

function changeFlag(field: UpdateOrganizationValue['fields'][0]): Change {
  const common = { action: 'update', resource: 'organization-flag', source: 'kinde.yaml:4:5' } as const;
  return { ...common, organization: acme, fields: [field] };
}

function changeSetting(field: string): Change {
  const source = 'kinde.yaml:2:3';
  return { action: 'update', resource: 'environment', source, fields: [{ field, before: 'a', after: 'b' }] };
}

const changes = [
  changeFlag({ field: 'seats', before: 5, after: null }),
  changeFlag({ field: 'beta', before: true, after: false }),
  changeEntitlement(acme, { field: 'plan', before: 'silver', after: 'gold' }),
  changeEntitlement(acme, { field: 'region', before: null, after: 'eu' }),
  changeSetting('featureFlags.theme'),
  changeSetting('passkeys'),
];

it('stands in the diff of a plan under its own section, without the values that are not set', () => {
  const text = renderPlanDiff(makePlanOf(changes), { timeout: 5000 });
  expect(text.slice(text.indexOf('@@'))).toMatchInlineSnapshot(`
    "@@ -1,12 +1,13 @@
     environment:
    -  passkeys: a
    +  passkeys: b
       featureFlags:
    -    theme: a
    +    theme: b
     organizations:
       - code: org_1
         name: Acme
         entitlements:
    -      plan: silver
    +      plan: gold
    +      region: eu
         featureFlags:
    -      beta: true
    -      seats: 5
    +      beta: false
    +      seats: null
    "
  `);
});

it('has its own words in text and Markdown', () => {
  const plan = makePlanOf(changes);
  const words = changes.flatMap((change) => kindOf(change).describe(change, noContext));
  expect(words.map(({ subject, detail }) => `${subject} ${detail}`)).toContain(
    'entitlement region none -> eu',
  );
  expect(renderPlanText(plan, { color: false, next: null })).toMatch(/entitlement plan +silver -> gold/);
  const markdown = renderPlanMarkdown(plan, { savedIn: null });
  expect(markdown).toContain('entitlement plan');
  expect(markdown).toContain('feature flag beta');
});

it('is undone, and a first value that can not be taken away is named', () => {
  const rows = [
    { key: 'plan', type: 'str', value: 'gold' },
    { key: 'region', type: 'str', value: 'eu' },
    { key: 'beta', type: 'bool', value: false },
  ];
  const organization = {
    ...acme,
    handle: null,
    externalId: null,
    isDefault: true,
    allowRegistrations: false,
  };
  const values: LiveValues = new Map([
    [entitlement.name, new Map([['org_1', rows]])],
    ['organization-flag', new Map([['org_1', rows]])],
  ]);
  const { changes: inverses, warnings } = planUndo({
    domain: 'acme.kinde.com',
    environmentCode: 'production',
    recalled: { changes: changes.slice(1, 4), unclaimed: [], codes: new Map(), people: new Map() },
    things: {
      organizations: [organization],
      members: new Map(),
      people: new Map(),
      roleKeys: null,
      values,
    },
    safety: null,
    approval: null,
    requests: {},
  });
  expect(inverses).toMatchObject([
    { resource: 'organization-flag', fields: [{ field: 'beta', before: false, after: true }] },
    { resource: entitlement.name, fields: [{ field: 'plan', before: 'gold', after: 'silver' }] },
  ]);
  expect(warnings.filter(({ code }) => code === 'not-reversible')).toMatchObject([
    { message: expect.stringContaining('entitlement region') as string },
  ]);
});

it.each([
  [false, ['invisible-character', 'stray-space']],
  [true, []],
])('has its texts checked unless they are free: %s', (isFreeText, expected) => {
  const { values } = entitlement;
  if (values === null) throw new Error('The kind has no values.');
  const removeOther = register({ ...entitlement, values: { ...values, isFreeText } });
  const text =
    'version: 1\norganizations: [{ code: org_1, entitlements: { plan: "gold ", area: "e\u200bu" } }]\n';
  const { diagnostics } = diagnoseFiles({ 'kinde.yaml': text });
  removeOther();
  const codes = diagnostics.map(({ code }) => code).filter((code) => code !== 'unknown-key');
  expect(codes.sort()).toEqual(expected);
});

describe('a pull', () => {
  const rows = [
    { key: 'plan', type: 'str', value: 'gold' },
    { key: 'unset', type: 'str', value: null },
    { key: 'odd', type: 'str', value: 'ends in a space ' },
  ];
  const values: LiveValues = new Map<string, ReadonlyMap<string, readonly LiveValue[]>>([
    [entitlement.name, new Map([['org_1', rows]])],
    ['feature-flag', new Map([['', [{ key: 'seats', type: 'int', value: 5 }]]])],
    ['organization-flag', new Map([['org_1', [{ key: 'seats', type: 'int', value: 50 }]]])],
  ]);

  it('writes each section of a new entry, without values that are not set or that a file may not have', () => {
    expect(writeValues('organization', { code: 'org_1', values })).toEqual({
      featureFlags: { seats: 50 },
      entitlements: { plan: 'gold' },
    });
  });

  it('edits each section of an entry, and leaves a section alone that was not read', () => {
    const entry = { featureFlags: { seats: 7 }, entitlements: { plan: 'silver', unset: 'x' } };
    expect(editValues(entry, 'organization', { code: 'org_1', values, writtenEntry: null }).entry).toEqual({
      featureFlags: { seats: 50 },
      entitlements: { plan: 'gold' },
    });
    const some: LiveValues = new Map([...values].filter(([name]) => name !== entitlement.name));
    expect(
      editValues(entry, 'organization', { code: 'org_1', values: some, writtenEntry: null }).entry,
    ).toEqual({
      ...entry,
      featureFlags: { seats: 50 },
    });
  });

  it.each(['listOrganizationFlags', 'listFeatureFlags'])(
    'leaves out only the section that the token may not read: %s',
    async (refused) => {
      const { client } = openBench({
        seed: {
          featureFlags: { seats: { type: 'int', value: '5' } },
          organizations: [{ code: 'org_1', name: 'Acme', featureFlags: { seats: '50' } }],
        },
      });
      let reads = 0;
      const readValues: typeof client.readValues = (list, code) => {
        // The first of the two lists of this name is that of feature flags; the test's own kind is registered last.
        reads += list === refused ? 1 : 0;
        if (list !== refused || reads < 2) return client.readValues(list, code);
        throw new ApiError('missing-scope', 'The scope is missing.', { operation: 'listEntitlements' });
      };
      const { files, notices } = await pullFresh(
        { client: { ...client, readValues } },
        { path: 'kinde.yaml', isSplit: false, toRoot: './' },
        { cwd: process.cwd(), env: {}, selectors: [], by: null, onReading: () => undefined },
      );
      expect(files[0]?.after).toContain('featureFlags:\n      seats: 50\n');
      expect(notices.map(({ code, message }) => `${code}: ${message}`)).toEqual([
        'not-looked-at: The entitlements of customers of organizations were not read: The scope is missing.',
      ]);
    },
  );

  it('asks for no list of an organization where no key exists', async () => {
    const { client, sandbox } = openBench({ seed: { organizations: [{ code: 'org_1', name: 'Acme' }] } });
    await pullFresh(
      { client },
      { path: 'kinde.yaml', isSplit: false, toRoot: './' },
      { cwd: process.cwd(), env: {}, selectors: [], by: null, onReading: () => undefined },
    );
    const asked = sandbox.requests().filter(({ operation }) => operation === 'GetOrganizationFeatureFlags');
    expect(asked).toEqual([]);
  });
});

it('names a key that the list of definitions lacks', async () => {
  const blank = await desire({ version: 1, organizations: [{ code: 'org_1' }] });
  const desired = wantValues(blank, entitlement, { seats: 5, seets: 5 });
  const bench = openBench({
    seed: {
      featureFlags: { seats: { type: 'int', value: '5' } },
      organizations: [{ code: 'org_1', name: 'Acme' }],
    },
  });
  const { overview, matches } = await matchBench(bench, desired);
  expect(overview.reads.map(({ list }) => list)).toContain('definitions of entitlements');
  expect(entitlement.check(desired, overview, matches).map(({ hint }) => hint)).toEqual([
    'Did you mean "seats"?',
  ]);
});
