// Bulk answers that lie: people are left out, or claimed to be handled and are not. No organization ends with fewer people
// or holders than the plan showed without a report that names them, and nobody loses the last of anything for it.
import fc from 'fast-check';
import type { GeneratorValue } from 'fast-check';
import { expect, it } from 'vitest';
import type { Sandbox, SandboxSnapshot } from '../../src/sandbox/index.js';
import { drawSome } from './draw-some.js';
import { findMeant } from './goal.js';
import { openTool, readPlan, writesOf } from './run-tool.js';
import type { Fetch, PrintedPlan } from './run-tool.js';
import { drawScene, roleKeys } from './scenes.js';
import type { FullSeed } from './scenes.js';

interface Written {
  readonly id: string;
  readonly operation?: string;
}

type Lie = 'none' | 'left out' | 'claimed';

it('cost nobody access: what is missing is named, and the last holder, member or organization stays', async () => {
  const seen = { applied: 0, lied: 0, missing: 0 };
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const scene = drawScene(g);
      const keepHolder = drawSome(g, roleKeys);
      const configuration = { ...scene.configuration, safety: { ...scene.configuration.safety, keepHolder } };
      const { sandbox, run } = openTool({ seed: scene.seed, unknowns: scene.unknowns });
      const liar = new Liar(sandbox, g);
      const way = g(fc.constantFrom<string[][]>, ['--allow-removals', 'all'], ['--no-removals'], []);
      const end = await run(['apply', '--yes', '--format', 'json', ...way], configuration, liar.fetch);
      const report = readPlan(end);
      const isRefused = report.refusals.length > 0;
      if (isRefused) expect([end.status, writesOf(sandbox)]).toEqual([3, []]);
      const before = readSeats(scene.seed.organizations, scene.seed);
      const planned = isRefused ? before : follow(before, report);
      const after = readSeats(sandbox.snapshot().organizations, sandbox.snapshot());
      const missing = findMissing(planned, after, keepHolder);
      for (const { organization, person } of missing) {
        expect(report.verified, end.stdout).toBe(false);
        expect(namesPerson(report, organization, person), `${person}: ${end.stdout}`).toBe(true);
      }
      // A leaver may be the last holder in an organization that no file names.
      const named = new Set(configuration.organizations.map((entry) => findMeant(entry, scene.seed)?.code));
      const keptIn = (place: string): readonly string[] => (named.has(place) ? keepHolder : []);
      expect(findLosses(before, planned, after, keptIn), end.stdout).toEqual([]);
      expect(end.status === 0).toBe(report.verified === true);
      seen.applied += isRefused ? 0 : 1;
      seen.lied += liar.count;
      seen.missing += missing.length;
    }),
    { numRuns: 300 },
  );
  // Worlds in which nothing could have gone wrong would prove nothing.
  expect(seen.applied).toBeGreaterThan(100);
  expect(seen.lied).toBeGreaterThan(50);
  expect(seen.missing).toBeGreaterThan(20);
});

/** Stands before the sandbox and keeps some people of a bulk call from it. */
class Liar {
  count = 0;

  constructor(
    readonly sandbox: Sandbox,
    readonly g: GeneratorValue,
  ) {}

  readonly fetch: Fetch = async (input, init) => {
    const request = new Request(input, init);
    const isBulk = /\/organizations\/[^/]+\/users$/.test(new URL(request.url).pathname);
    if (!isBulk || request.method === 'GET') return this.sandbox.fetch(request);
    const { users } = (await request.clone().json()) as { users: readonly Written[] };
    const lie = this.g(fc.constantFrom<Lie[]>, 'none', 'left out', 'claimed', 'claimed');
    const victims = lie === 'none' ? [] : drawSome(this.g, users, { minLength: 1 });
    if (victims.length === 0) return this.sandbox.fetch(request);
    this.count += 1;
    const others = users.filter((user) => !victims.includes(user));
    const answer = await this.#pass(request, others);
    if (lie === 'left out') return Response.json(answer);
    const listOf = ({ operation }: Written): string => {
      if (request.method === 'POST') return 'users_added';
      return operation === 'delete' ? 'users_removed' : 'users_updated';
    };
    for (const victim of victims)
      answer[listOf(victim)] = [...((answer[listOf(victim)] ?? []) as string[]), victim.id];
    return Response.json(answer);
  };

  async #pass(request: Request, users: readonly Written[]): Promise<Record<string, unknown>> {
    if (users.length === 0) return { code: 'OK', message: 'Success' };
    const passed = new Request(request, { body: JSON.stringify({ users }) });
    return (await (await this.sandbox.fetch(passed)).json()) as Record<string, unknown>;
  }
}

/** Roles by organization code (or the name of a new one) and by person: the id, or the address of somebody new. */
type Seats = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

interface Organization {
  readonly code: string;
  readonly name: string;
  readonly members: readonly { readonly user: string; readonly roles?: readonly string[] }[];
}

function readSeats(organizations: readonly Organization[], { users }: FullSeed | SandboxSnapshot): Seats {
  const emails = new Map(users.map(({ id, emails: [first] }) => [id, first?.toLowerCase()]));
  const nameOf = (id: string): string => (/^kp_[a-z]+$/.test(id) ? id : (emails.get(id) ?? id));
  return new Map(
    organizations.map(({ code, name, members }) => [
      name === 'Fresh' ? name : code,
      new Map(members.map(({ user, roles = [] }) => [nameOf(user), roles])),
    ]),
  );
}

const personOf = ({ userId, email }: { userId: string | null; email: string | null }): string =>
  userId ?? (email ?? '').toLowerCase();

const placeOf = ({ code, name }: { readonly code: string | null; readonly name: string }): string =>
  code ?? name;

/** Returns who would be where if the plan were carried out. */
function follow(before: Seats, { changes }: PrintedPlan): Seats {
  const seats = new Map([...before].map(([place, members]) => [place, new Map(members)]));
  for (const change of changes) {
    if (change.resource !== 'member') continue;
    const place = placeOf(change.organization);
    const members = seats.get(place) ?? new Map<string, readonly string[]>();
    seats.set(place, members);
    if (change.action === 'remove') members.delete(personOf(change));
    else if (change.action === 'add') members.set(personOf(change), change.roles ?? []);
    else members.set(personOf(change), change.fields[0].after);
  }
  return seats;
}

interface Missing {
  readonly organization: string;
  readonly person: string;
}

/** Returns who is not where the plan showed them, or holds a kept role less. */
function findMissing(planned: Seats, after: Seats, keepHolder: readonly string[]): readonly Missing[] {
  return [...planned].flatMap(([organization, members]) =>
    [...members].flatMap(([person, roles]) => {
      const held = after.get(organization)?.get(person);
      const isWhole =
        held !== undefined && roles.every((role) => !keepHolder.includes(role) || held.includes(role));
      return isWhole ? [] : [{ organization, person }];
    }),
  );
}

function namesPerson({ changes }: PrintedPlan, organization: string, person: string): boolean {
  return changes.some((change) => {
    if (change.result === 'applied') return false;
    if (change.resource === 'user') return change.email.toLowerCase() === person;
    if (change.resource !== 'member') return false;
    return placeOf(change.organization) === organization && personOf(change) === person;
  });
}

/** Returns what must never be, whatever the report says. */
function findLosses(
  before: Seats,
  planned: Seats,
  after: Seats,
  keptIn: (place: string) => readonly string[],
): readonly string[] {
  const held = (seats: Seats, place: string): readonly string[] =>
    [...(seats.get(place)?.values() ?? [])].flat();
  const sizeOf = (seats: Seats, place: string): number => seats.get(place)?.size ?? 0;
  const isIn = (seats: Seats, person: string): boolean =>
    [...seats.values()].some((members) => members.has(person));
  const people = new Set([...before.values()].flatMap((members) => [...members.keys()]));
  return [
    ...[...before.keys()].flatMap((place) => [
      ...roleKeys
        .filter((role) => held(before, place).includes(role))
        .filter((role) => keptIn(place).includes(role) || held(planned, place).includes(role))
        .filter((role) => !held(after, place).includes(role))
        .map((role) => `${place} has no ${role}`),
      ...(sizeOf(before, place) > 0 && sizeOf(planned, place) > 0 && sizeOf(after, place) === 0
        ? [`${place} is empty`]
        : []),
    ]),
    ...[...people]
      .filter((person) => isIn(planned, person) && !isIn(after, person))
      .map((person) => `${person} is nowhere`),
  ];
}
