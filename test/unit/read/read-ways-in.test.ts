// Tests which requests the reading of the ways in sends if a scope is missing, and which errors end it.
import { describe, expect, it } from 'vitest';
import { ApiError, NetworkError } from '../../../src/model/errors.js';
import type { LiveOrganization } from '../../../src/model/live.js';
import { reads, waysInReads } from '../../../src/model/operations/operations.js';
import { readWaysIn } from '../../../src/read/read-ways-in.js';
import type { ReadWaysInOptions } from '../../../src/read/read-ways-in.js';

const organization: LiveOrganization = {
  code: '',
  name: '',
  handle: null,
  externalId: null,
  isDefault: false,
  allowRegistrations: false,
};

const organizations: readonly LiveOrganization[] = ['org_1', 'org_2', 'org_3'].map((code, index) => ({
  code,
  name: code,
  handle: null,
  externalId: null,
  isDefault: index === 0,
  allowRegistrations: [false, true, null][index] ?? null,
}));

type Client = ReadWaysInOptions['client'];

const owner = { id: 'r_1', key: 'owner', name: 'Owner', description: null, isDefault: null };

const answers: Client = {
  listRoles: () => Promise.resolve({ rows: [owner], pages: 1 }),
  getOrganization: (code) => Promise.resolve({ ...organization, code, registrationDomains: [] }),
  listInvitations: () => Promise.resolve({ rows: [], pages: 1 }),
  listConnections: () => Promise.resolve({ rows: [], isWhole: true }),
  listSystemPermissions: () => Promise.resolve({ rows: ['org:write:members'], pages: 1 }),
};

async function read(scopes: readonly string[] | null, instead: Partial<Client> = {}) {
  const sent: string[] = [];
  const own: Client = { ...answers, ...instead };
  const note = <Given extends readonly string[], Answer>(name: string, call: (...given: Given) => Answer) => {
    return (...given: Given): Answer => {
      sent.push([name, ...given].join(' '));
      return call(...given);
    };
  };
  const client: Client = {
    listRoles: note('roles', () => own.listRoles()),
    getOrganization: note('domains', (code: string) => own.getOrganization(code)),
    listInvitations: note('invitations', (code: string) => own.listInvitations(code)),
    listConnections: note('connections', (code: string) => own.listConnections(code)),
    listSystemPermissions: note('permissions', (id: string) => own.listSystemPermissions(id)),
  };
  const said: number[] = [];
  const reading = await readWaysIn(organizations, { client, scopes, onReading: (count) => said.push(count) });
  return { ...reading, sent, said };
}

function refuse(code: 'missing-scope' | 'api-refused' | 'bad-answer') {
  return () => Promise.reject(new ApiError(code, `It was ${code}.`, { operation: 'x' }));
}

const everyScope = [
  ...Object.values(waysInReads),
  reads.listInvitations,
  reads.getOrganization,
  reads.listRoles,
].map(({ scope }) => scope);

describe('reading the ways in', () => {
  it('asks for everything once, for domains only where registrations are not closed, and says so before', async () => {
    const { facts, sent, said } = await read(everyScope);
    expect(sent.toSorted()).toEqual([
      'connections org_1',
      'connections org_2',
      'connections org_3',
      'domains org_2',
      'domains org_3',
      'invitations org_1',
      'invitations org_2',
      'invitations org_3',
      'permissions r_1',
      'roles',
    ]);
    expect(said).toEqual([9]);
    expect(facts.addingRoles).toEqual({ value: [{ key: 'owner', name: 'Owner' }] });
  });

  it('asks nothing for which the token lacks the scope', async () => {
    const { facts, sent, said, reads: lists } = await read([]);
    expect({ sent, said, lists }).toEqual({ sent: [], said: [0], lists: [] });
    expect([...facts.invitations.values()].every((looked) => 'why' in looked)).toBe(true);
    expect('why' in facts.addingRoles).toBe(true);
  });

  it('asks once if only the answer shows that the scope is missing', async () => {
    const { facts, sent } = await read(null, { listInvitations: refuse('missing-scope') });
    expect(sent.filter((line) => line.startsWith('invitations'))).toEqual(['invitations org_1']);
    const [first, ...others] = [...facts.invitations.values()];
    expect(first).toEqual({ why: expect.stringContaining('read:organization_invites') as string });
    expect(others).toEqual([first, first]);
  });

  it('goes on after a refusal of one organization', async () => {
    const { facts, sent } = await read(everyScope, {
      listConnections: (code) => (code === 'org_1' ? refuse('api-refused')() : answers.listConnections(code)),
    });
    expect(sent.filter((line) => line.startsWith('connections'))).toHaveLength(3);
    expect([...facts.connections.values()].map((looked) => 'why' in looked)).toEqual([true, false, false]);
  });

  it('leaves the roles open for every organization if one of them was refused', async () => {
    const { facts } = await read(everyScope, { listSystemPermissions: refuse('api-refused') });
    expect('why' in facts.addingRoles).toBe(true);
  });

  it.each([
    ['an answer of another form', refuse('bad-answer')],
    ['a lost connection', () => Promise.reject(new NetworkError('timeout', 'Late.', { operation: 'x' }))],
  ])('ends with %s', async (_, listInvitations) => {
    await expect(read(everyScope, { listInvitations })).rejects.toThrow();
  });
});
