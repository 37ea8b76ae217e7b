// Fault plans: how they are read, and what each kind of fault does to a request.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createSandbox, parseFaultPlan, type Fault, type Sandbox } from '../../../src/sandbox/index.js';
import { askToken, connect } from './connect.js';

const seed = {
  users: ['a', 'b', 'c', 'd', 'e'].map((name) => ({ id: `kp_${name}`, emails: [`${name}@x.example`] })),
  organizations: [
    { code: 'org_1', name: 'One', members: ['a', 'b', 'c', 'd'].map((name) => ({ user: `kp_${name}` })) },
  ],
};

interface Clock {
  now: number;
}

/** A sandbox whose faults begin after its first token. */
async function faulty(faults: readonly Fault[], clock: Clock = { now: 1_000_000 }, random = 1) {
  const sandbox = createSandbox({
    seed,
    now: () => clock.now,
    sleep: (ms) => {
      clock.now += ms;
      return Promise.resolve();
    },
  });
  const ask = await connect(sandbox);
  sandbox.resetLog();
  sandbox.setFaults({ seed: random, faults });
  return { sandbox, ask };
}

const faultsOf = (sandbox: Sandbox) => sandbox.requests().map(({ fault }) => fault ?? null);

describe('a fault plan in a file', () => {
  it('is read from YAML', () => {
    const text =
      'seed: 7\nfaults:\n  - { kind: server-error, status: 502, operations: [getUsers], calls: [1, 2] }\n';
    expect(parseFaultPlan(text, 'faults.yaml')).toEqual({
      seed: 7,
      faults: [{ kind: 'server-error', status: 502, operations: ['getUsers'], calls: [1, 2] }],
    });
  });

  it('is shown whole by the example', () => {
    const text = readFileSync(new URL('../../../examples/sandbox-faults.yaml', import.meta.url), 'utf8');
    const kinds = parseFaultPlan(text, 'sandbox-faults.yaml').faults.map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(12);
  });

  it.each([
    ['faults:\n  - { kind: nonsense }', 'f.yaml:2:13'],
    ['faults:\n  - { calls: [1] }', 'f.yaml:2:5'],
    ['faults:\n  - { kind: slow-answer }', 'f.yaml:2:5'],
    ['faults:\n  - { kind: reset-after, ms: 3 }', 'f.yaml:2:26'],
    ['faults:\n  - { kind: reset-after, operations: [getWebHooks] }', 'f.yaml:2:39'],
    ['faults:\n  - { kind: server-error, status: 404 }', 'f.yaml:2:35'],
    ['faults: []\nchance: 1', 'f.yaml:2:1'],
    ['seed: 1', 'f.yaml:1:1'],
    ['faults: [', 'f.yaml:1:10'],
  ])('is refused with its place where it is wrong: %j', (text, place) => {
    const refusal = expect.objectContaining({ code: 'invalid-fault-plan' }) as unknown;
    expect(() => parseFaultPlan(text, 'f.yaml')).toThrow(refusal);
    expect(() => parseFaultPlan(text, 'f.yaml')).toThrow(`${place}: `);
  });
});

describe('limits', () => {
  it('refuse what comes when the bucket is empty, and say when it fills again', async () => {
    const clock = { now: 0 };
    const { sandbox, ask } = await faulty([{ kind: 'rate-limit', perSecond: 2, burst: 2 }], clock);
    const statuses = async () => [(await ask('GET', 'roles')).status, (await ask('GET', 'roles')).status];
    expect(await statuses()).toEqual([200, 200]);
    expect(await statuses()).toEqual([429, 429]);
    clock.now += 500;
    expect(await statuses()).toEqual([200, 429]);
    expect(faultsOf(sandbox)).toEqual([null, null, 'rate-limit', 'rate-limit', null, 'rate-limit']);
  });

  it('refuse what comes while too many are under way', async () => {
    const gates: (() => void)[] = [];
    const sandbox = createSandbox({
      seed,
      latencyMs: 1,
      sleep: () => new Promise((open) => void gates.push(open)),
    });
    const token = connect(sandbox);
    await expect.poll(() => gates.length).toBe(1);
    gates.pop()?.();
    const ask = await token;
    sandbox.setFaults({ faults: [{ kind: 'concurrency-limit', most: 1, resetSeconds: 3 }] });
    const first = ask('GET', 'roles');
    await expect.poll(() => gates.length).toBe(1);
    const second = ask('GET', 'roles');
    await expect.poll(() => gates.length).toBe(2);
    gates.splice(0).forEach((open) => open());
    expect([(await first).status, (await second).status]).toEqual([200, 429]);
    const third = ask('GET', 'roles');
    await expect.poll(() => gates.length).toBe(1);
    gates.pop()?.();
    expect((await third).status).toBe(200);
  });

  it('tell the seconds in RateLimit-Reset', async () => {
    const { sandbox } = await faulty([{ kind: 'rate-limit', perSecond: 0.1, burst: 1 }]);
    await askToken(sandbox);
    expect((await askToken(sandbox)).headers.get('RateLimit-Reset')).toBe('10');
  });
});

describe('faults of single requests', () => {
  const organizations = (sandbox: Sandbox) => sandbox.snapshot().organizations.length;

  it.each([
    [{ kind: 'server-error', status: 502 }, 502, 1],
    [{ kind: 'server-error', takesEffect: true }, 503, 2],
  ] as const)('answers %j', async (fault, status, count) => {
    const { sandbox } = await faulty([{ ...fault, operations: ['createOrganization'] }]);
    const ask = await connect(sandbox).catch(() => null);
    const reply = ask?.('POST', 'organization', { name: 'N' });
    // The page of a gateway is no JSON.
    await expect(reply).rejects.toBeInstanceOf(SyntaxError);
    expect(organizations(sandbox)).toBe(count);
    expect(sandbox.requests().at(-1)?.fault).toMatch(/^server-error/);
    expect([status, sandbox.requests().at(-1)?.isWrite]).toEqual([status, true]);
  });

  it.each([
    ['reset-before', 1, TypeError],
    ['reset-after', 2, TypeError],
    ['truncated-answer', 2, Error],
    ['half-answer', 2, SyntaxError],
  ] as const)('breaks an answer: %s', async (kind, count, failure) => {
    const { sandbox, ask } = await faulty([{ kind }]);
    await expect(ask('POST', 'organization', { name: 'N' })).rejects.toBeInstanceOf(failure);
    expect([organizations(sandbox), faultsOf(sandbox)]).toEqual([count, [kind]]);
  });

  it('answers slowly, after the effect', async () => {
    const clock = { now: 0 };
    const { ask } = await faulty([{ kind: 'slow-answer', ms: 45_000 }], clock);
    expect((await ask('GET', 'roles')).status).toBe(200);
    expect(clock.now).toBe(45_000);
  });

  it('ends every token in mid-run; a new one is good', async () => {
    const { sandbox, ask } = await faulty([{ kind: 'expired-token', calls: [2] }]);
    const statuses = [];
    for (let turn = 0; turn < 3; turn += 1) statuses.push((await ask('GET', 'roles')).status);
    expect(statuses).toEqual([200, 401, 401]);
    expect((await (await connect(sandbox))('GET', 'roles')).status).toBe(200);
  });

  it('handles only a part of a bulk write, one person less at least', async () => {
    const { sandbox, ask } = await faulty([{ kind: 'partial-bulk' }]);
    const users = ['a', 'b', 'c', 'd'].map((name) => ({ id: `kp_${name}`, operation: 'delete' }));
    const reply = await ask('PATCH', 'organizations/org_1/users', { users });
    const removed = reply.json['users_removed'] as readonly string[];
    expect(removed.length).toBeLessThan(4);
    expect(sandbox.snapshot().organizations[0]?.members).toHaveLength(4 - removed.length);
  });

  it.each(['join', 'leave', 'delete'] as const)('changes a list between two pages: %s', async (change) => {
    const { sandbox, ask } = await faulty([
      { kind: 'short-pages', rows: 2 },
      { kind: 'list-change', change, calls: [1] },
    ]);
    const first = await ask('GET', 'organizations/org_1/users?page_size=500');
    expect(sandbox.snapshot().organizations[0]?.members).toHaveLength(4);
    await ask('GET', `organizations/org_1/users?next_token=${String(first.json['next_token'])}`);
    expect(sandbox.snapshot().organizations[0]?.members).toHaveLength(change === 'join' ? 5 : 3);
    expect(sandbox.snapshot().users).toHaveLength({ join: 6, leave: 5, delete: 4 }[change]);
    expect(faultsOf(sandbox)).toEqual([null, expect.stringMatching(/^list-change: kp_/)]);
  });
});

describe('chance', () => {
  const hits = async (random: number) => {
    const { sandbox, ask } = await faulty([{ kind: 'half-answer', probability: 0.3 }], { now: 0 }, random);
    for (let turn = 0; turn < 200; turn += 1) await ask('GET', 'roles').catch(() => null);
    return faultsOf(sandbox);
  };

  it('is the same for the same seed, another for another, and as great as it is said to be', async () => {
    const first = await hits(1);
    expect(await hits(1)).toEqual(first);
    expect(await hits(2)).not.toEqual(first);
    const share = first.filter((fault) => fault !== null).length / 200;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.4);
  });
});

describe('over TCP', () => {
  it('a truncated answer breaks off and half an answer does not', async () => {
    const sandbox = createSandbox({
      faults: {
        faults: [
          { kind: 'truncated-answer', operations: ['token'], calls: [1] },
          { kind: 'half-answer', operations: ['token'], calls: [1] },
        ],
      },
    });
    const { url, close } = await sandbox.listen();
    const post = () =>
      fetch(`${url}/oauth2/token`, { method: 'POST', body: new URLSearchParams({ a: 'b' }) });
    await expect(post().then((answer) => answer.text())).rejects.toBeInstanceOf(TypeError);
    const half = await (await post()).text();
    expect(half.length).toBeGreaterThan(0);
    expect(() => JSON.parse(half) as unknown).toThrow(SyntaxError);
    await close();
    expect(faultsOf(sandbox)).toEqual(['truncated-answer', 'half-answer']);
  });
});
