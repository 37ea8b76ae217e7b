// Tests that undo restores exactly the changes of an apply.
import { describe, expect, it } from 'vitest';
import { errorCodeIn, reportOf } from '../../../fake-world.js';
import { onlyKnown, openStage, warningsOf } from './scene.js';

describe('undo after an apply of sixty mixed changes', () => {
  it.each([
    ['as usual', {}],
    ['where role changes only add', { patchRoles: 'add' }],
    ['where new people land in the default organization, too', { createdUsers: 'also-default' }],
    ['where adding a member again is refused', { addExistingMember: 'refused' }],
  ] as const)('brings back every membership, role, field and setting, %s', async (_, unknowns) => {
    const stage = await openStage(undefined, { unknowns });
    const { sandbox, before, apply, undo } = stage;
    const applied = await apply();
    expect(applied.status, applied.stderr + applied.stdout).toBe(0);
    expect(reportOf(applied).changes.length).toBeGreaterThanOrEqual(60);
    const undone = await undo('--yes', '--allow-removals', 'all');
    const report = reportOf(undone);
    // Created resources stay, so the undo does not exit with 0.
    expect({ status: undone.status, verified: report.verified }, undone.stderr + undone.stdout).toEqual({
      status: 1,
      verified: true,
    });
    expect(warningsOf(report)).toEqual(['guards-unchecked', 'stays-created']);
    const after = sandbox.snapshot();
    const landed = 'createdUsers' in unknowns;
    const known = onlyKnown(after, before);
    const home = known.organizations.map((one) => (landed && one.isDefault ? { ...one, members: [] } : one));
    expect({ ...known, organizations: home }).toEqual(before);
    const gamma = after.organizations.find(({ name }) => name === 'Gamma');
    expect(gamma).toMatchObject({ members: [], allowRegistrations: false, externalId: 'gamma' });
    expect(after.users.length).toBe(before.users.length + 4);
    expect(sandbox.violations()).toEqual([]);

    sandbox.resetLog();
    const again = await undo('--yes');
    expect(again.status).toBe(1);
    // The document is a report, as for every undo.
    expect(reportOf(again)).toMatchObject({ changes: [], verified: true, interrupted: false });
    expect(warningsOf(reportOf(again))).toEqual(['guards-unchecked', 'stays-created']);
    expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
  });
});

it('says with -q which recorded changes stay, since they decide the status', async () => {
  const { apply, undo } = await openStage();
  await apply();
  const { status, stderr } = await undo('--yes', '--allow-removals', 'all', '-q', '--format', 'text');
  expect(status).toBe(1);
  expect(stderr).toContain('the warnings say which and why.');
  expect(stderr).toContain('4 people created by the apply stay in Kinde');
});

describe('the guards', () => {
  it('refuse an undo that would take out everybody, and say how many removals there are', async () => {
    const { sandbox, apply, undo } = await openStage();
    await apply();
    const applied = sandbox.snapshot();
    const refused = await undo('--yes');
    expect(refused.status).toBe(3);
    const { refusals, summary } = reportOf(refused);
    expect(new Set(refusals.map(({ guard }) => guard))).toEqual(
      new Set(['max-removals', 'max-removed-people']),
    );
    expect(sandbox.snapshot()).toEqual(applied);
    const wrong = await undo('--yes', '--allow-removals', String(summary.remove - 1));
    expect(wrong.status).toBe(3);
    const right = await undo('--yes', '--allow-removals', String(summary.remove));
    expect(reportOf(right)).toMatchObject({ verified: true, refusals: [] });
  });
});

describe('undo without an answer', () => {
  it('shows its plan and needs --yes where nobody can be asked', async () => {
    const { apply, undo, sandbox } = await openStage();
    await apply();
    const applied = sandbox.snapshot();
    const end = await undo('--allow-removals', 'all');
    expect(sandbox.snapshot()).toEqual(applied);
    expect(reportOf(end).changes.length).toBeGreaterThanOrEqual(50);
    expect({ status: end.status, code: errorCodeIn(end) }).toEqual({
      status: 1,
      code: 'confirmation-needed',
    });
  });
});
