// Applying reaches the goal, whatever Kinde does where its documents say nothing; and doing it again does nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectFields, expectMemberships, expectSessions, readMemberships } from './goal.js';
import { openTool, readPlan, withPageSize, writesOf } from './run-tool.js';
import { drawScene } from './scenes.js';

const applying = ['apply', '--yes', '--format', 'json', '--allow-removals', 'all'];

describe('applying a random configuration to a random tenant', () => {
  it('reaches the goal, after which a plan is empty and an apply writes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (g) => {
        const scene = drawScene(g);
        const { seed, unknowns, configuration } = scene;
        const { sandbox, run } = openTool({ seed, unknowns });
        const fetch = withPageSize(sandbox, g(fc.constantFrom<number[]>, 1, 2, 3, 500));

        const applied = await run(applying, configuration, fetch);
        expect(applied.status, applied.stdout + applied.stderr).toBe(0);
        const after = sandbox.snapshot();
        expect(readMemberships(after, seed)).toEqual(expectMemberships(scene));
        const counts = after.users.map(({ id, sessions = 0 }) => [id, sessions] as const);
        expect(Object.fromEntries(counts)).toMatchObject(expectSessions(scene));
        for (const fields of expectFields(configuration, seed))
          expect(after.organizations).toContainEqual(expect.objectContaining(fields));

        sandbox.resetLog();
        const planned = await run(['plan', '--format', 'json', '--detailed-exitcode'], configuration, fetch);
        expect(planned.status).toBe(0);
        expect(readPlan(planned).changes).toEqual([]);
        expect((await run(applying, configuration, fetch)).status).toBe(0);
        expect(writesOf(sandbox)).toEqual([]);
        expect(sandbox.violations()).toEqual([]);
      }),
      { numRuns: 120 },
    );
  });
});
