// Whatever fails on the way: nobody loses what the plan does not take, nobody leaves before the others are in,
// success is never claimed wrongly, and running again gets there.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { InterceptedRequest, Interception, Sandbox } from '../../src/sandbox/index.js';
import { expectMemberships, expectRemovals, findMeant, identify, readMemberships } from './goal.js';
import { openTool } from './run-tool.js';
import { drawScene } from './scenes.js';
import type { Scene } from './scenes.js';

type Fault = 'none' | 'drop-after' | 'drop-before' | 'leave-out' | '500' | '502' | '429' | '403' | 'nonsense';
const faults = fc.constantFrom<Fault[]>(
  ...([
    'none',
    'none',
    'none',
    'drop-after',
    'drop-before',
    'leave-out',
    '500',
    '502',
    '429',
    '403',
    'nonsense',
  ] as const),
);

it('rides out random faults without harm, and gets there in the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const scene = drawScene(g);
      const watch = new Watch(scene, g(fc.array<Fault>, faults, { minLength: 5, maxLength: 40 }));
      const { seed, unknowns, configuration } = scene;
      const { sandbox, run } = openTool({
        seed,
        unknowns,
        intercept: (request) => watch.intercept(request, sandbox),
      });
      for (let turn = 0; ; turn += 1) {
        const { status, stderr } = await run(['apply', '--yes', '--allow-removals', 'all'], configuration);
        expect(watch.wrongs).toEqual([]);
        if (status === 0) break;
        expect(status, stderr).toBe(1);
        expect(turn, `still not there: ${stderr}`).toBeLessThan(42);
      }
      expect(readMemberships(sandbox.snapshot(), seed)).toEqual(expectMemberships(scene));
      expect(sandbox.violations()).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

/** Plays the faults, and looks at every write before it takes effect. */
class Watch {
  readonly wrongs: string[] = [];
  readonly #faults: Fault[];
  readonly #allowed: ReadonlySet<string>;

  constructor(
    readonly scene: Scene,
    planned: readonly Fault[],
  ) {
    this.#faults = [...planned];
    const removals = expectRemovals(scene);
    this.#allowed = new Set([...removals].flatMap(([code, ids]) => ids.map((id) => `${code} ${id}`)));
  }

  intercept(request: InterceptedRequest, sandbox: Sandbox): Interception | undefined {
    if (request.method !== 'GET') this.#look(request, sandbox);
    if (request.operation === 'token') return undefined;
    return play(this.#faults.pop() ?? 'none', request);
  }

  #look({ operation, path, body }: InterceptedRequest, sandbox: Sandbox): void {
    if (/^delete(User|Organization)$/i.test(operation)) this.wrongs.push(operation);
    if (operation === 'DeleteUserSessions') this.#lookAtSessions(path.split('/').at(-2) ?? '', sandbox);
    const code = /organizations\/([^/]+)\/users$/.exec(path)?.[1] ?? '';
    const leaving = usersIn(body)
      .filter((user) => user.operation === 'delete')
      .map(({ id }) => id)
      .filter((id) => id.startsWith('kp_') && this.scene.seed.users.some((one) => one.id === id));
    for (const id of leaving)
      if (!this.#allowed.has(`${code} ${id}`)) this.wrongs.push(`${id} leaves ${code} unplanned`);
    if (leaving.length > 0) this.#lookForMissing(code, sandbox);
  }

  /** Sessions end only of people who have left by then, from one organization or from all. */
  #lookAtSessions(userId: string, sandbox: Sandbox): void {
    const { organizations } = sandbox.snapshot();
    const isIn = ({ members }: (typeof organizations)[number]): boolean =>
      members.some(({ user }) => user === userId);
    const rule = this.scene.configuration.safety?.endSessions ?? 'never';
    const isOut = organizations.some((one) => this.#allowed.has(`${one.code} ${userId}`) && !isIn(one));
    if (rule === 'never' || !isOut || (rule === 'lastAccess' && organizations.some(isIn)))
      this.wrongs.push(`the sessions of ${userId} end`);
  }

  #lookForMissing(code: string, sandbox: Sandbox): void {
    const { seed, configuration } = this.scene;
    const entry = configuration.organizations.find((one) => findMeant(one, seed)?.code === code);
    const snapshot = sandbox.snapshot();
    const name = snapshot.organizations.find((one) => one.code === code)?.name ?? '';
    const members = readMemberships(snapshot, seed)[name] ?? {};
    for (const member of entry?.members ?? []) {
      const person = identify(member, seed);
      if (!(person in members)) this.wrongs.push(`${code} loses people before ${person} is in`);
    }
  }
}

function usersIn(body: unknown): readonly { readonly id: string; readonly operation?: string }[] {
  return (body as { users?: readonly { id: string; operation?: string }[] } | null)?.users ?? [];
}

function play(fault: Fault, { body, method }: InterceptedRequest): Interception | undefined {
  if (fault === 'none' || (fault === '403' && method === 'GET')) return undefined;
  if (fault === 'drop-after' || fault === 'drop-before') return fault;
  if (fault === 'nonsense') return new Response('<html>', { status: 200 });
  if (fault === 'leave-out') {
    const [first] = usersIn(body);
    return first === undefined ? undefined : { leaveOut: [first.id] };
  }
  const headers = { 'RateLimit-Reset': '1' };
  return new Response('{"errors":[{"code":"FAULT","message":"fault"}]}', { status: Number(fault), headers });
}
