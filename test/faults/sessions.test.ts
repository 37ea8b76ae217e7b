// Ended sessions under every fault: at whichever request a run dies or is interrupted, and whatever answer fails, no session ends
// of a person who has not left, an end is never claimed wrongly, and no run is silent about sessions that may go on.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/index.js';
import type {
  Aim,
  Fault,
  Sandbox,
  SandboxOptions,
  SandboxSnapshot,
  Unknowns,
} from '../../src/sandbox/index.js';
import { reportOf } from '../fake-world.js';
import { cutWire, moments } from './cut-wire.js';
import { runCommand, sleep, useVirtualTime } from './run-command.js';
import type { CommandOptions } from './run-command.js';

/** Old and Pia leave their last organizations, Old two of them. Mo moves, and Bo stays in Beta. */
const seed = {
  users: ['ann', 'bo', 'mo', 'old', 'pia'].map((name) => ({
    id: `kp_${name}`,
    emails: [`${name}@acme.example`],
    sessions: 2,
  })),
  organizations: [
    { code: 'org_home', name: 'Home', isDefault: true },
    {
      code: 'org_acme',
      name: 'Acme',
      members: ['kp_ann', 'kp_bo', 'kp_mo', 'kp_old', 'kp_pia'].map((user) => ({ user })),
    },
    { code: 'org_beta', name: 'Beta', members: ['kp_ann', 'kp_bo', 'kp_old'].map((user) => ({ user })) },
  ],
};

const configuration = (rule: string): string => `version: 1
safety: { endSessions: ${rule}, maxRemovals: { percent: 90 } }
organizations:
  - { code: org_acme, allowRegistrations: true, membership: exact, members: [ann@acme.example] }
  - { code: org_beta, members: [ann@acme.example, bo@acme.example, mo@acme.example] }
`;

const goal = { org_home: [], org_acme: ['kp_ann'], org_beta: ['kp_ann', 'kp_bo', 'kp_mo'] };

/** The people whose sessions end, by rule. */
const signedOut = {
  lastAccess: ['kp_old', 'kp_pia'],
  always: ['kp_bo', 'kp_mo', 'kp_old', 'kp_pia'],
} as const;
type Rule = keyof typeof signedOut;

useVirtualTime();

function open(rule: Rule, options: SandboxOptions = {}) {
  const cwd = mkdtempSync(join(tmpdir(), 'kinde-sync-sessions-'));
  writeFileSync(join(cwd, 'kinde.yaml'), configuration(rule));
  const problems: string[] = [];
  const sandbox = createSandbox({
    seed,
    now: Date.now,
    sleep,
    onEffect: () => void problems.push(...findEarly(rule, sandbox.snapshot())),
    ...options,
  });
  const run = (args: readonly string[], more: Partial<CommandOptions> = {}) =>
    runCommand(args, { sandbox, cwd, seed: 1, ...more });
  return { sandbox, run, problems };
}

/** Sessions end only of people who have left: everything, or by `always` an organization. */
function findEarly(rule: Rule, { users, organizations }: SandboxSnapshot): readonly string[] {
  return users.flatMap(({ id, sessions = 0 }) => {
    if (sessions > 0) return [];
    const places = organizations.filter(({ members }) => members.some(({ user }) => user === id));
    const had = seed.organizations.filter(({ members = [] }) => members.some(({ user }) => user === id));
    const hasLeft = had.some(({ code }) => !places.some((one) => one.code === code));
    const isOut = rule === 'always' ? hasLeft : places.length === 0;
    return isOut && signedOut[rule].some((one) => one === id) ? [] : [`the sessions of ${id} ended`];
  });
}

function membersOf(sandbox: Sandbox) {
  const { organizations } = sandbox.snapshot();
  return Object.fromEntries(
    organizations.map(({ code, members }) => [code, members.map(({ user }) => user)]),
  );
}

/** The people who have left for good, and whose sessions go on. */
function findOpen(rule: Rule, sandbox: Sandbox): readonly string[] {
  const { users } = sandbox.snapshot();
  return users.flatMap(({ id, sessions = 0 }) =>
    sessions > 0 && signedOut[rule].some((one) => one === id) ? [id] : [],
  );
}

const apply = ['apply', '--yes', '--format', 'json'];

const sides: readonly (readonly [Rule, string, Partial<Unknowns>])[] = [
  ['lastAccess', 'as usual', {}],
  ['always', 'with each unknown the other way', { endedSessions: 'listed', noSessions: 'not-found' }],
];

describe.each(sides)('by the rule %s, %s', (rule, _, unknowns) => {
  it.each(moments)(
    'a run that dies at any request leaves what the next one finishes or names: %s',
    async (moment) => {
      const seen = { boundaries: 0, named: 0 };
      for (;;) {
        const { sandbox, run, problems } = open(rule, { unknowns });
        expect((await run(['plan', '--out', 'plan.json'])).status).toBe(0);
        const { status } = await run(apply, cutWire(sandbox, seen.boundaries + 1, moment));
        if (status !== null) break;
        seen.boundaries += 1;
        const again = await run(['apply', 'plan.json', '--yes', '--format', 'json']);
        expect(membersOf(sandbox)).toEqual(goal);
        const { warnings } = reportOf(again);
        const left = findOpen(rule, sandbox);
        // Only of people who are in another organization can the plan not prove that the sessions are old.
        for (const id of left) {
          expect(['kp_bo', 'kp_mo']).toContain(id);
          expect(again.stderr).toContain(`${id.slice(3)}@acme.example had left`);
        }
        expect(again.status, again.stderr).toBe(left.length === 0 ? 0 : 1);
        seen.named += warnings.some(({ code }) => code === 'ends-sessions-late') ? 1 : 0;
        expect([problems, sandbox.violations()]).toEqual([[], []]);
      }
      expect(seen.boundaries).toBeGreaterThan(10);
      expect(seen.named).toBeGreaterThan(0);
    },
  );

  it('a run that is interrupted at any request names everyone whose sessions may go on', async () => {
    const seen = { boundaries: 0, named: 0 };
    for (let stop = 1; ; stop += 1) {
      const { sandbox, run, problems } = open(rule, { unknowns, latencyMs: 5 });
      const interrupt = new AbortController();
      let count = 0;
      const fetch: Sandbox['send'] = (url, init) => {
        count += 1;
        if (count === stop) interrupt.abort();
        return sandbox.send(url, init);
      };
      const { status, stdout } = await run(apply, { fetch, interrupt: interrupt.signal });
      if (count < stop) break;
      seen.boundaries += 1;
      expect(status).toBe(130);
      const left = findOpen(rule, sandbox).filter(
        (id) => findEarly(rule, withoutSessions(sandbox, id)).length === 0,
      );
      if (left.length > 0) {
        const { changes } = reportOf({ stdout });
        const named = changes.filter(
          ({ sessions }) => sessions !== undefined && sessions.result !== 'applied',
        );
        for (const id of left) expect(JSON.stringify(named), `at request ${stop}`).toContain(id);
        seen.named += 1;
      }
      const second = await run(apply);
      expect([second.status, membersOf(sandbox)], second.stdout).toEqual([0, goal]);
      expect([problems, sandbox.violations()]).toEqual([[], []]);
    }
    expect(seen.boundaries).toBeGreaterThan(10);
    expect(seen.named).toBeGreaterThan(0);
  });
});

/** The snapshot as if this person's sessions had ended, too. */
function withoutSessions(sandbox: Sandbox, userId: string): SandboxSnapshot {
  const snapshot = sandbox.snapshot();
  const users = snapshot.users.map((user) => (user.id === userId ? { ...user, sessions: 0 } : user));
  return { ...snapshot, users };
}

const faults: Readonly<Record<string, { readonly build: (aim: Aim) => Fault; readonly isRiddenOut?: true }>> =
  {
    'a rate limit': {
      build: ({ operations = [] }) => ({ kind: 'rate-limit', perSecond: 1, burst: 1, operations }),
      isRiddenOut: true,
    },
    'a 500': { build: (aim) => ({ kind: 'server-error', status: 500, ...aim }), isRiddenOut: true },
    'a 502 after the effect': {
      build: (aim) => ({ kind: 'server-error', status: 502, takesEffect: true, ...aim }),
      isRiddenOut: true,
    },
    'a connection reset before the effect': {
      build: (aim) => ({ kind: 'reset-before', ...aim }),
      isRiddenOut: true,
    },
    'a connection reset after the effect': {
      build: (aim) => ({ kind: 'reset-after', ...aim }),
      isRiddenOut: true,
    },
    'an answer slower than patience': {
      build: (aim) => ({ kind: 'slow-answer', ms: 45_000, ...aim }),
      isRiddenOut: true,
    },
    'a truncated answer': { build: (aim) => ({ kind: 'truncated-answer', ...aim }), isRiddenOut: true },
    'half an answer': { build: (aim) => ({ kind: 'half-answer', ...aim }) },
    'an expired token': { build: (aim) => ({ kind: 'expired-token', ...aim }), isRiddenOut: true },
    'a long failure': {
      build: ({ operations = [] }) => ({ kind: 'server-error', status: 503, operations, probability: 1 }),
    },
  };

describe('an apply that ends sessions', () => {
  const cells = Object.keys(faults).flatMap((kind) =>
    ['DeleteUserSessions', 'GetUserSessions'].map((operation) => [kind, operation] as const),
  );

  it.each(cells)('withstands %s of %s', async (kind, operation) => {
    const fault = faults[kind];
    if (fault === undefined) throw new Error('no such fault');
    for (const [rule, , unknowns] of sides) {
      for (const call of [1, 2]) {
        const plan = { seed: 1, faults: [fault.build({ operations: [operation], calls: [call] })] };
        const { sandbox, run, problems } = open(rule, { unknowns, faults: plan });
        const { status, stdout, stderr } = await run(apply);
        const report = reportOf({ stdout });
        expect(sandbox.requests().some((request) => request.fault !== undefined)).toBe(true);
        expect(membersOf(sandbox)).toEqual(goal);
        // The outcome of the sessions never changes that of the removal.
        expect(report.changes.every(({ result }) => result === 'applied')).toBe(true);
        if (fault.isRiddenOut === true) expect(status, stderr + stdout).toBe(0);
        expect(status === 0).toBe(report.verified);
        const left = findOpen(rule, sandbox);
        if (left.length > 0) expect(status).toBe(1);
        for (const id of left) expect(stderr).toContain(`${id.slice(3)}@acme.example has left`);
        expect([problems, sandbox.violations()]).toEqual([[], []]);
      }
    }
  });
});
