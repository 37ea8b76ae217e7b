// Tests the rows of invitations and connections in each form that Kinde may send.
import { expect, it } from 'vitest';
import type { JsonObject } from '../../../src/kinde/http/read-json.js';
import { readWholeOrganization } from '../../../src/kinde/rows/organization-row.js';
import { readConnections, readInvitation } from '../../../src/kinde/rows/way-in-row.js';

it('reads a nested and a flat connection alike', () => {
  const own = { id: 'conn_1', name: 'acme', display_name: 'Acme SSO', strategy: 'saml:okta' };
  const expected = { rows: [{ id: 'conn_1', name: 'Acme SSO', strategy: 'saml:okta' }], isWhole: true };
  expect(
    readConnections({ connections: [{ code: 'OK', message: '', connection: own }], has_more: false }),
  ).toEqual(expected);
  expect(readConnections({ connections: [own] })).toEqual(expected);
});

it('knows that a list with more connections is not whole', () => {
  expect(readConnections({ connections: [], has_more: true }).isWhole).toBe(false);
});

it('refuses an answer without a list and a connection without an id', () => {
  expect(() => readConnections({})).toThrow('connections');
  expect(() => readConnections({ connections: [{ connection: { name: 'x' } }] })).toThrow('id');
});

it('takes from an invitation neither its link nor its code', () => {
  const row = {
    id: 'inv_1',
    code: 'inv_secret',
    email: 'a@b.example',
    roles: [
      { key: 'b', name: 'B' },
      { key: 'a', name: 'A' },
    ],
    created_on: '2026-11-18T13:32:03+11',
    is_sent: true,
    is_revoked: false,
    accepted_on: null,
    invite_link: 'https://x.example/?code=inv_secret',
  };
  const read = readInvitation(row);
  expect(read).toEqual({
    id: 'inv_1',
    isPending: true,
    email: 'a@b.example',
    roles: ['a', 'b'],
    createdOn: '2026-11-18T02:32:03Z',
    isSent: true,
  });
  expect(readInvitation({ ...row, is_revoked: true }).isPending).toBe(false);
  expect(readInvitation({ ...row, accepted_on: '2026-11-19T00:00:00Z' }).isPending).toBe(false);
  // Some servers write the start of their calendar, or an empty text, for "never".
  for (const never of ['0001-01-01T00:00:00Z', '1970-01-01T00:00:00Z', ''])
    expect(readInvitation({ ...row, accepted_on: never }).isPending).toBe(true);
});

it('tells no domains from no limit', () => {
  const domainsOf = (fields: JsonObject) =>
    readWholeOrganization({ code: 'org_1', name: 'Acme', ...fields }, 'org_1').registrationDomains;
  expect(domainsOf({})).toBeNull();
  expect(domainsOf({ allowed_domains: [] })).toEqual([]);
  expect(domainsOf({ allowed_domains: ['b', 'a', 'b'] })).toEqual(['a', 'b']);
});
