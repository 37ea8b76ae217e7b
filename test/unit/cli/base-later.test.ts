// `plan --base`: what a pull request changes in the files that has no effect on Kinde today. Memberships that last longer and rules that
// become weaker are told, in every format, and cost no request.
import { describe, expect, it, test } from 'vitest';
import type { Notice } from '../../../src/model/notice.js';
import { createSandbox } from '../../../src/sandbox/index.js';
import { makeFolder, runInWorld } from '../../fake-world.js';
import { makeTenant } from '../../tenant.js';

const start = Date.parse('2026-11-22T12:00:00Z');
const seed = makeTenant({
  environment: { code: 'production', name: 'Production' },
  passkeys: 'mandatory',
  featureFlags: { beta: { type: 'bool', value: 'true' } },
  permissions: [{ key: 'read', name: 'Read' }],
  people: [{ id: 'kp_eve', emails: ['eve@acme.example', 'eve@home.example'] }],
  organizations: [
    {
      code: 'org_home',
      name: 'Home',
      isDefault: true,
      members: ['ann admin', 'kai admin', 'eve admin viewer'],
    },
    { code: 'org_beta', name: 'Beta', allowRegistrations: false, members: ['ann admin'] },
  ],
});

interface Printed {
  readonly changes: readonly object[];
  readonly warnings: readonly Notice[];
}

async function plan(base: string, now: string, ...args: readonly string[]) {
  const sandbox = createSandbox({ seed, now: () => start });
  const cwd = await makeFolder({ 'kinde.yaml': `version: 1\n${now}`, 'base.yaml': `version: 1\n${base}` });
  const ended = await runInWorld(['plan', ...args], { sandbox, cwd, start });
  expect({ status: ended.status, stderr: ended.stderr }).toEqual({ status: 0, stderr: '' });
  return { stdout: ended.stdout, requests: sandbox.requests().length };
}

const fromBase = ['--base', 'base.yaml'] as const;

/** Returns the messages with one of the two codes, from the base to the head. */
async function compare(base: string, now: string): Promise<readonly string[]> {
  const { stdout } = await plan(base, now, '--format', 'json', ...fromBase);
  const { changes, warnings } = JSON.parse(stdout) as Printed;
  expect(changes).toEqual([]);
  return warnings.flatMap(({ code, message }) =>
    code === 'ends-later' || code === 'rules-weakened' ? [`${code}: ${message}`] : [],
  );
}

const home = (...members: readonly string[]): string =>
  `organizations:\n  - { code: org_home, membership: additive, members: [${members.join(', ')}] }\n`;
const kai = (terms: string): string => `{ email: kai@acme.example, roles: [admin]${terms} }`;
const [sooner, later] = [', until: 2026-12-01', ', until: 2036-12-01'];

describe('a membership that lasts longer is told', () => {
  const before = 'Before this pull request, that ended after 2026-12-01.';

  it.each([
    [
      'a later end',
      home(kai(sooner)),
      home(kai(later)),
      `kai@acme.example keeps access to Home as admin until 2036-12-01. ${before}`,
    ],
    [
      'no end',
      home(kai(sooner)),
      home(kai('')),
      `kai@acme.example keeps access to Home as admin without an end. ${before}`,
    ],
    [
      'no end by another address',
      home('{ email: eve@acme.example, until: 2026-12-01 }'),
      home('eve@home.example'),
      `eve@home.example keeps access to Home without an end. ${before}`,
    ],
    [
      'no end by the id',
      home(kai(sooner)),
      home('{ id: kp_kai, roles: [admin] }'),
      `kp_kai keeps access to Home as admin without an end. ${before}`,
    ],
    [
      'a second listing without an end',
      home('{ email: eve@acme.example, until: 2026-12-01 }'),
      home('{ email: eve@acme.example, until: 2026-12-01 }', 'eve@home.example'),
      `eve@acme.example keeps access to Home without an end. ${before}`,
    ],
    [
      'a role with a later end of a person who stays anyway',
      `groups: { staff: [{ email: eve@acme.example, roles: [viewer] }] }\n${home('{ email: eve@acme.example, roles: [admin], until: 2026-12-01 }', '{ group: staff }')}`,
      `groups: { staff: [{ email: eve@acme.example, roles: [viewer] }] }\n${home('{ email: eve@acme.example, roles: [admin], until: 2026-12-24 }', '{ group: staff }')}`,
      `eve@acme.example keeps the role admin in Home until 2026-12-24. ${before}`,
    ],
    [
      'an end that the reference to a group had',
      `groups: { staff: [ann@acme.example, kai@acme.example] }\n${home('{ group: staff, until: 2026-12-01 }')}`,
      `groups: { staff: [ann@acme.example, kai@acme.example] }\n${home('{ group: staff }')}`,
      `2 people keep access to Home without an end. ${before} They are ann@acme.example, kai@acme.example.`,
    ],
    [
      'a listing that has ended and holds again',
      home(kai(', until: 2026-11-01')),
      home(kai(later)),
      'kai@acme.example keeps access to Home as admin until 2036-12-01. Before this pull request, that ended after 2026-11-01.',
    ],
  ])('by %s', async (_, base, now, message) => {
    expect(await compare(base, now)).toEqual([`ends-later: ${message}`]);
  });

  it.each([
    ['an equal end', home(kai(sooner)), home(kai(sooner))],
    ['an earlier end', home(kai(later)), home(kai(sooner))],
    ['a first end', home(kai('')), home(kai(sooner))],
    [
      'another line that says the same',
      home(kai(sooner)),
      `groups: { staff: [${kai('')}] }\n${home('{ group: staff, until: 2026-12-01 }')}`,
    ],
    [
      'an end beside a listing without one',
      home('{ email: eve@acme.example, until: 2026-12-01 }', 'eve@home.example'),
      home('eve@home.example'),
    ],
    [
      'a new end beside a listing without one',
      home('{ email: eve@acme.example, until: 2026-12-01 }', 'eve@home.example'),
      home('{ email: eve@acme.example, until: 2036-12-01 }', 'eve@home.example'),
    ],
  ])('and not by %s', async (_, base, now) => {
    expect(await compare(base, now)).toEqual([]);
  });
});

describe('a rule that becomes weaker is told', () => {
  const entry = (text: string): string => `organizations:\n  - { code: org_home, ${text} }\n`;
  const members = 'membership: additive, members: [{ email: ann@acme.example, roles: [admin] }]';
  const lock = 'environment: { code: production }\n';
  const some = entry(members);
  const role = 'business: { managedFrom: staging, roles: [{ key: viewer, permissions: [] }] }\n';

  it.each([
    ['the lock', lock + some, some, /^environment\.code locked the files to the environment production\. /],
    ['a leaver', `leavers: [gone@acme.example]\n${some}`, some, /^leavers loses gone@acme\.example\. /],
    [
      'allowed domains',
      entry(`allowedEmailDomains: [acme.example], ${members}`),
      some,
      /^Home loses allowedEmailDomains, which limited its members to acme\.example\./,
    ],
    [
      'one more allowed domain',
      entry(`allowedEmailDomains: [acme.example], ${members}`),
      entry(`allowedEmailDomains: [acme.example, evil.example], ${members}`),
      /^allowedEmailDomains of Home also admits members of evil\.example\./,
    ],
    [
      'newcomers',
      entry(`newcomers: refuse, ${members}`),
      entry(`newcomers: invite, ${members}`),
      /^newcomers of Home changes from refuse to invite\./,
    ],
    [
      'newcomers, by the default',
      entry(`newcomers: refuse, ${members}`),
      some,
      /^newcomers of Home changes from refuse to create\./,
    ],
    [
      'an exact list',
      entry('membership: exact, members: [ann@acme.example, kai@acme.example, eve@acme.example]'),
      entry('membership: additive, members: [ann@acme.example, kai@acme.example, eve@acme.example]'),
      /^membership of Home changes from exact to additive/,
    ],
    [
      'the roles of a member',
      some,
      entry('membership: additive, members: [ann@acme.example]'),
      /^The files no longer say the roles of ann@acme\.example in Home\./,
    ],
    [
      'registrations',
      entry('allowRegistrations: false'),
      entry('name: Home'),
      /^allowRegistrations of Home is no longer in the files/,
    ],
    [
      'an entry',
      'organizations: [{ code: org_beta, allowRegistrations: false }]\n',
      'organizations: []\n',
      /^Beta is no longer in the files\./,
    ],
    [
      'a value of the environment',
      'environment: { passkeys: mandatory }\norganizations: []\n',
      'organizations: []\n',
      /^passkeys of the environment is no longer in the files\./,
    ],
    [
      'a flag',
      'environment: { featureFlags: { beta: true } }\norganizations: []\n',
      'organizations: []\n',
      /^featureFlags beta of the environment is no longer in the files\./,
    ],
    [
      'the permissions of a role',
      `${role}organizations: []\n`,
      `${role.replace(', permissions: []', '')}organizations: []\n`,
      /^business\.roles viewer no longer says its permissions\./,
    ],
    [
      'a role',
      `${role}organizations: []\n`,
      'organizations: []\n',
      /^business\.roles viewer is no longer in the files\./,
    ],
    [
      'managedFrom',
      `${role}organizations: []\n`,
      `${role.replace('staging', 'test')}organizations: []\n`,
      /^business\.managedFrom changes from staging to test\./,
    ],
  ])('%s', async (_, base, now, message) => {
    const told = await compare(base, now);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^rules-weakened: /);
    expect(told[0]?.replace('rules-weakened: ', '')).toMatch(message);
    // The way back takes nothing away.
    expect(await compare(now, base)).toEqual(
      base.includes('managedFrom') && now.includes('test') ? [expect.stringMatching(/managedFrom/)] : [],
    );
  });

  it('also if the base does not fit Kinde', async () => {
    const { stdout } = await plan(
      `environment: { code: staging }\n${some}`,
      some,
      '--format',
      'json',
      ...fromBase,
    );
    const { warnings } = JSON.parse(stdout) as Printed;
    expect(warnings.map(({ code }) => code)).toEqual(['base-unusable', 'rules-weakened']);
  });

  it('and a lock that names another environment', async () => {
    const { stdout } = await plan(
      `environment: { code: staging }\n${some}`,
      lock + some,
      '--format',
      'json',
      ...fromBase,
    );
    const { warnings } = JSON.parse(stdout) as Printed;
    expect(warnings.at(-1)?.message).toMatch(/environment staging, and now locks them to production\./);
  });

  it('and domains that limited who may register', async () => {
    const domains = entry('allowRegistrations: true, registrationDomains: [acme.example]');
    const { stdout } = await plan(
      domains,
      entry('allowRegistrations: true'),
      '--format',
      'json',
      ...fromBase,
    );
    const { warnings } = JSON.parse(stdout) as Printed;
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^registrationDomains of Home is no longer .* said acme\.example\./),
    ]);
  });

  it('and a switch that the files no longer ask for', async () => {
    const declared = 'environment: { signUp: { allowSelfSignUp: false } }\norganizations: []\n';
    const told = await compare(declared, 'organizations: []\n');
    expect(told).toEqual([
      expect.stringMatching(/^rules-weakened: environment\.signUp\.allowSelfSignUp is no longer/),
    ]);
  });
});

describe('a request with no effect today', () => {
  const base = `environment: { code: production }\nleavers: [gone@acme.example]\n${home(kai(sooner), 'eve@acme.example')}`;
  const now = home(kai(later), '{ email: eve@acme.example }');

  it('says in the comment what has its effect later, first of all in the headline', async () => {
    const text = (await plan(base, now, '--format', 'markdown', ...fromBase)).stdout;
    expect(text.split('\n')[0]).toBe(
      '## No changes today, but 1 membership lasts longer and 2 rules become weaker',
    );
    expect(text).toContain("nobody's access changes today.");
    expect(text).toMatch(
      /### Access lasts longer \(1\)[^]*`kai@acme\.example` keeps access[^]*### Rules become weaker \(2\)/,
    );
    expect(text).not.toContain('### Warnings');
  });

  it('says so beside the changes of today', async () => {
    const more = now.replace('{ email: eve', 'new@acme.example, { email: eve');
    const text = (await plan(base, more, '--format', 'markdown', ...fromBase)).stdout;
    expect(text.split('\n')[0]).toBe(
      '## 1 person joins Home, 1 membership lasts longer, 2 rules become weaker',
    );
  });

  it('says so in the terminal', async () => {
    const text = (await plan(base, now, ...fromBase)).stdout;
    expect(text).toMatch(/\nAccess lasts longer\n {2}ends-later: kai@/);
    expect(text).toMatch(/\nRules become weaker\n {2}rules-weakened: /);
    expect(text).toMatch(/\nLater: 1 membership lasts longer\.\nLater: 2 rules become weaker\.\n/);
  });
});

test('masked addresses are masked in what is told of later, too', async () => {
  const args = [...fromBase, '--mask-emails'];
  const { stdout } = await plan(home(kai(sooner)), home(kai(later)), ...args);
  expect(stdout).toContain('Access lasts longer');
  expect(stdout).not.toContain('kai@acme.example');
});

test('without a base nothing is compared, and with one it costs no request', async () => {
  const [base, now] = [home(kai(sooner)), home(kai(later))];
  const alone = await plan(base, now, '--format', 'markdown');
  expect(alone.stdout.split('\n')[0]).toBe('## No changes');
  expect((await plan(base, now, '--format', 'markdown', ...fromBase)).requests).toBe(alone.requests);
});
