// The order in which things stand, in the files or in Kinde, changes nothing; and what is already so needs no plan.
import fc from 'fast-check';
import type { GeneratorValue } from 'fast-check';
import { expect, it } from 'vitest';
import { openTool, readPlan, writesOf } from './run-tool.js';
import type { PrintedPlan } from './run-tool.js';
import { drawScene, drawSeed } from './scenes.js';
import type { FullSeed, SceneConfiguration } from './scenes.js';

const planning = ['plan', '--format', 'json', '--allow-removals', 'all'];

it('makes the same plan whatever order the files and Kinde have, but for the places it names', async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const { seed, configuration, unknowns } = drawScene(g);
      const first = await openTool({ seed, unknowns }).run(planning, configuration);
      const shuffled = openTool({ seed: shuffleSeed(g, seed), unknowns });
      const second = await shuffled.run(planning, shuffleConfiguration(g, configuration));
      expect([first.status, first.stderr]).toEqual([0, '']);
      expect(withoutPlaces(readPlan(second))).toEqual(withoutPlaces(readPlan(first)));
    }),
    { numRuns: 100 },
  );
});

it('plans nothing for a configuration that says what Kinde has', async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const seed = drawSeed(g);
      const { sandbox, run } = openTool({ seed });
      const written = await run(['apply', '--yes', '--format', 'json'], writeDown(g, seed));
      expect([written.status, written.stderr]).toEqual([0, '']);
      const { changes, warnings, refusals, estimate, summary } = readPlan(written);
      expect([changes, warnings, refusals, estimate.requests]).toEqual([[], [], [], {}]);
      const members = seed.organizations.flatMap((one) => one.members).length;
      expect(summary.unchanged).toBe(seed.organizations.length + members);
      expect(writesOf(sandbox)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

function shuffle<Row>(g: GeneratorValue, rows: readonly Row[]): readonly Row[] {
  return g(fc.shuffledSubarray<Row>, [...rows], { minLength: rows.length });
}

function shuffleSeed(g: GeneratorValue, seed: FullSeed): FullSeed {
  return {
    ...seed,
    permissions: shuffle(g, seed.permissions ?? []),
    roles: shuffle(g, seed.roles ?? []),
    users: shuffle(g, seed.users),
    organizations: shuffle(g, seed.organizations).map((one) => ({
      ...one,
      members: shuffle(g, one.members),
    })),
  };
}

function shuffleConfiguration(g: GeneratorValue, configuration: SceneConfiguration): SceneConfiguration {
  const { permissions = [], roles = [], ...from } = configuration.business ?? { managedFrom: '' };
  const lists = { permissions: shuffle(g, permissions), roles: shuffle(g, roles) };
  return {
    ...configuration,
    ...(configuration.business === undefined ? {} : { business: { ...from, ...lists } }),
    organizations: shuffle(g, configuration.organizations).map((one) =>
      one.members === undefined ? one : { ...one, members: shuffle(g, one.members) },
    ),
  };
}

function withoutPlaces({ changes, warnings, refusals, summary, estimate }: PrintedPlan): unknown {
  const plan = { changes, warnings, refusals, summary, estimate };
  return JSON.parse(JSON.stringify(plan, (key, value: unknown) => (key === 'source' ? undefined : value)));
}

/** Everything that the tenant holds as a configuration, each person by any of their addresses. */
function writeDown(g: GeneratorValue, { users, organizations }: FullSeed): SceneConfiguration {
  const byId = new Map(users.map((user) => [user.id, user]));
  return {
    version: 1,
    organizations: organizations.map(({ code, name, externalId, handle, allowRegistrations, members }) => ({
      code,
      name,
      ...(typeof externalId === 'string' ? { externalId } : {}),
      ...(typeof handle === 'string' ? { handle } : {}),
      allowRegistrations: allowRegistrations === true,
      membership: 'exact',
      members: members.map(({ user, roles = [] }) => {
        const emails = byId.get(user)?.emails ?? [];
        const name = emails.length === 0 ? { id: user } : { email: g(fc.constantFrom<string[]>, ...emails) };
        return { ...name, roles };
      }),
    })),
  };
}
