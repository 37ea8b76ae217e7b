// Tests the undo of people with a second address, of additive roles, of handed-over roles, and of two applies that wrote one
// journal at the same time.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { InterceptedRequest, Interception, SandboxSeed } from '../../../../src/sandbox/index.js';
import { makeTenant } from '../../../tenant.js';
import { openStage, warningsOf } from './scene.js';
import { planOf, reportOf } from '../../../fake-world.js';

const seed: SandboxSeed = makeTenant({
  roles: ['owner', 'viewer'],
  people: [
    { id: 'kp_lee', emails: ['lee@acme.example', 'lee.liu@mail.example'] },
    { id: 'kp_kim', emails: ['kim@acme.example', 'k.im@mail.example'] },
    { id: 'kp_max', emails: ['max@acme.example', 'm.ax@mail.example'] },
  ],
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true },
    { code: 'org_a', name: 'Alpha', members: ['ann owner', 'bo viewer', 'kim viewer', 'max'] },
  ],
});

const alpha = (...members: readonly string[]): string =>
  `version: 1\norganizations:\n  - code: org_a\n    members:\n${members.map((one) => `      - ${one}\n`).join('')}`;

/** Lee joins and Kim gets another role, both by a second address; Max leaves. */
const secondAddresses = alpha(
  'ann@acme.example',
  'bo@acme.example',
  '{ email: lee.liu@mail.example, roles: [viewer] }',
  '{ email: k.im@mail.example, roles: [owner] }',
);

/** Ann hands `owner` over to Bo, who gives up `viewer`. */
const handedOver = alpha(
  '{ email: ann@acme.example, roles: [] }',
  '{ email: bo@acme.example, roles: [owner] }',
  'kim@acme.example',
  'max@acme.example',
);

type Intercept = (request: InterceptedRequest) => Interception | undefined;

const all = ['--yes', '--allow-removals', 'all'] as const;

describe('undo of people who are listed by a second address', () => {
  it.each(['replace', 'add'] as const)(
    'brings back who was there and with which roles: %s',
    async (patchRoles) => {
      const { sandbox, before, apply, undo } = await openStage(secondAddresses, {
        seed,
        unknowns: { patchRoles },
      });
      expect((await apply()).status).toBe(0);
      expect(sandbox.snapshot()).not.toEqual(before);
      const undone = await undo(...all);
      expect(undone.status, undone.stderr).toBe(0);
      expect(sandbox.snapshot()).toEqual(before);
      expect(planOf(await undo('--yes')).changes).toEqual([]);
    },
  );
});

describe('undo of a run that was killed where roles are only added', () => {
  it.each(['sent', 'ended'] as const)(
    'goes back to the former roles: its last line is "%s"',
    async (last) => {
      const no = new Response('{"errors":[{"code":"NO","message":"no"}]}', { status: 400 });
      const fault = { isOn: true };
      const intercept: Intercept = ({ operation }) =>
        fault.isOn && operation === 'DeleteOrganizationUserRole' ? no : undefined;
      const members = alpha(
        'ann@acme.example',
        '{ email: bo@acme.example, roles: [owner] }',
        'kim@acme.example',
      );
      const stage = await openStage(`${members}      - max@acme.example\n`, {
        seed,
        unknowns: { patchRoles: 'add' },
        intercept,
      });
      const { sandbox, before, apply, undo, journal } = stage;
      expect((await apply()).status).toBe(1);
      const rolesOfBo = () =>
        sandbox.snapshot().organizations.flatMap((one) => one.members.filter(({ user }) => user === 'kp_bo'));
      expect(rolesOfBo()).toMatchObject([{ roles: ['owner', 'viewer'] }]);
      // The bulk call was the last request.
      const lines = (await readFile(journal, 'utf8')).split('\n');
      await writeFile(journal, `${lines.slice(0, last === 'sent' ? 1 : 2).join('\n')}\n`);
      fault.isOn = false;
      const undone = await undo(...all);
      expect({ status: undone.status, verified: reportOf(undone).verified }, undone.stderr).toEqual({
        status: 0,
        verified: true,
      });
      expect(sandbox.snapshot()).toEqual(before);
    },
  );
});

describe('undo of a role that was handed over', () => {
  const safe = 'version: 1\nsafety:\n  keepHolder: [owner]\norganizations: []\n';

  async function openHandedOver(intercept?: Intercept) {
    const stage = await openStage(handedOver, { seed, ...(intercept === undefined ? {} : { intercept }) });
    expect((await stage.apply()).status).toBe(0);
    await writeFile(join(stage.folder, 'safe.yaml'), safe);
    const undoSafely = () =>
      stage.run(['undo', stage.journal, ...all, '--format', 'json', '-c', 'safe.yaml']);
    const owners = (): readonly string[] =>
      stage.sandbox
        .snapshot()
        .organizations.flatMap(({ members }) => members)
        .flatMap(({ user, roles }) => (roles.includes('owner') ? [user] : []));
    return { ...stage, undoSafely, owners };
  }

  it('gives it back', async () => {
    const { undoSafely, sandbox, before } = await openHandedOver();
    const undone = await undoSafely();
    expect(undone.status, undone.stderr).toBe(0);
    expect(sandbox.snapshot()).toEqual(before);
  });

  it('takes it from nobody before the former holder is seen with it', async () => {
    let isUndoing = false;
    const { undoSafely, owners } = await openHandedOver(({ operation }) =>
      isUndoing && operation === 'UpdateOrganizationUsers' ? { leaveOut: ['kp_ann'] } : undefined,
    );
    expect(owners()).toEqual(['kp_bo']);
    isUndoing = true;
    expect((await undoSafely()).status).toBe(1);
    expect(owners()).toEqual(['kp_bo']);
  });

  it('is refused where the former holder has left meanwhile', async () => {
    const { undoSafely, owners, sandbox } = await openHandedOver();
    sandbox.change((tenant) => tenant.removeMember('org_a', 'kp_ann'));
    const refused = await undoSafely();
    expect(refused.status).toBe(3);
    expect(reportOf(refused).refusals).toMatchObject([{ guard: 'keep-holder' }]);
    expect(owners()).toEqual(['kp_bo']);
  });

  it('is refused where the former holder is suspended by now', async () => {
    const { undoSafely, owners, sandbox } = await openHandedOver();
    sandbox.change((tenant) => tenant.changeUser('kp_ann', { isSuspended: true }));
    expect((await undoSafely()).status).toBe(3);
    expect(owners()).toEqual(['kp_bo']);
  });
});

describe('undo of two people who were to change places', () => {
  it('takes from both the role that they hold beside their own where the apply stopped in between', async () => {
    const places = alpha(
      '{ email: ann@acme.example, roles: [viewer] }',
      '{ email: bo@acme.example, roles: [owner] }',
      '{ email: kim@acme.example, roles: [] }',
      'max@acme.example',
    );
    const no = new Response('{"errors":[{"code":"NO","message":"no"}]}', { status: 400 });
    const { apply, undo, sandbox, before } = await openStage(places, {
      seed,
      intercept: ({ operation, count }) =>
        operation === 'UpdateOrganizationUsers' && count === 2 ? no : undefined,
    });
    expect((await apply()).status).toBe(1);
    const members = sandbox.snapshot().organizations.find(({ code }) => code === 'org_a')?.members;
    expect(members?.slice(0, 2)).toEqual([
      { user: 'kp_ann', roles: ['owner', 'viewer'] },
      { user: 'kp_bo', roles: ['owner', 'viewer'] },
    ]);
    const undone = await undo(...all);
    expect(undone.status, undone.stderr).toBe(0);
    expect(sandbox.snapshot()).toEqual(before);
  });
});

describe('undo of two applies that have written one journal at once', () => {
  it('takes back each on its own', async () => {
    const flags = 'version: 1\nenvironment:\n  featureFlags: { seats: 25 }\n';
    const both = { ...seed, featureFlags: { seats: { type: 'int', value: '10' } } } as const;
    const { run, folder, journal, sandbox, before, undo } = await openStage(handedOver, { seed: both });
    await writeFile(join(folder, 'flags.yaml'), flags);
    const apply = (file: string) =>
      run(['apply', '-c', file, ...all, '--format', 'json', '--journal', journal]);
    const ends = await Promise.all([apply('kinde.yaml'), apply('flags.yaml')]);
    expect(ends.map(({ status }) => status)).toEqual([0, 0]);
    const text = await readFile(journal, 'utf8');
    const plans = [...new Set([...text.matchAll(/"plan":"(\w+)"/g)].map(([, plan]) => plan ?? ''))];
    expect(plans).toHaveLength(2);
    for (const plan of plans) {
      const undone = await undo(...all, '--plan', plan);
      expect(undone.status, undone.stderr).toBe(0);
      expect(warningsOf(reportOf(undone))).toEqual(['guards-unchecked']);
    }
    expect(sandbox.snapshot()).toEqual(before);
  });
});
