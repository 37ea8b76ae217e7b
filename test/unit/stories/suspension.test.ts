// A suspension in one organization counts there alone, and however the memberships are read.
import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import type { Sandbox } from '../../../src/sandbox/index.js';
import { makeFolder, membersOf, planOf, runInWorld } from '../../fake-world.js';
import { makeTenant } from '../../tenant.js';

async function run(sandbox: Sandbox, text: string, command: readonly string[] = ['plan']) {
  const cwd = await makeFolder({ 'kinde.yaml': `version: 1\n${text}` });
  return runInWorld([...command, '--format', 'json'], { sandbox, cwd });
}

const guardsOf = (ended: Parameters<typeof planOf>[0]): readonly string[] =>
  planOf(ended).refusals.map(({ guard }) => guard);

describe('somebody who is suspended in another organization', () => {
  const seed = makeTenant({
    people: ['b'],
    organizations: [
      {
        code: 'org_1',
        name: 'One',
        isDefault: true,
        members: ['a admin', { user: 'kp_b', roles: ['member'], isSuspended: true }, 'c member'],
      },
      { code: 'org_2', name: 'Two', members: ['b admin', 'c member', 'd member'] },
    ],
  });
  const configure = (b: string): string => `safety: { keepHolder: [admin] }
organizations:
  - code: org_1
    members: [a@acme.example, b@acme.example, c@acme.example]
  - code: org_2
    members: [${b}c@acme.example, d@acme.example]
`;

  it.each([
    ['leaves', ''],
    ['loses the role', '{ email: b@acme.example, roles: [member] }, '],
  ])('is the last holder of a role: refused where they %s', async (_, b) => {
    const sandbox = createSandbox({ seed });
    const ended = await run(sandbox, configure(b), ['apply', '--yes']);
    expect([ended.status, guardsOf(ended)]).toEqual([3, ['keep-holder']]);
    expect(membersOf(sandbox, 'org_2')).toEqual(['kp_b', 'kp_c', 'kp_d']);
  });

  it('does not count as a new holder, since the list may mean a suspension everywhere', async () => {
    const joining = `safety: { keepHolder: [admin] }
organizations:
  - code: org_1
    members: [{ email: c@acme.example, roles: [admin] }, b@acme.example]
  - code: org_3
    members: [{ email: b@acme.example, roles: [admin] }, c@acme.example]
`;
    const members = [{ user: 'kp_a', roles: ['admin'] }, { user: 'kp_c' }];
    const third = { code: 'org_3', name: 'Three', members };
    const sandbox = createSandbox({ seed: { ...seed, organizations: [...seed.organizations, third] } });
    expect(guardsOf(await run(sandbox, joining))).toEqual(['keep-holder']);
  });
});

describe('somebody who is suspended in an organization, whose members a list of everyone shows', () => {
  const codes = ['org_0', 'org_1', 'org_2', 'org_3', 'org_4'];
  const seed = makeTenant({
    people: ['b'],
    organizations: codes.map((code, index) => ({
      code,
      name: code,
      isDefault: index === 0,
      members: [
        'a admin',
        { user: 'kp_b', roles: ['admin'], isSuspended: index === 1 },
        'c member',
        'd member',
      ],
    })),
  });
  const configure = (count: number, last: string, at = 1): string => `safety: { keepHolder: [admin] }
organizations:
${codes
  .slice(0, count)
  .map(
    (code, index) =>
      `  - code: ${code}\n    members: [${index === at ? last : '{ email: a@acme.example, roles: [admin] }, '}{ email: b@acme.example, roles: [admin] }, c@acme.example, d@acme.example]\n`,
  )
  .join('')}`;

  it.each([
    [2, 'leaves', ''],
    [5, 'leaves', ''],
    [2, 'loses the role', '{ email: a@acme.example, roles: [member] }, '],
    [5, 'loses the role', '{ email: a@acme.example, roles: [member] }, '],
  ])('holds nothing: with %i organizations refused where the other holder %s', async (count, _, a) => {
    const sandbox = createSandbox({ seed });
    const ended = await run(sandbox, configure(count, a), ['apply', '--yes']);
    expect([ended.status, guardsOf(ended)]).toEqual([3, ['keep-holder']]);
    expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  });

  it('takes one request more, for the organization that loses a holder alone', async () => {
    const sandbox = createSandbox({ seed });
    const listed = await run(sandbox, configure(5, '', 9));
    const { GET: before = 0 } = planOf(listed).requests;
    const ended = await run(sandbox, configure(5, '', 2));
    expect(planOf(ended).requests).toEqual({ GET: before + 1 });
    expect(planOf(ended).reads).toContainEqual(
      expect.objectContaining({ list: 'members', lists: 1, pages: 1 }),
    );
    expect(planOf(ended).changes).toHaveLength(1);
    expect(guardsOf(ended)).toEqual([]);
  });

  it.each([2, 5])('refuses the plan under refuseOn with %i organizations', async (count) => {
    const sandbox = createSandbox({ seed });
    const text = configure(count, '', 9).replace('keepHolder: [admin]', 'refuseOn: [suspended-member]');
    const ended = await run(sandbox, text);
    expect([ended.status, guardsOf(ended)]).toEqual([3, ['refused-warning']]);
    expect(planOf(ended).warnings.map(({ code }) => code)).toEqual(['suspended-member']);
  });
});
