// The removal guards refuse exactly when the rule says so, held against a count made without the tool's code.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawSome } from './draw-some.js';
import { expectMemberships, expectRemovals, findLeavers, findMeant, identify } from './goal.js';
import { openTool, readPlan, writesOf } from './run-tool.js';
import { drawScene, roleKeys } from './scenes.js';

const json = ['--format', 'json'];

it('refuses an organization that would lose more than the larger limit, or everyone, and no other', async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const scene = drawScene(g);
      const maxRemovals = { count: g(fc.nat, { max: 4 }), percent: g(fc.nat, { max: 100 }) };
      const configuration = {
        ...scene.configuration,
        safety: { ...scene.configuration.safety, maxRemovals },
      };
      const { sandbox, run } = openTool({ seed: scene.seed });
      const removals = expectRemovals({ seed: scene.seed, configuration });
      // The limits count no leavers, neither among those who leave nor among those who are there.
      const leavers = findLeavers({ seed: scene.seed, configuration });
      const refused = scene.seed.organizations.filter(({ code, members }) => {
        const lost = (removals.get(code) ?? []).filter((id) => !leavers.has(id)).length;
        const before = members.filter(({ user }) => !leavers.has(user)).length;
        const limit = Math.max(maxRemovals.count, Math.floor((before * maxRemovals.percent) / 100));
        const entry = configuration.organizations.find((one) => findMeant(one, scene.seed)?.code === code);
        const listed = new Set((entry?.members ?? []).map((member) => identify(member, scene.seed)));
        return lost > 0 && (!members.some(({ user }) => listed.has(user)) || lost > limit);
      });

      const planned = await run(['plan', ...json], configuration);
      const { refusals, summary } = readPlan(planned);
      expect(summary.remove).toBe([...removals.values()].flat().length);
      expect(refusals.map(({ organization }) => organization?.code).sort()).toEqual(
        refused.map(({ code }) => code).sort(),
      );
      expect(planned.status).toBe(refused.length === 0 ? 0 : 3);
      if (refused.length === 0) return;
      expect((await run(['apply', '--yes', ...json], configuration)).status).toBe(3);
      expect(writesOf(sandbox)).toEqual([]);
      expect((await run(['apply', '--yes', '--no-removals', ...json], configuration)).status).toBe(0);
      const kept = sandbox
        .snapshot()
        .organizations.flatMap(({ code, members }) => members.map(({ user }) => `${code} ${user}`));
      for (const { code, members } of scene.seed.organizations)
        for (const { user } of members) expect(kept).toContain(`${code} ${user}`);
    }),
    { numRuns: 60 },
  );
});

it('takes a number of approved removals for exactly that number', async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const scene = drawScene(g);
      const { sandbox, run } = openTool({ seed: scene.seed });
      const total = [...expectRemovals(scene).values()].flat().length;
      const approved = g(fc.nat, { max: 6 });
      const args = ['plan', ...json, '--allow-removals', String(approved)];
      const planned = await run(args, scene.configuration);
      expect(planned.status).toBe(approved === total ? 0 : 3);
      expect(readPlan(planned).refusals.map(({ guard }) => guard)).toEqual(
        approved === total ? [] : ['approved-removals'],
      );
      expect(writesOf(sandbox)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

it('refuses to take the last holder of a kept role out of an organization, whichever way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const scene = drawScene(g);
      const keepHolder = drawSome(g, roleKeys, { minLength: 1 });
      const configuration = { ...scene.configuration, safety: { ...scene.configuration.safety, keepHolder } };
      const after = expectMemberships(scene);
      const expected = scene.configuration.organizations.flatMap((entry) => {
        const live = findMeant(entry, scene.seed);
        if (live === undefined) return [];
        const held = live.members.flatMap(({ roles = [] }) => roles);
        const left = Object.values(after[entry.name ?? live.name] ?? {}).flat();
        return keepHolder.filter((key) => held.includes(key) && !left.includes(key)).map(() => live.code);
      });
      const { run } = openTool({ seed: scene.seed, unknowns: scene.unknowns });
      const { refusals } = readPlan(await run(['plan', ...json, '--allow-removals', 'all'], configuration));
      expect(refusals.map(({ guard }) => guard)).toEqual(expected.map(() => 'keep-holder'));
      expect(refusals.map(({ organization }) => organization?.code).sort()).toEqual(expected.sort());
    }),
    { numRuns: 80 },
  );
});
