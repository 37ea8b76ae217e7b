// Undo of a random apply: organizations, flags, properties, roles and permissions that were there have what they had, and the
// undo names everything else.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SandboxSnapshot } from '../../src/sandbox/index.js';
import { openTool, readPlan } from './run-tool.js';
import { drawScene } from './scenes.js';

const all = ['--yes', '--format', 'json', '--allow-removals', 'all', '--journal'];

/** Returns the fields of what existed before. A property that had no value keeps its first one. No description is an empty one. */
function readFields(
  { organizations, roles, permissions = [] }: SandboxSnapshot,
  before: SandboxSnapshot,
): Readonly<Record<string, unknown>> {
  const former = new Map(before.organizations.map((one) => [one.code, one]));
  const isOld = (rows: readonly { readonly key: string }[], { key }: { readonly key: string }): boolean =>
    rows.some((one) => one.key === key);
  const describe = <Row extends { readonly description?: string | null }>(row: Row) => ({
    ...row,
    description: row.description ?? '',
  });
  return {
    organizations: organizations.flatMap(({ members: _members, properties = {}, ...one }) => {
      const own = former.get(one.code);
      if (own === undefined) return [];
      const kept = Object.entries(properties).filter(([key]) => own.properties?.[key] !== undefined);
      return [{ ...one, properties: Object.fromEntries(kept) }];
    }),
    roles: roles.filter((one) => isOld(before.roles, one)).map(describe),
    permissions: permissions.filter((one) => isOld(before.permissions ?? [], one)).map(describe),
  };
}

it('puts back every field of what existed, whatever the apply changed, and a second undo finds nothing', async () => {
  let undoneWhole = 0;
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const { seed, unknowns, configuration } = drawScene(g);
      const { sandbox, run } = openTool({ seed, unknowns });
      const before = sandbox.snapshot();
      const applied = await run(['apply', ...all, 'j'], configuration);
      fc.pre(applied.status === 0 && readPlan(applied).changes.length > 0);
      const undone = await run(['undo', 'j', ...all, 'k'], configuration);
      expect([0, 1], undone.stdout + undone.stderr).toContain(undone.status);
      expect(readFields(sandbox.snapshot(), before)).toEqual(readFields(before, before));
      if (undone.status === 0) undoneWhole += 1;
      else expect(readPlan(undone).warnings.length).toBeGreaterThan(0);
      const again = await run(['undo', 'j', ...all, 'l'], configuration);
      expect(readPlan(again).changes).toEqual([]);
      expect(sandbox.violations()).toEqual([]);
    }),
    { numRuns: 120 },
  );
  expect(undoneWhole).toBeGreaterThan(3);
});
