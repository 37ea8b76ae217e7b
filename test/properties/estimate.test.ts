// The plan says how many requests applying takes, to the unit, where nothing goes wrong and Kinde does what was asked.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findMoves } from '../../src/kinds/membership/movers.js';
import { openTool, readPlan } from './run-tool.js';
import { drawScene } from './scenes.js';

it('counts exactly the requests that applying sends, also those that read additions back', async () => {
  const seen = { lists: 0, moves: 0 };
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const { seed, configuration } = drawScene(g);
      const { sandbox, run } = openTool({ seed });
      const way = ['--format', 'json', '--allow-removals', 'all'];
      const planned = readPlan(await run(['plan', ...way], configuration));
      sandbox.resetLog();
      const applied = readPlan(await run(['apply', '--yes', ...way], configuration));
      const methods = new Set([...Object.keys(planned.requests), ...Object.keys(planned.estimate.requests)]);
      const expected = [...methods].map((method) => [
        method,
        (planned.requests[method] ?? 0) + (planned.estimate.requests[method] ?? 0),
      ]);
      expect(applied.requests, JSON.stringify(applied)).toEqual(Object.fromEntries(expected));
      const lists = planned.readBeforeRemovals ?? [];
      seen.lists += lists.length;
      seen.moves += findMoves(planned.changes, lists).size;
    }),
    { numRuns: 200 },
  );
  // Worlds in which nothing relies on an addition would prove nothing.
  expect(seen.lists).toBeGreaterThan(5);
  expect(seen.moves).toBeGreaterThan(5);
});
