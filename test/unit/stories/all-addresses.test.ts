// Tests that every address of a person counts, whichever row and whichever type of identity shows it.
import { expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { Sandbox } from '../../../src/sandbox/index.js';
import { makeFolder, membersOf, reportOf, runInWorld } from '../../fake-world.js';
import { makeTenant } from '../../tenant.js';
import { damage } from './damage-rows.js';
import type { Change, Row } from './damage-rows.js';

const seed = makeTenant({
  people: [{ id: 'kp_founder', emails: ['founder@mail.example', 'founder@acme.example'] }, 'bo', 'cho'],
  organizations: [
    { code: 'org_home', name: 'Home', members: ['bo', 'cho'] },
    { code: 'org_a', name: 'Acme', members: ['founder', 'bo', 'cho'] },
  ],
});

interface Run {
  readonly protect: readonly string[];
  readonly members: readonly string[];
  readonly fetch: (sandbox: Sandbox) => Sandbox['fetch'];
}

async function apply({ protect, members, fetch }: Run) {
  const sandbox = createSandbox({ seed });
  const cwd = await makeFolder({
    'kinde.yaml': `version: 1
safety: { protect: [${protect.join(', ')}] }
organizations: [{ code: org_a, members: [${['bo@acme.example', ...members].join(', ')}] }]
`,
  });
  const options = ['apply', '--yes', '--format', 'json', '--allow-removals', 'all'];
  const ended = await runInWorld(options, { sandbox, cwd, fetch: fetch(sandbox) });
  const { changes, warnings } = reportOf(ended);
  return {
    status: ended.status,
    changes: changes.map(({ action, ...one }) => `${action} ${'email' in one ? (one.email ?? '') : ''}`),
    warnings: warnings.map(({ code, email }) => `${code} ${email ?? ''}`),
    members: membersOf(sandbox, 'org_a'),
  };
}

const changeFounder = (change: Change) => (sandbox: Sandbox) =>
  damage(sandbox, 'users', 'users', (row) => (row['id'] === 'kp_founder' ? change(row) : row));

const withType =
  (type: string): Change =>
  (row) => {
    const identities = row['identities'] as readonly Row[];
    return {
      ...row,
      identities: identities.map((one) =>
        one['identity'] === 'founder@acme.example' ? { ...one, type } : one,
      ),
    };
  };

it.each<[string, Change]>([
  ['no address', ({ email: _, ...row }) => ({ ...row, identities: [] })],
  ['another address', (row) => ({ ...row, email: 'other@acme.example', identities: [] })],
])('keeps a protected person if the member list shows the address and the look-up %s', async (_, change) => {
  const ended = await apply({
    protect: ['founder@mail.example'],
    members: [],
    fetch: changeFounder(change),
  });
  expect(ended).toMatchObject({ status: 0, warnings: ['protected-member founder@mail.example'] });
  expect(ended.members).toEqual(['kp_bo', 'kp_founder']);
});

it('keeps a person if the look-up shows none of their addresses', async () => {
  const ended = await apply({
    protect: [],
    members: [],
    fetch: changeFounder(({ email: _, ...row }) => ({ ...row, identities: [] })),
  });
  expect(ended).toMatchObject({ status: 0, warnings: ['unidentified-member founder@mail.example'] });
  expect(ended.members).toEqual(['kp_bo', 'kp_founder']);
});

it.each(['enterprise', 'social', 'oauth2:google'])(
  'keeps a person whom an identity of the type %s protects',
  async (type) => {
    const ended = await apply({
      protect: ['founder@acme.example'],
      members: [],
      fetch: changeFounder(withType(type)),
    });
    expect(ended).toMatchObject({ status: 0, warnings: ['protected-member founder@mail.example'] });
    expect(ended.members).toEqual(['kp_bo', 'kp_founder']);
  },
);

it.each(['enterprise', 'social', 'oauth2:google'])(
  'takes a person who is listed by an identity of the type %s for the member',
  async (type) => {
    const ended = await apply({
      protect: [],
      members: ['founder@acme.example'],
      fetch: changeFounder(withType(type)),
    });
    expect(ended).toMatchObject({ status: 0, changes: ['remove cho@acme.example'] });
    expect(ended.members).toEqual(['kp_bo', 'kp_founder']);
  },
);

it('removes a person as planned if an identity is no address', async () => {
  const ended = await apply({
    protect: ['founder@acme.example'],
    members: [],
    fetch: changeFounder((row) => ({
      ...row,
      identities: [
        { type: 'social', identity: '10815' },
        { type: 'passkey', identity: null },
        { type: 'username', identity: 'founder' },
      ],
    })),
  });
  expect(ended).toMatchObject({ status: 0, warnings: [] });
  expect(ended.members).toEqual(['kp_bo']);
});

it('does not match a user name in the form of an address, and does not remove its person', async () => {
  const ended = await apply({
    protect: [],
    members: [],
    fetch: changeFounder(withType('username')),
  });
  expect(ended).toMatchObject({ status: 0, warnings: ['unidentified-member founder@mail.example'] });
  expect(ended.members).toEqual(['kp_bo', 'kp_founder']);
});

it('keeps a member whose id holds a comma, and names them', async () => {
  const odd = { id: 'kp_1,kp_2', emails: ['odd@acme.example'] };
  const sandbox = createSandbox({
    seed: makeTenant({
      people: [odd],
      organizations: [
        { code: 'org_home', name: 'Home' },
        { code: 'org_a', name: 'Acme', members: ['bo', 'cho', { user: 'kp_1,kp_2' }] },
      ],
    }),
  });
  const cwd = await makeFolder({
    'kinde.yaml': 'version: 1\norganizations: [{ code: org_a, members: [bo@acme.example] }]\n',
  });
  const ended = await runInWorld(['apply', '--yes', '--format', 'json'], { sandbox, cwd });
  expect(ended.status).toBe(0);
  expect(reportOf(ended).warnings.map(({ code, email }) => [code, email])).toEqual([
    ['unidentified-member', 'odd@acme.example'],
  ]);
  expect(membersOf(sandbox, 'org_a')).toEqual(['kp_1,kp_2', 'kp_bo']);
});

it('adds and removes a person whose id holds a comma, where the list of everyone shows them', async () => {
  const odd = { id: 'kp_1,kp_2', emails: ['odd@acme.example'] };
  const codes = ['org_1', 'org_2', 'org_3', 'org_4'];
  const sandbox = createSandbox({
    seed: makeTenant({
      people: [odd],
      organizations: [
        { code: 'org_home', name: 'Home' },
        ...codes.map((code) => ({ code, name: code, members: ['bo', 'cho', { user: 'kp_1,kp_2' }] })),
        { code: 'org_5', name: 'org_5', members: ['bo'] },
      ],
    }),
    intercept: ({ operation, count }) =>
      /OrganizationUsers$/.test(operation) && operation !== 'GetOrganizationUsers' && count === 1
        ? 'drop-before'
        : undefined,
  });
  const entries = codes.map((code) => `{ code: ${code}, members: [bo@acme.example, cho@acme.example] }`);
  const joined = '{ code: org_5, members: [bo@acme.example, odd@acme.example] }';
  const cwd = await makeFolder({
    'kinde.yaml': `version: 1\norganizations: [${[...entries, joined].join(', ')}]\n`,
  });
  const ended = await runInWorld(['apply', '--yes', '--format', 'json', '--concurrency', '1'], {
    sandbox,
    cwd,
  });
  expect([ended.status, reportOf(ended).verified]).toEqual([0, true]);
  expect(membersOf(sandbox, 'org_1')).toEqual(['kp_bo', 'kp_cho']);
  expect(membersOf(sandbox, 'org_5')).toEqual(['kp_1,kp_2', 'kp_bo']);
});
