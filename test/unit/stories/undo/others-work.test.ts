// Undo takes back only what the apply made itself, and never a half of a move: people keep the access that others gave them.
import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../../../src/sandbox/index.js';
import type { Sandbox, TenantEditor, Unknowns } from '../../../../src/sandbox/index.js';
import { makeFolder, membersOf, planOf, runInWorld } from '../../../fake-world.js';
import { makeTenant } from '../../../tenant.js';

const mail = (name: string): string => `${name}@acme.example`;

const seed = makeTenant({
  people: ['gus'],
  roles: ['special'],
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true },
    { code: 'org_a', name: 'Acme', members: ['ann', 'bo special', 'cho'] },
    { code: 'org_b', name: 'Beta', members: ['dee', 'eve', 'fay'] },
  ],
});

function configure(inAcme: readonly string[], inBeta: readonly string[]): string {
  const entry = (code: string, names: readonly string[]): string =>
    `  - { code: ${code}, members: [${names.map(mail).join(', ')}] }\n`;
  return `version: 1\norganizations:\n${entry('org_a', inAcme)}${entry('org_b', inBeta)}`;
}

interface Scene {
  readonly yaml: string;
  /** A change by hand right before the first bulk write of this operation takes effect. */
  readonly during?: readonly [operation: string, edit: (tenant: TenantEditor) => void];
  readonly unknowns?: Partial<Unknowns>;
}

async function applyIn({ yaml, during, unknowns = {} }: Scene) {
  let left = during;
  const sandbox: Sandbox = createSandbox({
    seed,
    unknowns,
    intercept: ({ operation }) => {
      if (operation !== left?.[0]) return undefined;
      const [, edit] = left;
      left = undefined;
      sandbox.change(edit);
      return undefined;
    },
  });
  const cwd = await makeFolder({ 'kinde.yaml': yaml });
  const run = (...args: readonly string[]) => runInWorld(args, { sandbox, cwd });
  expect((await run('apply', '--yes', '--journal', 'j')).status).toBe(0);
  expect(left).toBeUndefined();
  const undo = async () => {
    const { status, stdout } = await run('undo', 'j', '--yes', '--format', 'json');
    const plan = planOf({ stdout });
    const told = plan.warnings.map(({ code, email }) => [code, email]);
    return { status, told };
  };
  return { sandbox, undo, membersOf: (code: string) => membersOf(sandbox, code) };
}

describe('somebody who moved', () => {
  const yaml = configure(['ann', 'cho'], ['dee', 'eve', 'fay', 'bo']);

  it.each([
    ['their role is gone', (tenant: TenantEditor) => tenant.deleteRole('special')],
    ['the organization is gone', (tenant: TenantEditor) => tenant.deleteOrganization('org_a')],
  ])('stays where they are if undo can not bring them back: %s', async (_, edit) => {
    const { sandbox, undo, membersOf } = await applyIn({ yaml });
    sandbox.change(edit);
    const { status, told } = await undo();
    expect(status).toBe(1);
    expect(membersOf('org_b')).toContain('kp_bo');
    expect(told).toContainEqual(['removal-held-back', mail('bo')]);
  });

  it.each([
    ['undo brings them back', () => undefined],
    ['they are back already', (tenant: TenantEditor) => tenant.addMember('org_a', 'kp_bo', ['special'])],
  ])('leaves again if %s', async (_, edit) => {
    const { sandbox, undo, membersOf } = await applyIn({ yaml });
    sandbox.change(edit);
    expect(await undo()).toMatchObject({ status: 0 });
    expect(membersOf('org_a')).toContain('kp_bo');
    expect(membersOf('org_b')).not.toContain('kp_bo');
  });
});

describe('a membership that somebody else changed right before the write', () => {
  const joining = configure(['ann', 'bo', 'cho'], ['dee', 'eve', 'fay', 'gus', 'ann']);
  const joins = [
    'AddOrganizationUsers',
    (tenant: TenantEditor) => tenant.addMember('org_b', 'kp_gus'),
  ] as const;

  it.each(['skipped', 'refused'] as const)('stays with the one who joined: %s', async (addExistingMember) => {
    const { undo, membersOf } = await applyIn({
      yaml: joining,
      during: joins,
      unknowns: { addExistingMember },
    });
    const { told } = await undo();
    expect(membersOf('org_b')).toContain('kp_gus');
    expect(membersOf('org_b')).not.toContain('kp_ann');
    if (addExistingMember === 'skipped') expect(told).toEqual([['not-reversible', mail('gus')]]);
  });

  it('stays away from the one who was taken out', async () => {
    const { undo, membersOf } = await applyIn({
      yaml: configure(['ann'], ['dee', 'eve', 'fay']),
      during: ['UpdateOrganizationUsers', (tenant) => tenant.removeMember('org_a', 'kp_bo')],
    });
    const { status, told } = await undo();
    expect(status).toBe(1);
    expect(membersOf('org_a')).toEqual(['kp_ann', 'kp_cho']);
    expect(told).toEqual([['not-reversible', mail('bo')]]);
  });
});
