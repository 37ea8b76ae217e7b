// Seeds and snapshots: the same shape, checked when a person wrote it.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSandbox, parseSeed, type SandboxSeed } from '../../../src/sandbox/index.js';

const example = readFileSync(new URL('../../../examples/sandbox-seed.yaml', import.meta.url), 'utf8');

describe('a seed file', () => {
  it('is read from YAML: the example is a good one', () => {
    const { organizations = [], users = [] } = parseSeed(example, 'examples/sandbox-seed.yaml');
    expect([organizations.length, users.length]).toEqual([6, 40]);
  });

  it('is read from JSON', () => {
    expect(parseSeed('{"organizations": [{"name": "One"}]}', 's.json')).toEqual({
      organizations: [{ name: 'One' }],
    });
  });

  it('may be empty', () => {
    expect(parseSeed('', 's.yaml')).toEqual({});
  });

  it.each([
    ['organizations: [', /^s\.yaml:1:\d+: /],
    ['passkeys: sometimes', /^s\.yaml:1:11: /],
    ['users:\n  - emails: [a@x.example]\n    colour: red', /^s\.yaml:3:5: .*colour/],
    ['colour: red', /^s\.yaml:1:1: .*colour/],
    ['users:\n  - emails: [not-an-address]', /^s\.yaml:2:14: /],
    ['users: *nobody', /^s\.yaml:1:1: /],
    ['users:\n  - {}', /^s\.yaml:2:5: /],
    ['users:\n  - emails: [a@x.example]\n  - emails: [A@x.example]', /^s\.yaml:3:14: .*twice/],
    ['users:\n  - { id: kp_1 }\n  - { id: kp_1 }', /^s\.yaml:3:11: .*twice/],
    ['roles: [{ key: a }, { key: a }]', /^s\.yaml:1:28: .*twice/],
    ['organizations:\n  - { name: A, isDefault: true }\n  - { name: B, isDefault: true }', /^s\.yaml:3:27: /],
    ['organizations:\n  - { name: A, handle: h }\n  - { name: B, handle: h }', /^s\.yaml:3:24: .*twice/],
    ['organizations:\n  - name: A\n    members: [{ user: kp_x }]', /^s\.yaml:3:23: .*kp_x/],
    [
      'users: [{ id: k }]\norganizations: [{ name: A, members: [{ user: k, roles: [boss] }] }]',
      /^s\.yaml:2:56: .*boss/,
    ],
    [
      'users: [{ id: k, emails: [k@x.example] }]\norganizations: [{ name: A, members: [{ user: k }, { user: K@x.example }] }]',
      /^s\.yaml:2:59: .*already/,
    ],
  ])('that reads %j is refused with the place', (text, message) => {
    expect(() => parseSeed(text, 's.yaml')).toThrow(
      expect.objectContaining({
        code: 'invalid-seed',
        message: expect.stringMatching(message) as string,
      }) as Error,
    );
  });
});

it('refuses a seed that contradicts itself, in code as in a file', () => {
  const seed = { organizations: [{ name: 'A', members: [{ user: 'kp_x' }] }] };
  expect(() => createSandbox({ seed })).toThrow(expect.objectContaining({ code: 'invalid-seed' }) as Error);
});

it('gives the same seed the same ids every time', () => {
  const seed = parseSeed(example, 's.yaml');
  expect(createSandbox({ seed }).snapshot()).toEqual(createSandbox({ seed }).snapshot());
});

it('takes the snapshot of a tenant that has everything as a seed and is the same again', () => {
  const snapshot = createSandbox({ seed: parseSeed(example, 's.yaml') }).snapshot();
  expect(snapshot).toMatchObject({
    permissions: [{ key: 'pay:invoices' }, { key: 'read:invoices' }],
    properties: [{ key: 'account_manager', isPrivate: true }, { key: 'plan' }],
    connections: [{ name: 'meridian-okta', strategy: 'saml:okta' }],
  });
  const set = snapshot.organizations.flatMap((row) => Object.keys(row));
  expect(set).toEqual(
    expect.arrayContaining([
      'allowedDomains',
      'connections',
      'featureFlags',
      'hasDirectory',
      'invitations',
      'properties',
    ]),
  );
  expect(parseSeed(JSON.stringify(snapshot), 's.json')).toEqual(snapshot);
  expect(createSandbox({ seed: snapshot }).snapshot()).toEqual(snapshot);
});

it('keeps names as they are, however hostile', () => {
  const users = createSandbox({ seed: parseSeed(example, 's.yaml') }).snapshot().users;
  expect(users.some(({ firstName }) => firstName?.includes('\u001b[31m'))).toBe(true);
});

const seeds: fc.Arbitrary<SandboxSeed> = fc
  .record({
    users: fc.uniqueArray(
      fc.record({
        id: fc.stringMatching(/^kp[_:][a-f0-9]{4}$/),
        firstName: fc.option(fc.string()),
        isSuspended: fc.boolean(),
      }),
      { selector: ({ id }) => id, maxLength: 8 },
    ),
    names: fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 }),
    roles: fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { maxLength: 3 }),
    passkeys: fc.constantFrom('off' as const, 'optional' as const, 'mandatory' as const),
  })
  .map(({ users, names, roles, passkeys }) => ({
    passkeys,
    users: users.map((user, index) => ({ ...user, emails: [`P${index}@x.example`, `q${index}@x.example`] })),
    roles: roles.map((key) => ({ key })),
    organizations: names.map((name, at) => ({
      name,
      members: users.filter((_, index) => index % (at + 1) === 0).map(({ id }) => ({ user: id, roles })),
    })),
  }));

it('takes its own snapshot as a seed and is the same again', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const snapshot = createSandbox({ seed }).snapshot();
      expect(createSandbox({ seed: snapshot }).snapshot()).toEqual(snapshot);
      expect(parseSeed(JSON.stringify(snapshot), 's.json')).toEqual(snapshot);
    }),
    { numRuns: 60 },
  );
});
