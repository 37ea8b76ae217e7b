// A draft and a sketch are made of files that nobody has checked yet: whatever stands in them, making them must not fail.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPlainSource } from '../../src/load/read-plain-source.js';
import { parseWithLibrary } from '../../src/load/parse-with-library.js';
import type { SourceDocument } from '../../src/model/source-document.js';
import { gatherParts } from '../../src/validate/gather-parts.js';
import { beginSketch } from '../../src/validate/sketch-documents.js';
import { draftDesired } from '../../src/validate/validate-documents.js';
import type { Draft } from '../../src/validate/validate-documents.js';
import { diagnoseText } from './diagnose.js';
import { workAtOnce } from './work-at-once.js';

function parse(file: string, text: string): SourceDocument {
  const source = { file, text, env: {} };
  return (readPlainSource(source) ?? parseWithLibrary(source)).document;
}

const attested = parse(
  'kinde.attested.yaml',
  'version: 1\nattestations:\n  - { setting: allowSelfSignUp, value: false, environment: production, by: Ada, at: 2026-11-01T10:00:00Z }\n',
);

function draft(text: string): Draft {
  const parts = gatherParts([parse('kinde.yaml', text)]);
  const now = Date.parse('2026-11-02');
  return workAtOnce(draftDesired(parts, { attestations: [attested], now }));
}

const scalar = fc.constantFrom<unknown>(
  null,
  '',
  'a@x.example',
  'a,b@x',
  'x'.repeat(300),
  'ж@ж',
  0,
  -1,
  1e300,
  true,
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom('email', 'id', 'group', 'roles', 'code', 'name', 'count', 'a@x.example'),
      tie('value'),
      { maxKeys: 3 },
    ),
  ),
}));
const record = (keys: readonly string[]): fc.Arbitrary<unknown> =>
  fc.oneof(value, fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 5 }));
const file = fc.record({
  environment: fc.oneof(
    value,
    fc.record({
      code: fc.oneof(fc.constant('production'), value),
      attestedFor: value,
      passkeys: value,
      signUp: fc.oneof(value, fc.record({ allowSelfSignUp: fc.oneof(fc.constant(false), value) })),
      featureFlags: value,
    }),
  ),
  safety: record(['protect', 'maxRemovals', 'keepHolder']),
  groups: record(['staff', 'a']),
  organizations: fc.oneof(
    value,
    fc.array(
      record([
        'code',
        'default',
        'name',
        'handle',
        'members',
        'membership',
        'allowedEmailDomains',
        'allowRegistrations',
      ]),
    ),
  ),
});

test('a sketch is made of anything', () => {
  fc.assert(
    fc.property(file, (content) => {
      beginSketch()([parse('kinde.yaml', JSON.stringify(content))], 0);
    }),
    { numRuns: 2_000 },
  );
});

const address = fc.constantFrom('a@x.example', 'b@x.example', 'Ж@x.example', 'd+e@x.example');
const member = fc.oneof(
  { weight: 9, arbitrary: address },
  { weight: 1, arbitrary: fc.record({ email: address, roles: fc.constant(['admin']) }) },
);
const selector = fc.constantFrom(
  { default: true },
  { code: 'org_1' },
  { name: 'One' },
  { externalId: 'one', name: 'One' },
  { handle: 'one', name: 'One', code: 'org_1' },
);
const organization = fc
  .tuple(selector, fc.option(fc.array(member, { maxLength: 3 }), { freq: 3 }))
  .map(([who, members]) => ({ ...who, ...(members === null ? {} : { members }) }));
const configuration = fc
  .tuple(fc.boolean(), fc.boolean(), fc.array(organization, { maxLength: 2 }))
  .map(([isLocked, keepsHolder, organizations]) => ({
    version: 1,
    ...(isLocked ? { environment: { code: 'production' } } : {}),
    ...(keepsHolder ? { safety: { keepHolder: ['admin'] } } : {}),
    organizations,
  }));

test('of right files a sketch says what the checked files say, or nothing', () => {
  let told = 0;
  fc.assert(
    fc.property(configuration, (content) => {
      const text = JSON.stringify(content);
      const { desired } = diagnoseText(text);
      const sketch = beginSketch()([parse('kinde.yaml', text)], 0);
      if (desired === null || sketch === null) return;
      told += 1;
      const { environment, safety, organizations } = desired;
      expect(sketch).toEqual({
        lock: environment.code?.value ?? null,
        organizations: organizations.map(({ selector: who, members }) => {
          return { selector: who, listed: members?.length ?? null };
        }),
        unread: 0,
      });
      expect(safety.keepHolder).toEqual([]);
      expect(organizations.flatMap(({ members = [] }) => members.flatMap(({ roles = [] }) => roles))).toEqual(
        [],
      );
    }),
    { numRuns: 2_000 },
  );
  expect(told).toBeGreaterThan(300);
});

test('a draft is made of anything', () => {
  fc.assert(
    fc.property(file, (content) => {
      draft(JSON.stringify(content));
    }),
    { numRuns: 2_000 },
  );
});

test.each(['1e300', '.nan', '.inf', '-1e300', '0.5'])(
  'an attestation that is to count for %s days is no obstacle',
  (days) => {
    const text = `environment: { code: production, attestedFor: ${days}, signUp: { allowSelfSignUp: false } }\n`;
    const [found] = draft(text).desired.environment.signUp;
    expect(found?.setting).toBe('allowSelfSignUp');
    expect(found?.standing.is).not.toBe('never');
  },
);
