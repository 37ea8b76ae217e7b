// The sentence on who stays in an organization that loses too many members.
import { expect, it } from 'vitest';
import type { RemoveMember } from '../../../src/model/change.js';
import type { LiveMember } from '../../../src/model/live.js';
import { describeRest } from '../../../src/plan/describe-rest.js';

const ref = { code: 'org_acme', name: 'Acme' };

function member(userId: string, roles: readonly string[] | null): LiveMember {
  return { userId, email: null, fullName: '', roles, isSuspended: false };
}

function gone(userId: string, roles?: readonly string[]): RemoveMember {
  const base = { action: 'remove', resource: 'member', organization: ref, email: null, userId } as const;
  return { ...base, source: 'kinde.yaml:1:1', ...(roles === undefined ? {} : { roles }) };
}

function tell(members: readonly LiveMember[], removals: readonly RemoveMember[], suspended = ''): string {
  const state = { isSuspended: (_code: string | null, userId: string) => userId === suspended };
  return describeRest({ ref, members: [], unchanged: members }, removals, state);
}

const staff = [member('ann', ['admin']), member('bo', ['admin', 'viewer']), member('cy', [])];

it.each([
  [
    'counts who still holds a lost role',
    [gone('ann', ['admin'])],
    '',
    ' 2 people stay. After this, 1 person has the role admin.',
  ],
  [
    'says that none does',
    [gone('bo', ['viewer'])],
    '',
    ' 2 people stay. After this, no one has the role viewer.',
  ],
  [
    'counts no suspended holder',
    [gone('ann', ['admin'])],
    'bo',
    ' 2 people stay. After this, no one has the role admin. Suspended people do not count.',
  ],
  [
    'joins the roles',
    [gone('cy', ['viewer', 'admin', 'member'])],
    '',
    ' 2 people stay. After this, 2 people have the role admin, no one has the role member, and 1 person has the role viewer.',
  ],
  ['names no role that nobody loses', [gone('cy', [])], '', ' 2 people stay.'],
  ['knows one who stays', [gone('ann'), gone('bo')], '', ' 1 person stays.'],
  ['says nothing of an emptied organization', staff.map(({ userId }) => gone(userId)), '', ''],
])('%s', (_, removals, suspended, words) => {
  expect(tell(staff, removals, suspended)).toBe(words);
});

it('names no roles if Kinde does not show those of a person who stays', () => {
  expect(tell([...staff, member('di', null)], [gone('ann', ['admin'])])).toBe(' 3 people stay.');
});

it('names at most five roles', () => {
  const roles = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  expect(tell(staff, [gone('ann', roles)])).toMatch(/no one has the role e and 2 more\.$/);
});
