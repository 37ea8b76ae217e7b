// Tests the rows of the ways in for each answer of Kinde, and for the lack of one.
import { describe, expect, it } from 'vitest';
import type { ReportMembership, ReportOrganization } from '../../../src/model/results/access-report.js';
import { defaultSafety } from '../../../src/model/desired.js';
import type { DesiredState } from '../../../src/model/desired.js';
import type { SwitchStatus } from '../../../src/model/attestation.js';
import type { LiveConnection, WayName, WaysInFacts } from '../../../src/model/ways-in.js';
import { describeWaysIn } from '../../../src/report/describe-ways-in.js';

const organization: ReportOrganization = {
  code: 'org_1',
  name: 'One',
  handle: null,
  externalId: null,
  default: true,
  registrations: 'open',
  managed: null,
  source: null,
  allowedDomains: null,
  members: 1,
};

const nothing: WaysInFacts = {
  domains: new Map([['org_1', { value: [] }]]),
  invitations: new Map([['org_1', { value: [] }]]),
  connections: new Map([['org_1', { value: { rows: [], isWhole: true } }]]),
  addingRoles: { value: [] },
};

function membership(person: string, roles: readonly string[] | null): ReportMembership {
  const unknown = {
    joinedOn: null,
    lastSeen: null,
    dormant: null,
    suspended: null,
    outsideDomains: null,
    managedBy: null,
    until: null,
    ends: null,
    reason: null,
  };
  return { organization: 'org_1', person, roles, ...unknown };
}

interface Given {
  readonly facts?: Partial<WaysInFacts>;
  readonly registrations?: ReportOrganization['registrations'];
  readonly memberships?: readonly ReportMembership[];
  readonly desired?: DesiredState;
}

function describeAll({ facts = {}, registrations = 'open', memberships = [], desired }: Given) {
  return describeWaysIn({
    organizations: [{ ...organization, registrations }],
    memberships,
    facts: { ...nothing, ...facts },
    desired: desired ?? null,
  });
}

function statesOf(way: WayName, given: Given): readonly (readonly (string | null)[])[] {
  const own = describeAll(given).filter((one) => one.way === way);
  return own.map(({ state, subject }) => [state, subject]);
}

const why = { why: 'Kinde refused.' };

it('is "not looked at" for every way without an answer, never closed', () => {
  const facts: WaysInFacts = {
    domains: new Map(),
    invitations: new Map(),
    connections: new Map(),
    addingRoles: why,
  };
  const ways = describeAll({ facts, registrations: 'unknown' });
  expect(ways.map(({ way, state }) => [way, state])).toEqual([
    ['registrations', 'unknown'],
    ['invitation', 'not-looked-at'],
    ['connection', 'not-looked-at'],
    ['role', 'not-looked-at'],
    ['directory', 'not-looked-at'],
    ['default-organization', 'not-looked-at'],
  ]);
});

describe('registrations', () => {
  const withDomains = (domains: WaysInFacts['domains']): Given => ({ facts: { domains } });

  it.each<[string, Given, readonly (readonly (string | null)[])[]]>([
    ['that are closed', { registrations: 'closed' }, [['closed', null]]],
    ['that Kinde does not tell', { registrations: 'unknown' }, [['unknown', null]]],
    ['for anyone', {}, [['open', null]]],
    [
      'whose domains Kinde does not tell',
      withDomains(new Map([['org_1', { value: null }]])),
      [['open', null]],
    ],
    ['whose domains were not looked at', withDomains(new Map([['org_1', why]])), [['open', null]]],
    [
      'for two domains',
      withDomains(new Map([['org_1', { value: ['b.example', 'a.example'] }]])),
      [
        ['open', 'a.example'],
        ['open', 'b.example'],
      ],
    ],
  ])('%s', (_, given, states) => {
    expect(statesOf('registrations', given)).toEqual(states);
  });
});

describe('connections', () => {
  const given = (rows: readonly LiveConnection[], isWhole = true): Given => ({
    facts: { connections: new Map([['org_1', { value: { rows, isWhole } }]]) },
  });
  const one = (id: string, strategy: string | null, name: string | null = null) => ({ id, strategy, name });

  it.each<[string, Given, readonly (readonly (string | null)[])[]]>([
    [
      'are shown by name, else by id',
      given([one('c_2', 'saml:okta'), one('c_1', 'saml:custom', 'Acme SSO')]),
      [
        ['open', 'Acme SSO'],
        ['open', 'c_2'],
      ],
    ],
    ['leave out social ones', given([one('c_1', 'oauth2:google')]), [['closed', null]]],
    [
      'keep Entra ID and a strategy that is not known',
      given([one('c_1', 'oauth2:azure_ad'), one('c_2', 'new:thing'), one('c_3', null)]),
      [
        ['open', 'c_1'],
        ['open', 'c_2'],
        ['open', 'c_3'],
      ],
    ],
    [
      'are never "none" if Kinde has more',
      given([one('c_1', 'oauth2:google')], false),
      [['not-looked-at', null]],
    ],
  ])('%s', (_, facts, states) => {
    expect(statesOf('connection', facts)).toEqual(states);
  });
});

describe('roles that add members', () => {
  const facts = {
    addingRoles: {
      value: [
        { key: 'owner', name: 'Owner' },
        { key: 'lead', name: 'Lead' },
      ],
    },
  };

  it('are those that a member holds, with the number of holders', () => {
    const memberships = [membership('a', ['owner']), membership('b', ['owner', 'x']), membership('c', ['x'])];
    const own = describeAll({ facts, memberships }).filter(({ way }) => way === 'role');
    expect(own.map(({ state, subject, holders }) => [state, subject, holders])).toEqual([
      ['open', 'owner', 2],
    ]);
  });

  it('are unknown if Kinde does not show the roles of a member, unless no role adds members', () => {
    const memberships = [membership('a', null), membership('b', ['lead'])];
    expect(statesOf('role', { facts, memberships })).toEqual([
      ['unknown', null],
      ['open', 'lead'],
    ]);
    expect(statesOf('role', { memberships })).toEqual([['closed', null]]);
  });
});

describe("the default organization's switch", () => {
  const place = { file: 'kinde.yaml', line: 1, column: 1 };
  const stating = (value: boolean, status: SwitchStatus): DesiredState => ({
    environment: {
      signUp: [{ setting: 'signUpToDefaultOrganization', value, place, status }],
      values: new Map(),
    },
    safety: defaultSafety,
    organizations: [],
  });
  const said = { by: 'Ann', at: '2026-11-01T10:00:00Z' };

  it.each<[string, boolean, SwitchStatus, string]>([
    ['attested as on', true, { is: 'attested', ...said, until: '2027-01-30' }, 'open'],
    ['attested as off', false, { is: 'attested', ...said, until: '2027-01-30' }, 'closed'],
    ['never attested', false, { is: 'never' }, 'not-looked-at'],
    ['attested otherwise', false, { is: 'otherwise', ...said }, 'not-looked-at'],
    ['attested too long ago', false, { is: 'expired', ...said, until: '2026-11-02' }, 'not-looked-at'],
  ])('%s', (_, value, status, state) => {
    expect(statesOf('default-organization', { desired: stating(value, status) })).toEqual([[state, null]]);
  });

  it('is a way into the default organization only', () => {
    const ways = describeWaysIn({
      organizations: [{ ...organization, default: false }],
      memberships: [],
      facts: nothing,
      desired: null,
    });
    expect(ways.filter(({ way }) => way === 'default-organization')).toEqual([]);
  });
});
