// What holds for every text and every configuration, by examples that fast-check makes up.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { DesiredState } from '../../../src/model/desired.js';
import type { WrittenConfig, WrittenOrganization } from '../../../src/model/written-config.js';
import { diagnoseText } from './diagnose.js';

const yamlPieces = fc.constantFrom(
  'version: 1\n',
  'organizations:\n',
  '  - code: a\n',
  '    members:\n',
  '      - a@b.cc\n',
  '<<: ',
  '*a',
  '&a ',
  '[',
  ']',
  '{',
  '}',
  ': ',
  '- ',
  '? ',
  '${A}',
  '${',
  '"',
  "'",
  '|\n',
  '>-\n',
  '!!binary ',
  '!x ',
  '\t',
  '\r\n',
  '\n',
  '---\n',
  '%YAML 1.1\n',
  'null',
  'true',
  '\u202E',
  '\uFEFF',
  '# x\n',
  ', ',
);
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(yamlPieces, { maxLength: 40 }).map((pieces) => pieces.join('')),
);

test('no text makes loading or validating throw, and every diagnostic has a code and a place in the text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { desired, diagnostics } = diagnoseText(text);
      const lines = text.split('\n').length;
      for (const { code, place, message } of diagnostics) {
        expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(message).not.toBe('');
        expect(place?.line).toBeGreaterThan(0);
        expect(place?.line).toBeLessThanOrEqual(lines);
        expect(place?.column).toBeGreaterThan(0);
      }
      expect(desired === null).toBe(diagnostics.some(({ severity }) => severity === 'error'));
    }),
    { numRuns: 400 },
  );
});

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const address = fc.tuple(word, word).map(([local, domain]) => `${local}@${domain}.com`);
const roles = fc.uniqueArray(word, { maxLength: 3 });
const person = fc.oneof(
  address,
  fc.record({ email: address, firstName: word, roles }, { requiredKeys: ['email'] }),
);
const organization = fc.record(
  {
    externalId: word,
    name: word,
    allowRegistrations: fc.boolean(),
    membership: fc.constantFrom('exact' as const, 'additive' as const),
    members: fc.uniqueArray(person, {
      maxLength: 6,
      selector: (member) => (typeof member === 'string' ? member : member.email),
    }),
  },
  { requiredKeys: ['externalId', 'membership', 'members'] },
);
const config: fc.Arbitrary<WrittenConfig & { readonly organizations: WrittenOrganization[] }> = fc.record({
  version: fc.constant(1 as const),
  environment: fc.record({
    featureFlags: fc.dictionary(word, fc.oneof(fc.boolean(), fc.integer(), word), { noNullPrototype: true }),
    signUp: fc.record({ allowSelfSignUp: fc.constant(false) }, { requiredKeys: [] }),
  }),
  organizations: fc
    .uniqueArray(organization, { maxLength: 5, selector: ({ externalId }) => externalId })
    .filter((all) => new Set(all.map(({ name }) => name ?? {})).size === all.length),
});

test('a valid configuration means what was written, in any style of YAML', () => {
  fc.assert(
    fc.property(config, fc.boolean(), (written, isFlow) => {
      const text = stringify(written, { collectionStyle: isFlow ? 'flow' : 'any' });
      const { desired, diagnostics } = diagnoseText(text);
      expect(diagnostics).toEqual([]);
      expect(desired?.organizations.map(({ selector }) => selector.value)).toEqual(
        written.organizations.map(({ externalId }) => externalId),
      );
      expect(desired?.organizations.map(({ members }) => members?.map(({ email }) => email))).toEqual(
        written.organizations.map(({ members }) => members?.map(addressOf)),
      );
      expect(
        Object.fromEntries(
          (desired?.environment.values.get('featureFlags') ?? []).map(({ key, value }) => [key, value]),
        ),
      ).toEqual(written.environment?.featureFlags);
    }),
    { numRuns: 100 },
  );
});

function addressOf(member: NonNullable<WrittenOrganization['members']>[number]): string | undefined {
  if (typeof member === 'string') return member;
  return 'email' in member ? member.email : undefined;
}

test('the order of keys changes nothing but places', () => {
  fc.assert(
    fc.property(config, (written) => {
      const straight = diagnoseText(stringify(written)).desired;
      const reversed = diagnoseText(stringify(reverseKeys(written))).desired;
      expect(withoutPlaces(reversed)).toEqual(withoutPlaces(straight));
    }),
    { numRuns: 100 },
  );
});

function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, field]) => [key, reverseKeys(field)] as const)
      .reverse(),
  );
}

function withoutPlaces(desired: DesiredState | null): unknown {
  return JSON.parse(JSON.stringify(desired, (key, value: unknown) => (key === 'place' ? undefined : value)));
}
