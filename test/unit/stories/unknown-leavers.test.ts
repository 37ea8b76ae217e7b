// Leavers among so many people that everyone is not read: Kinde's filter and search may miss an address, and the plan says which.
import { expect, it } from 'vitest';
import { planOf } from '../../fake-world.js';
import { openFolder } from '../pull/run-in-folder.js';

const crowd = Array.from({ length: 15_000 }, (_, index) => ({ emails: [`p${index}@crowd.example`] }));
const seed = {
  users: [
    { id: 'kp_ann', emails: ['ann@acme.example'] },
    ...crowd,
    // Behind the first page, which would show every address.
    { id: 'kp_fay', emails: ['fay@home.example', 'Fay@acme.example'] },
  ],
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true },
    { code: 'org_acme', name: 'Acme', members: [{ user: 'kp_ann' }] },
    { code: 'org_wild', name: 'Wild', members: [{ user: 'kp_fay' }, { user: 'kp_ann' }] },
  ],
};

const configuration = `version: 1
leavers: [fay@acme.example, nobody@acme.example, { id: kp_nobody }]
organizations:
  - { code: org_acme, members: [ann@acme.example] }
`;

it.each([
  [{}, ['kp_fay'], ['nobody@acme.example']],
  [{ emailFilterReach: 'preferred' }, ['kp_fay'], ['nobody@acme.example']],
  [
    { emailFilterReach: 'preferred', searchReach: 'preferred' },
    [],
    ['fay@acme.example', 'nobody@acme.example'],
  ],
] as const)(
  'with %j, leavers are removed or named as not proven to be absent',
  async (unknowns, out, unproven) => {
    const { run, write, sandbox } = openFolder({ seed, unknowns });
    write('kinde.yaml', configuration);
    const plan = planOf(await run('plan', '--format', 'json'));
    expect(plan.changes.map((change) => ('userId' in change ? change.userId : null))).toEqual(out);
    expect(plan.warnings.map(({ code }) => code)).toEqual(unproven.map(() => 'absence-not-proven'));
    for (const [index, email] of unproven.entries()) expect(plan.warnings[index]?.message).toContain(email);
    expect((await run('apply', '--yes')).status).toBe(0);
    const wild = sandbox.snapshot().organizations.find(({ code }) => code === 'org_wild');
    expect(wild?.members.some(({ user }) => user === 'kp_fay')).toBe(out.length === 0);
  },
);
