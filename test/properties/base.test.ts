// A base beside the plan: whatever the two configurations are, one reading serves both, the plan stays what it is,
// and each change is told as it would be by two plans made apart.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import type { Change } from '../../src/model/change.js';
import { markCauses } from '../../src/plan/mark-causes.js';
import { openTool, readPlan } from './run-tool.js';
import { drawConfiguration, drawScene } from './scenes.js';

const folder = mkdtempSync(join(tmpdir(), 'kinde-sync-base-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const planning = ['plan', '--format', 'json', '--allow-removals', 'all'];

it('tells of each change what two plans made apart would tell, and changes nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const { seed, configuration: drawn, unknowns } = drawScene(g);
      const base = drawConfiguration(g, seed);
      // The base protects, too. Safety comes last, so that every entry has the same place in both texts.
      const { safety = {}, ...rest } = drawn;
      const configuration = { ...rest, safety };
      const protect = [...(safety.protect ?? []), ...(base.safety?.protect ?? [])];
      const protecting = { ...rest, safety: { ...safety, protect } };
      const path = join(folder, 'base.yaml');
      writeFileSync(path, JSON.stringify(base));
      const { run, sandbox } = openTool({ seed, unknowns });
      const before = readPlan(await run(planning, base));
      const alone = await run(planning, protecting);
      // Files that protect one of their own leavers have no plan, but beside a base that protects the leaver there is one.
      fc.pre(!alone.stderr.includes('leaver-protected'));
      const apart = readPlan(alone);
      const beside = readPlan(await run([...planning, '--base', path], configuration));
      expect(sandbox.violations()).toEqual([]);
      expect(beside.changes.map(withoutTold)).toEqual(
        markCauses(apart.changes, before.changes).map(withoutTold),
      );
      expect(beside.refusals).toEqual(apart.refusals);
      expect(beside.summary).toEqual(apart.summary);
    }),
    { numRuns: 60 },
  );
});

it('finds only drift where the base is the very same configuration', async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const { seed, configuration, unknowns } = drawScene(g);
      const { run } = openTool({ seed, unknowns });
      const { changes, warnings } = readPlan(await run([...planning, '--base', 'kinde.yaml'], configuration));
      expect(changes.filter(({ cause }) => cause !== 'drifted')).toEqual([]);
      expect(warnings.filter(({ code }) => code === 'base-unusable')).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

/** Roles that go with a membership are told only where they were read, as a base may ask; two places only beside a base. */
function withoutTold(change: Change): unknown {
  return change.action === 'remove'
    ? { ...change, roles: undefined, baseSource: undefined, staysIn: undefined }
    : change;
}
