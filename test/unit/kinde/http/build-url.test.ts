import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildUrl } from '../../../../src/kinde/http/build-url.js';
import { operations } from '../../../../src/model/operations/operations.js';
import { InternalError } from '../../../../src/model/errors.js';

const base = 'https://acme.kinde.com';

describe('buildUrl', () => {
  it('encodes ids that hold a colon, a slash or a question mark', () => {
    const url = buildUrl(base, operations.removeMemberRole, {
      path: { org_code: 'org_1', user_id: 'kp:1/../../x?y#z', role_id: 'r' },
    });
    expect(url).toBe(
      'https://acme.kinde.com/api/v1/organizations/org_1/users/kp%3A1%2F..%2F..%2Fx%3Fy%23z/roles/r',
    );
  });

  it.each(['', '.', '..', '\ud800'])('refuses %j as a part of a path', (org_code) => {
    expect(() => buildUrl(base, operations.listMembers, { path: { org_code } })).toThrow(InternalError);
  });

  it('refuses a path with a part left open', () => {
    expect(() => buildUrl(base, operations.listMembers)).toThrow(InternalError);
  });

  it('encodes the plus sign and the comma of a filter', () => {
    const url = buildUrl(base, operations.listUsers, { query: { email: 'a+b@acme.com,c@acme.com' } });
    expect(url).toBe('https://acme.kinde.com/api/v1/users?email=a%2Bb%40acme.com%2Cc%40acme.com');
  });

  it('writes a space in a way that no server takes for a plus sign', () => {
    const parts = { path: { org_code: 'org_1', feature_flag_key: 'a b' }, query: { value: 'c d+e' } };
    expect(buildUrl(base, operations.setOrganizationFlag, parts)).toBe(
      'https://acme.kinde.com/api/v1/organizations/org_1/feature_flags/a%20b?value=c%20d%2Be',
    );
  });

  it('keeps host, number of path segments and parameters for any part', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        fc.pre(!/^\.{1,2}$/.test(text));
        const url = new URL(
          buildUrl(base, operations.listMembers, { path: { org_code: text }, query: { next_token: text } }),
        );
        expect(url.origin).toBe(base);
        expect(url.pathname.split('/')).toHaveLength(6);
        expect(decodeURIComponent(url.pathname.split('/')[4] ?? '')).toBe(text);
        expect([...url.searchParams]).toEqual([['next_token', text]]);
      }),
    );
  });
});
