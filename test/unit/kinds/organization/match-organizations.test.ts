// Matches entries with live organizations, and reports a diagnostic for each uncertain match.
import { expect, it } from 'vitest';
import { matchOrganizations } from '../../../../src/kinds/organization/match-organizations.js';
import type { DesiredOrganization, SelectorKey } from '../../../../src/model/desired.js';
import type { LiveOrganization } from '../../../../src/model/live.js';

const live = [
  liveOrganization('org_0', { name: 'Home', isDefault: true }),
  liveOrganization('org_1', { name: 'Acme', externalId: 'acme', handle: 'acme' }),
  liveOrganization('org_2', { name: 'Twin', externalId: 'twin' }),
  liveOrganization('org_3', { name: 'Twin', externalId: 'twin', handle: 'third' }),
];

function liveOrganization(code: string, fields: Partial<LiveOrganization>): LiveOrganization {
  return {
    code,
    name: code,
    handle: null,
    externalId: null,
    isDefault: false,
    allowRegistrations: false,
    ...fields,
  };
}

function entry(by: SelectorKey, value: string, name?: string): DesiredOrganization {
  const place = { file: 'kinde.yaml', line: 1, column: 1 };
  return {
    selector: { by, value },
    place,
    membership: 'exact',
    isMembershipStated: false,
    values: new Map(),
    ...(by === 'default' ? {} : { [by]: { value, place } }),
    ...(name === undefined ? {} : { name: { value: name, place } }),
  };
}

it.each([
  ['default', '', 'org_0'],
  ['code', 'org_2', 'org_2'],
  ['externalId', 'acme', 'org_1'],
  ['handle', 'third', 'org_3'],
  ['name', 'Acme', 'org_1'],
] as const)('finds an organization by its %s', (by, value, code) => {
  const { matches, problems } = matchOrganizations([entry(by, value)], live);
  expect(matches.map((match) => match.live?.code)).toEqual([code]);
  expect(problems).toEqual([]);
});

it.each([
  ['externalId', 'new', 'New'],
  ['handle', 'new', 'New'],
  ['name', 'New', 'New'],
] as const)('creates an organization that is not there by its %s', (by, value, name) => {
  const { matches, problems } = matchOrganizations([entry(by, value, name)], live);
  expect([matches.map((match) => match.live), problems]).toEqual([[null], []]);
});

it.each([
  ['organization-not-found', entry('code', 'org_9', 'New')],
  ['ambiguous-organization', entry('externalId', 'twin')],
  ['ambiguous-organization', entry('name', 'Twin')],
  ['name-needed', entry('externalId', 'new')],
  ['name-needed', entry('handle', 'new')],
  ['name-taken', entry('externalId', 'new', 'Acme')],
  ['name-taken', entry('handle', 'new', 'Twin')],
] as const)('reports %s rather than guess', (code, one) => {
  const { matches, problems } = matchOrganizations([one], live);
  expect([matches, problems.map((problem) => problem.code)]).toEqual([[], [code]]);
});

it('reports a default organization that is not shown', () => {
  const { problems } = matchOrganizations([entry('default', '')], live.slice(1));
  expect(problems.map(({ code }) => code)).toEqual(['organization-not-found']);
});

it('reports two entries that mean one organization, and names it', () => {
  const { problems } = matchOrganizations([entry('code', 'org_1'), entry('name', 'Acme')], live);
  expect(problems.map(({ code }) => code)).toEqual(['duplicate-organization']);
  expect(problems[0]?.message).toContain('org_1');
});

it('tells the codes of all that fit, and the code to adopt', () => {
  const { problems } = matchOrganizations([entry('name', 'Twin'), entry('externalId', 'new', 'Acme')], live);
  expect(problems[0]?.message).toContain('org_2, org_3');
  expect(problems[1]?.hint).toContain('code: org_1');
});
