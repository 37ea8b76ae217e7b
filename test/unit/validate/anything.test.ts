// Tests that validation never throws, for any content of the files, and that only valid files have a desired state.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPlainSource } from '../../../src/load/parse-source.js';
import { parseWithLibrary } from '../../../src/load/parse-with-library.js';
import type { SourceDocument } from '../../../src/model/source-document.js';
import { diagnoseLookAlikes } from '../../../src/validate/check-look-alikes.js';
import { plainRules } from '../../../src/validate/check-rules.js';
import { validateDocuments } from '../../../src/validate/validate-documents.js';
import type { Validation } from '../../../src/validate/validate-documents.js';

function parse(file: string, text: string): SourceDocument {
  const source = { file, text, env: {} };
  return (readPlainSource(source) ?? parseWithLibrary(source)).document;
}

const attested = parse(
  'kinde.attested.yaml',
  'version: 1\nattestations:\n  - { setting: allowSelfSignUp, value: false, environment: production, by: Ada, at: 2026-11-01T10:00:00Z }\n',
);

function validate(text: string): Validation {
  const now = Date.parse('2026-11-02');
  const rules = [...plainRules, diagnoseLookAlikes];
  return validateDocuments([parse('kinde.yaml', text)], { rules, attestations: [attested], now });
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
  safety: record(['protect', 'maxRemovals', 'keepHolder', 'unmanagedOrganizations']),
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

test('any content can be validated, and has a desired state only without errors', () => {
  fc.assert(
    fc.property(file, (content) => {
      const { desired, diagnostics } = validate(JSON.stringify(content));
      expect(desired === null).toBe(diagnostics.some(({ severity }) => severity === 'error'));
    }),
    { numRuns: 2_000 },
  );
});

test.each(['1e300', '.nan', '.inf', '-1e300', '0.5'])(
  'an attestation that expires after %s days never makes validation throw',
  (days) => {
    const text = `version: 1\nenvironment: { code: production, attestedFor: ${days}, signUp: { allowSelfSignUp: false } }\n`;
    const { desired, diagnostics } = validate(text);
    expect(desired === null).toBe(diagnostics.some(({ severity }) => severity === 'error'));
    for (const { status } of desired?.environment.signUp ?? []) expect(status.is).not.toBe('never');
  },
);
