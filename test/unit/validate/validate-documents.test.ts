// Tests the desired state of valid configurations, and the content of messages.
import { describe, expect, test } from 'vitest';
import { diagnoseFiles, diagnoseText, listCodes } from './diagnose.js';

function organizationsOf(text: string) {
  const { desired, diagnostics } = diagnoseText(text);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return desired?.organizations ?? [];
}

describe('the desired state', () => {
  test('an empty configuration manages nothing and has the default guards', () => {
    const { desired } = diagnoseText('version: 1\n');
    expect(desired).toEqual({
      asOf: '2026-11-28',
      environment: { signUp: [], values: new Map() },
      safety: {
        protect: [],
        maxRemovals: { count: 5, percent: 25 },
        maxRemovedPeople: { count: 20, percent: 10 },
        keepHolder: [],
        unmanagedOrganizations: 'ignore',
        maxInvitations: 20,
        requireReason: [],
        refuseOn: [],
        endSessions: 'never',
      },
      organizations: [],
    });
  });

  test.each(['never', 'lastAccess', 'always'] as const)('endSessions has the rule %s', (rule) => {
    const { desired } = diagnoseText(`version: 1\nsafety: { endSessions: ${rule} }\n`);
    expect(desired?.safety.endSessions).toBe(rule);
  });

  test('count and percent of maxRemovals default independently', () => {
    const { desired } = diagnoseText('version: 1\nsafety: { maxRemovals: { percent: 0 } }\n');
    expect(desired?.safety.maxRemovals).toEqual({ count: 5, percent: 0 });
  });

  test('protect patterns are normalized', () => {
    const { desired } = diagnoseText('version: 1\nsafety: { protect: ["Jo@Acme.com", "*@BÜCHER.de"] }\n');
    expect(desired?.safety.protect).toEqual([
      { by: 'email', email: 'jo@acme.com', place: { file: 'kinde.yaml', line: 2, column: 21 } },
      { by: 'domain', domain: 'xn--bcher-kva.de', place: { file: 'kinde.yaml', line: 2, column: 36 } },
    ]);
  });

  test('the strongest selector decides and the weaker ones are desired values', () => {
    const [one, two] = organizationsOf(
      'version: 1\norganizations:\n  - { name: A, handle: h, externalId: e, code: c }\n  - { name: B, default: true }\n',
    );
    expect(one?.selector).toEqual({ by: 'code', value: 'c' });
    expect(one?.name).toEqual({ value: 'A', place: { file: 'kinde.yaml', line: 3, column: 13 } });
    expect(two?.selector).toEqual({ by: 'default', value: '' });
    expect(two).not.toHaveProperty('members');
  });

  test('absent members are not managed, and an empty list means no members', () => {
    const [one, two] = organizationsOf(
      'version: 1\norganizations: [{ code: a }, { code: b, members: [] }]\n',
    );
    expect(one?.members).toBeUndefined();
    expect(two?.members).toEqual([]);
  });

  test('a group member has the place of the reference in the list of the organization', () => {
    const [one] = organizationsOf(
      'version: 1\ngroups: { g: [a@b.cc] }\norganizations:\n  - code: a\n    members:\n      - { group: g }\n',
    );
    expect(one?.members).toEqual([
      { email: 'a@b.cc', id: null, place: { file: 'kinde.yaml', line: 6, column: 9 } },
    ]);
  });

  test('a person reached directly and through groups has the union of the roles, sorted', () => {
    const [one] = organizationsOf(
      [
        'version: 1',
        'groups: { g: [{ email: A@b.cc, roles: [z] }, c@b.cc], h: [c@b.cc] }',
        'organizations:',
        '  - code: a',
        '    members: [{ email: a@B.cc, firstName: Al, roles: [m, z] }, { group: g, roles: [b] }, { group: h }]',
        '',
      ].join('\n'),
    );
    const roles = one?.members?.map((member) => [member.email, member.roles?.map(({ key }) => key)]);
    expect(roles).toEqual([
      ['a@b.cc', ['b', 'm', 'z']],
      ['c@b.cc', ['b']],
    ]);
    expect(one?.members?.[0]?.firstName).toBe('Al');
  });

  test('roles named in one of two places are managed', () => {
    const [one] = organizationsOf(
      'version: 1\ngroups: { g: [a@b.cc] }\norganizations: [{ code: a, members: [a@b.cc, { group: g, roles: [x] }] }]\n',
    );
    expect(one?.members?.[0]?.roles?.map(({ key }) => key)).toEqual(['x']);
  });

  test('an empty role list stays managed, as no roles', () => {
    const [one] = organizationsOf(
      'version: 1\norganizations: [{ code: a, members: [{ id: kp_1, roles: [] }] }]\n',
    );
    expect(one?.members?.[0]).toMatchObject({ email: null, id: 'kp_1', roles: [] });
  });

  test('documents are merged, groups across files too', () => {
    const { desired, diagnostics } = diagnoseFiles({
      'a.yaml': 'version: 1\ngroups: { g: [a@b.cc] }\nenvironment: { code: production }\n',
      'b.yaml':
        'version: 1\nenvironment: { passkeys: off }\norganizations: [{ code: a, members: [{ group: g }] }]\n',
    });
    expect(diagnostics).toEqual([]);
    expect(desired?.environment).toMatchObject({ code: { value: 'production' } });
    expect(desired?.environment.values.get('passkeys')).toMatchObject([{ key: '', value: 'off' }]);
    expect(desired?.organizations[0]?.members?.[0]?.place.file).toBe('b.yaml');
  });

  test('merge keys add the keys that the map lacks', () => {
    const [, two] = organizationsOf(
      'version: 1\norganizations:\n  - &base { code: a, membership: additive, members: [] }\n  - { <<: *base, code: b }\n',
    );
    expect(two).toMatchObject({ selector: { value: 'b' }, membership: 'additive', members: [] });
  });
});

describe('validation accepts', () => {
  test.each([
    ['a quoted number as key', 'environment: { featureFlags: { "12": true } }'],
    ['a standard tag', 'environment: { code: !!str 12 }'],
    ['a merge list of maps', 'safety: { <<: [{ protect: [] }, { keepHolder: [a] }], protect: [a@b.cc] }'],
    ['a flag value with white space and line breaks', 'environment: { featureFlags: { a: " x\\n" } }'],
    [
      'two organizations by code with one name',
      'organizations: [{ code: a, name: X }, { code: b, name: X }]',
    ],
    ['two organizations of nobody', 'organizations: [{ code: a, members: [] }, { code: b, members: [] }]'],
    ['a name in a script of its own', 'organizations: [{ code: a, name: "Łódź 東京 👍🏽 ❤️ 👩‍💻" }]'],
    [
      'an id outside the domains',
      'organizations: [{ code: a, allowedEmailDomains: [b.cc], members: [{ id: x }] }]',
    ],
    [
      'a domain in another spelling',
      'organizations: [{ code: a, allowedEmailDomains: [BÜCHER.de], members: [a@xn--bcher-kva.de] }]',
    ],
  ])('%s', (_, line) => {
    expect(diagnoseText(`version: 1\n${line}\n`).diagnostics).toEqual([]);
  });

  test('a document end marker and comments after it', () => {
    expect(diagnoseText('--- # x\nversion: 1\n...\n# end\n').diagnostics).toEqual([]);
  });
});

describe('variables', () => {
  test('a plain scalar is typed after substitution, a quoted one stays text', () => {
    const text =
      'version: ${V}\nenvironment: { featureFlags: { a: "${N}", b: "${T}" } }\nsafety:\n  maxRemovals:\n    count: ${N}\n';
    const { desired, diagnostics } = diagnoseText(text, { V: '1', N: '7', T: 'true' });
    expect(diagnostics).toEqual([]);
    expect(desired?.safety.maxRemovals.count).toBe(7);
    expect(desired?.environment.values.get('featureFlags')?.map(({ value }) => value)).toEqual(['7', 'true']);
  });

  test('a default stands in for an unset or empty variable, and $${ is a literal', () => {
    const text = 'version: 1\norganizations: [{ code: "${A:-x}${B:-y}${C:-z}$${D}" }]\n';
    const { desired } = diagnoseText(text, { B: '', C: 'c' });
    expect(desired?.organizations[0]?.code?.value).toBe('xyc${D}');
  });

  test('the value of a variable is in no message', () => {
    const secret = 'sk_live_0123456789';
    const uses = [
      'environment: { code: "x", passkeys: "${S}" }',
      'safety: { protect: ["${S}"], keepHolder: ["${S}", "${S}"] }',
      'organizations:',
      '  - { code: "${S}", allowedEmailDomains: ["${S}"], members: ["${S}", { group: "${S}" }, { email: "${S}" }] }',
      '  - { code: "${S}", membership: "${S}", members: [{ id: "${S}" }, { id: "${S}" }] }',
    ];
    const { diagnostics } = diagnoseText(`version: 1\n${uses.join('\n')}\n`, { S: secret });
    expect(diagnostics.length).toBeGreaterThan(8);
    expect(JSON.stringify(diagnostics)).not.toContain(secret);
  });

  test('a name that every object inherits is not a variable', () => {
    expect(listCodes(diagnoseText('version: 1\nenvironment:\n  code: ${constructor}\n'))).toEqual([
      '3:9 unset-variable',
    ]);
  });
});

describe('messages', () => {
  test('a duplicate names the other place', () => {
    const { diagnostics } = diagnoseFiles({
      'a.yaml': 'version: 1\norganizations:\n  - code: x\n',
      'b.yaml': 'version: 1\norganizations:\n  - code: x\n',
    });
    expect(diagnostics[0]?.message).toContain('a.yaml:3:11');
  });

  test.each([
    ['organisations: []', 'organizations'],
    ['Safety: {}', 'safety'],
    ['organizations: [{ code: a, allow_registrations: true }]', 'allowRegistrations'],
    ['environment: { passkeys: optinal }', 'optional'],
    ['groups: { support: [a@b.cc] }\norganizations: [{ code: a, members: [{ group: suport }] }]', 'support'],
  ])('%s gets the suggestion %s', (line, meant) => {
    const { diagnostics } = diagnoseText(`version: 1\n${line}\n`);
    expect(diagnostics.map(({ hint }) => hint)).toContain(`Did you mean "${meant}"?`);
  });

  test('a word that is near to no key gets no suggestion', () => {
    const { diagnostics } = diagnoseText('version: 1\nzebra: 1\n');
    expect(diagnostics[0]?.hint).not.toContain('Did you mean');
  });
});
