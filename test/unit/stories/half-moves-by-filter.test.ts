// `--organization` with the organization that somebody leaves, while the files list them in one that it leaves out.
import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox/index.js';
import { makeFolder, membersOf, reportOf, runInWorld } from '../../fake-world.js';
import { makeTenant } from '../../tenant.js';

const mail = (name: string): string => `${name}@acme.example`;

interface Scene {
  /** The entry that the filter leaves out. */
  readonly other: string;
  readonly inBeta?: readonly string[];
  readonly args?: readonly string[];
}

async function apply({ other, inBeta = ['dee'], args = ['--organization', 'org_a'] }: Scene) {
  const sandbox = createSandbox({
    seed: makeTenant({
      people: [{ id: 'kp_bo', emails: [mail('bo'), 'second@acme.example'] }],
      organizations: [
        { code: 'org_home', name: 'Home', isDefault: true },
        { code: 'org_a', name: 'Acme', members: ['ann', 'bo', 'cho'] },
        { code: 'org_b', name: 'Beta', members: inBeta },
      ],
    }),
  });
  const cwd = await makeFolder({
    'kinde.yaml': `version: 1\norganizations:\n  - { code: org_a, membership: exact, members: [${mail('ann')}] }\n  - ${other}\n`,
  });
  const ended = await runInWorld(['apply', '--yes', '--format', 'json', '--allow-removals', 'all', ...args], {
    sandbox,
    cwd,
  });
  const report = reportOf(ended);
  const held = report.warnings.filter(({ code }) => code === 'removal-held-back');
  return { ...ended, held, requests: report.requests, inAcme: membersOf(sandbox, 'org_a') };
}

const listing = (member: string): string =>
  `{ code: org_b, membership: exact, members: [${mail('dee')}, ${member}] }`;

describe('a removal of somebody whom an organization lists that the filter leaves out', () => {
  it.each([
    ['by address', listing(mail('bo'))],
    ['by a second address', listing('second@acme.example')],
    ['by id', listing('{ id: kp_bo }')],
    ['in a list that only adds', listing(mail('bo')).replace('exact', 'additive')],
    [
      'in an organization to create',
      `{ externalId: new, name: New, allowRegistrations: false, members: [${mail('bo')}] }`,
    ],
  ])('is held back if they are not there yet: %s', async (_, other) => {
    const { status, held, inAcme } = await apply({ other });
    expect([status, inAcme]).toEqual([0, ['kp_ann', 'kp_bo']]);
    expect(held.map(({ email, organization }) => [email, organization?.name])).toEqual([
      [mail('bo'), 'Acme'],
    ]);
    expect(held[0]?.message).toContain('--organization');
  });

  it('is sent if they are there already', async () => {
    const { status, held, inAcme } = await apply({ other: listing(mail('bo')), inBeta: ['dee', 'bo'] });
    expect([status, held, inAcme]).toEqual([0, [], ['kp_ann']]);
  });

  it.each([[['--organization', 'org_a', '--organization', 'org_b']], [[]]])(
    'is sent with the addition if both are selected: %j',
    async (args) => {
      const { status, held, inAcme } = await apply({ other: listing(mail('bo')), args });
      expect([status, held, inAcme]).toEqual([0, [], ['kp_ann']]);
    },
  );

  it('takes no more requests', async () => {
    const { requests: listed } = await apply({ other: listing(mail('bo')) });
    const { requests: unlisted } = await apply({ other: listing(mail('ann')) });
    expect(listed).toEqual(unlisted);
  });
});
