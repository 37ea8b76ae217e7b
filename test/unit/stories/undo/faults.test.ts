// Tests the undo of an apply that failed in part, or after which a person changed resources by hand.
import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Ended } from '../../../fake-world.js';
import type { ApplyReport } from '../../../../src/model/outcome.js';
import { onlyKnown, openStage, warningsOf } from './scene.js';
import type { Stage } from './scene.js';
import { planOf, reportOf } from '../../../fake-world.js';

/** Returns whether all former people and resources have their former state. */
function expectRestored({ sandbox, before }: Stage): void {
  expect(onlyKnown(sandbox.snapshot(), before)).toEqual(before);
}

/** Expects a successful undo. Exit status 1 means that a created resource stays in Kinde, such as a person. */
function expectTakenBack(undone: Ended): void {
  const report = reportOf(undone);
  const stays = warningsOf(report).some((code) => ['stays-created', 'moved-since'].includes(code));
  const changed = report.changes.length === 0 ? {} : { verified: true };
  expect({ ...report, status: undone.status }, undone.stderr).toMatchObject({
    ...changed,
    status: stays ? 1 : 0,
    refusals: [],
  });
}

describe('undo of an interrupted apply', () => {
  it.each([1, 2, 4, 6, 8, 10, 13])('takes back what was done before Ctrl-C in write %i', async (nth) => {
    const controller = new AbortController();
    let writes = 0;
    const stage = await openStage(undefined, {
      onEffect: ({ isWrite }) => {
        writes += isWrite ? 1 : 0;
        if (writes === nth) controller.abort();
      },
    });
    const applied = await stage.apply({ interrupt: controller.signal });
    expect(applied.status).toBe(130);
    const undone = await stage.undo('--yes', '--allow-removals', 'all');
    expectTakenBack(undone);
    expectRestored(stage);
    expect(planOf(await stage.undo('--yes')).changes).toEqual([]);
  });
});

describe('undo of an apply whose writes ended unclear', () => {
  const operations = [
    'createOrganization',
    'createUser',
    'AddOrganizationUsers',
    'UpdateOrganizationUsers',
    'updateOrganization',
    'UpdatePasskey',
  ];
  it.each(
    (['drop-before', 'drop-after'] as const).flatMap((how) =>
      operations.map((operation) => [how, operation] as const),
    ),
  )('judges them against Kinde: %s at every first %s', async (how, operation) => {
    let hits = 0;
    const stage = await openStage(undefined, {
      intercept: (request) => {
        if (request.operation.toLowerCase() !== operation.toLowerCase() || request.count !== 1)
          return undefined;
        hits += 1;
        return how;
      },
    });
    await stage.apply();
    expect(hits).toBe(1);
    const undone = await stage.undo('--yes', '--allow-removals', 'all');
    expectTakenBack(undone);
    expectRestored(stage);
    expect(planOf(await stage.undo('--yes')).changes).toEqual([]);
  });

  it('takes back what a run that was killed has left, with half a line at its end', async () => {
    const stage = await openStage();
    await stage.apply();
    const lines = (await readFile(stage.journal, 'utf8')).trimEnd().split('\n');
    const unended = lines.filter((line) => line.includes('"event":"sent"'));
    await writeFile(stage.journal, `${unended.join('\n')}\n{"event":"ended","ti`);
    const undone = await stage.undo('--yes', '--allow-removals', 'all');
    expectTakenBack(undone);
    expect(warningsOf(reportOf(undone))).toContain('journal-cut-short');
    expectRestored(stage);
  });
});

/** Returns the number of memberships and fields that the changes touch. */
function countParts({ changes }: Pick<ApplyReport, 'changes'>): number {
  return changes.reduce((sum, change) => sum + ('fields' in change ? change.fields.length : 1), 0);
}

describe('undo after changes by hand', () => {
  const edits: readonly (readonly [string, Parameters<Stage['sandbox']['change']>[0]])[] = [
    ['somebody who was added has left again', (t) => t.removeMember('org_a', 'kp_51')],
    ['somebody who was added has other roles', (t) => t.setRoles('org_a', 'kp_51', ['viewer'])],
    ['somebody who was taken out is back with other roles', (t) => t.addMember('org_a', 'kp_3', ['billing'])],
    [
      'somebody who was taken out is back as they were',
      (t) => t.addMember('org_a', 'kp_3', ['admin', 'viewer']),
    ],
    ['somebody who was taken out is deleted', (t) => t.deleteUser('kp_3')],
    [
      'somebody who was taken out has another address',
      (t) => t.changeUser('kp_3', { emails: ['x@else.com'] }),
    ],
    [
      'somebody whose roles changed has others by now',
      (t) => t.setRoles('org_a', 'kp_31', ['admin', 'viewer']),
    ],
    ['somebody whose roles changed has left', (t) => t.removeMember('org_a', 'kp_31')],
    ['an organization has a third name', (t) => t.changeOrganization('org_a', { name: 'Third' })],
    ['the former handle belongs to another', (t) => void t.addOrganization({ name: 'New', handle: 'alpha' })],
    ['a flag has a third value', (t) => t.setFeatureFlag('max_seats', { type: 'int', value: '99' })],
    ['a flag is gone', (t) => t.deleteFeatureFlag('max_seats')],
    ['passkeys have a third value', (t) => t.setPasskeys('optional')],
    ['an organization is gone', (t) => t.deleteOrganization('org_b')],
    ['a role that was held is gone', (t) => t.deleteRole('viewer')],
  ];
  const silent = new Set([
    'somebody who was added has left again',
    'somebody who was taken out is back as they were',
  ]);

  it.each(edits)('leaves alone what has moved, and takes back the rest: %s', async (name, edit) => {
    const stage = await openStage();
    const { sandbox, apply, undo } = stage;
    await apply();
    const calm = countParts(reportOf(await undo('--allow-removals', 'all')));
    sandbox.change(edit);
    const edited = sandbox.snapshot();
    const undone = await undo('--yes', '--allow-removals', 'all');
    const report = reportOf(undone);
    expectTakenBack(undone);
    expect(countParts(report)).toBeLessThan(calm);
    expect(countParts(report)).toBeGreaterThan(calm - 45);
    expect(warningsOf(report).includes('moved-since')).toBe(!silent.has(name));
    for (const { organization, email } of report.warnings.filter(({ code }) => code === 'moved-since')) {
      if (email === undefined) continue;
      const find = (snapshot: typeof edited) => {
        const user = snapshot.users.find(({ emails }) => emails.includes(email));
        const home = snapshot.organizations.find(({ code }) => code === organization?.code);
        return home?.members.find((one) => one.user === user?.id);
      };
      expect(find(sandbox.snapshot()), email).toEqual(find(edited));
    }
    expect(planOf(await undo('--yes')).changes).toEqual([]);
  });
});
