// The guard against too many mails, with a base and with approvals.
import { expect, it } from 'vitest';
import type { Invite } from '../../../src/model/change.js';
import { defaultSafety } from '../../../src/model/desired.js';
import { guardInvitations } from '../../../src/plan/guard-invitations.js';
import { notifyWeakened, uniteSafety } from '../../../src/plan/unite-safety.js';

const invites = (count: number): readonly Invite[] =>
  Array.from({ length: count }, (_, index) => ({
    action: 'invite',
    resource: 'invitation',
    organization: { code: 'org_1', name: 'Acme' },
    email: `guest${index}@fresh.example`,
    roles: [],
    source: 'kinde.yaml:1:1',
  }));

const of = (maxInvitations?: number) =>
  maxInvitations === undefined ? defaultSafety : { ...defaultSafety, maxInvitations };

const stateOf = (maxInvitations?: number) => ({
  environment: { signUp: [], values: new Map() },
  organizations: [],
  safety: of(maxInvitations),
});

it.each([
  [20, undefined, undefined, null, 0],
  [21, undefined, undefined, null, 1],
  [21, 50, undefined, null, 1],
  [21, 50, 50, null, 0],
  [21, undefined, undefined, 21, 0],
  [21, undefined, undefined, 20, 1],
  [1, undefined, undefined, 2, 1],
  [500, 0, 0, 'any', 0],
  [0, 0, 0, null, 0],
] as const)(
  '%i mails with the limit %s, the limit %s in the base and the approval %s',
  (count, own, base, approval, refusals) => {
    const { safety } = uniteSafety(stateOf(own), { desired: stateOf(base), problem: null });
    const found = guardInvitations(invites(count), safety, approval);
    expect(found.map(({ guard }) => guard)).toEqual(
      Array.from({ length: refusals }, () => 'max-invitations'),
    );
  },
);

it('tells a reviewer that the limit rises', () => {
  const base = { desired: stateOf(), problem: null };
  const [notice] = notifyWeakened(stateOf(21), base);
  expect(notice?.message).toContain('safety.maxInvitations rises from 20 to 21');
  expect(notifyWeakened(stateOf(20), base)).toEqual([]);
});
