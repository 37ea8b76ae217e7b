// Listings with a last day, direct and through groups in groups: who belongs on a day is the same as if the ended listings
// were not written and, where a list only adds, their people were taken out by hand.
import fc from 'fast-check';
import type { GeneratorValue } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawSome } from './draw-some.js';
import { expectMemberships, findMeant, identify, isRemovable, readMemberships } from './goal.js';
import type { Memberships } from './goal.js';
import { openTool, readPlan, withPageSize, writesOf } from './run-tool.js';
import { drawScene } from './scenes.js';
import type { Scene, SceneMember, SceneOrganization } from './scenes.js';

/** The clock of the tool stands at the beginning of this day. */
const today = '2026-01-01';
const days = ['2025-02-28', '2025-12-31', today, '2026-01-08', '2026-01-09', '2030-01-01'];

/** One way by which a member is in a list: the entries from the inside to the outside. */
interface Way {
  readonly member: SceneMember;
  /** The last day of each entry on the way; null without one. */
  readonly ends: readonly (string | null)[];
  readonly roles?: readonly string[];
}

describe('listings with a last day', () => {
  it('count until it has passed, and then take their people out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (g) => {
        const drawn = drawScene(g);
        const scene: Scene = {
          ...drawn,
          unknowns: { ...drawn.unknowns, createdUsers: 'given-organization' },
        };
        const ways = new Map(scene.configuration.organizations.map((entry) => [entry, drawWays(g, entry)]));
        const former = new Map([...ways].map(([entry, own]) => [entry, [...own, ...drawFormer(g, scene)]]));
        const configuration = writeConfiguration(scene, former);
        const { seed, unknowns } = scene;
        const { sandbox, run } = openTool({ seed, unknowns });
        const fetch = withPageSize(sandbox, g(fc.constantFrom<number[]>, 1, 2, 500));

        const applied = await run(applying, configuration, fetch);
        expect(applied.status, applied.stdout + applied.stderr).toBe(0);
        expect(readMemberships(sandbox.snapshot(), seed)).toEqual(expectOn(scene, ways));
        const planned = await run(['plan', '--format', 'json'], configuration, fetch);
        expect(readPlan(planned).changes).toEqual([]);
        expect(readPlan(planned).asOf).toBe(today);
        sandbox.resetLog();
        expect((await run(applying, configuration, fetch)).status).toBe(0);
        expect(writesOf(sandbox)).toEqual([]);
        expect(sandbox.violations()).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

const applying = ['apply', '--yes', '--format', 'json', '--allow-removals', 'all'];

/** Each member is in the list directly or through groups, and now and then by two ways. */
function drawWays(g: GeneratorValue, { members = [] }: SceneOrganization): readonly Way[] {
  return members.flatMap((member) => {
    const { roles, ...plain } = member;
    const way = (given: readonly string[] | undefined, depth: number): Way => ({
      member: plain,
      ends: Array.from({ length: depth + 1 }, () => drawEnd(g)),
      ...(given === undefined ? {} : { roles: given }),
    });
    const first = way(roles, g(fc.nat, { max: 2 }));
    if (g(fc.integer, { min: 0, max: 3 }) > 0) return [first];
    const others = g(fc.constantFrom<(readonly string[] | undefined)[]>, undefined, [], ['viewer']);
    return [first, way(others, g(fc.integer, { min: 1, max: 2 }))];
  });
}

/** Now and then a leaver has a listing that has ended, which changes nothing. */
function drawFormer(g: GeneratorValue, { configuration: { leavers = [] } }: Scene): readonly Way[] {
  return drawSome(g, leavers).map((leaver) => ({
    member: typeof leaver === 'string' ? { email: leaver } : leaver,
    ends: ['2025-12-31'],
  }));
}

function drawEnd(g: GeneratorValue): string | null {
  return g(fc.integer, { min: 0, max: 2 }) > 0 ? null : g(fc.constantFrom<string[]>, ...days);
}

/** A way through groups has a group for each step; the roles stand on its last entry. */
function writeConfiguration(
  { configuration }: Scene,
  ways: ReadonlyMap<SceneOrganization, readonly Way[]>,
): Scene['configuration'] {
  const groups: Record<string, readonly object[]> = {};
  const organizations = [...ways].map(([entry, own]) => {
    if (entry.members === undefined) return entry;
    const members = own.map(({ member, ends, roles }): object => {
      let written: object = member;
      ends.forEach((until, index) => {
        if (index > 0) {
          const group = `group ${Object.keys(groups).length}`;
          groups[group] = [written];
          written = { group };
        }
        if (until !== null) written = { ...written, until };
      });
      return roles === undefined ? written : { ...written, roles };
    });
    return { ...entry, members };
  });
  return { ...configuration, ...{ groups }, organizations };
}

function holds({ ends }: Way): boolean {
  return ends.every((until) => until === null || until >= today);
}

/** Worked out from the scene without any code of the tool. */
function expectOn(scene: Scene, ways: ReadonlyMap<SceneOrganization, readonly Way[]>): Memberships {
  const { seed } = scene;
  const organizations = [...ways].map(([entry, own]): SceneOrganization => {
    if (entry.members === undefined) return entry;
    const held = new Set(own.filter(holds).map(({ member }) => identify(member, seed)));
    return {
      ...entry,
      members: own.flatMap((way): readonly SceneMember[] => {
        const { member, roles } = way;
        if (holds(way)) return [{ ...member, ...(roles === undefined ? {} : { roles }) }];
        // An ended listing gives no roles, but says that roles are managed.
        return roles !== undefined && held.has(identify(member, seed)) ? [{ ...member, roles: [] }] : [];
      }),
    };
  });
  const goal = expectMemberships({ ...scene, configuration: { ...scene.configuration, organizations } });
  return Object.fromEntries(
    Object.entries(goal).map(([name, members]) => {
      const found = [...ways].find(([entry]) => (entry.name ?? findMeant(entry, seed)?.name) === name);
      const own = found?.[1] ?? [];
      const held = new Set(own.filter(holds).map(({ member }) => identify(member, seed)));
      const out = own.flatMap(({ member }) => {
        const person = identify(member, seed);
        return held.has(person) || !mayLeave(member, person, scene) ? [] : [person];
      });
      return [name, Object.fromEntries(Object.entries(members).filter(([person]) => !out.includes(person)))];
    }),
  );
}

/** A person without an address leaves only if the ended listing names them by id. */
function mayLeave({ id }: SceneMember, person: string, scene: Scene): boolean {
  const emails = scene.seed.users.find((user) => user.id === person)?.emails ?? [];
  return isRemovable(person, scene) || (emails.length === 0 && id !== undefined);
}
