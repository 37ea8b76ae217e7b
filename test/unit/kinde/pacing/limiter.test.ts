// The whole of throttling in virtual time, against servers that throttle as Kinde does: by rate and by concurrency.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryWithBackOff, type RetryEnd } from '../../../../src/kinde/pacing/retry-with-back-off.js';
import { createLimiter } from '../../../../src/kinde/pacing/limiter.js';
import type { WireResult } from '../../../../src/kinde/http/transport.js';
import { createBucketServer, createFlightServer, type LimitedServer } from './limited-server.js';
import { createSeededRandom } from '../seeded-random.js';
import { createVirtualClock, type VirtualClock } from '../virtual-clock.js';

interface Figures {
  readonly good: number;
  readonly requests: number;
  readonly refused: number;
  /** Good answers a second. */
  readonly rate: number;
  readonly server: LimitedServer;
}

interface Load {
  readonly requests: number;
  readonly concurrency?: number;
  readonly seed?: number;
}

const good: WireResult = { kind: 'answer', status: 200, reset: null, body: '' };

async function simulate(makeServer: (clock: VirtualClock) => LimitedServer, load: Load): Promise<Figures> {
  const clock = createVirtualClock();
  const server = makeServer(clock);
  const random = createSeededRandom(load.seed ?? 1);
  const options = { ...clock, random, concurrency: load.concurrency ?? 8, onEvent: () => undefined };
  const limiter = createLimiter(options);
  const attempt = () => limiter.enter(() => limiter.send(server.transmit));
  const startedAt = clock.now();
  const ends = await clock.run(
    Promise.all(
      Array.from({ length: load.requests }, () =>
        retryWithBackOff(options, { operation: { id: 'getUsers', repetition: 'read' }, attempt }),
      ),
    ),
  );
  const good = ends.filter(isGood).length;
  return {
    good,
    requests: server.arrivals.length,
    refused: server.arrivals.filter(({ isRefused }) => isRefused).length,
    rate: (good * 1000) / (clock.now() - startedAt),
    server,
  };
}

function isGood({ result }: RetryEnd): boolean {
  return result.kind === 'answer' && result.status === 200;
}

describe('under a token bucket of 20 requests a second', () => {
  it.each([
    { capacity: 20, latencyMs: 50, reset: '1' },
    { capacity: 20, latencyMs: 2, reset: '1' },
    { capacity: 20, latencyMs: 250, reset: '1' },
    { capacity: 20, latencyMs: 50, reset: '0.05' },
    { capacity: 20, latencyMs: 50, reset: null },
    { capacity: 40, latencyMs: 50, reset: '1' },
  ])('stays near the rate of the bucket and is seldom refused: %j', async (bucket) => {
    const load = { requests: 1_500 };
    const figures = await simulate((clock) => createBucketServer(clock, { perSecond: 20, ...bucket }), load);
    expect(figures.good).toBe(1_500);
    expect(figures.refused / figures.requests).toBeLessThan(0.015);
    expect(figures.rate).toBeGreaterThan(17);
  });

  it('is refused less than 3 % of the time from the first request on in a run of 300', async () => {
    const bucket = { perSecond: 20, capacity: 20, latencyMs: 50, reset: '1' };
    const figures = await simulate((clock) => createBucketServer(clock, bucket), { requests: 300 });
    expect(figures.refused / figures.requests).toBeLessThan(0.03);
  });

  it('gets on with a bucket that keeps hardly anything in reserve', async () => {
    const bucket = { perSecond: 20, capacity: 2, latencyMs: 50, reset: '1' };
    const figures = await simulate((clock) => createBucketServer(clock, bucket), { requests: 1_500 });
    expect(figures.refused / figures.requests).toBeLessThan(0.015);
    expect(figures.rate).toBeGreaterThan(10);
  });
});

describe('under a limit of 4 requests at once', () => {
  it.each([
    { requests: 100, latencyMs: 100, reset: '1' },
    { requests: 1_000, latencyMs: 100, reset: '1' },
    { requests: 1_000, latencyMs: 20, reset: null },
  ])('sends at most 5 % more than are needed: %j', async ({ requests, ...flight }) => {
    const figures = await simulate((clock) => createFlightServer(clock, { mostAtOnce: 4, ...flight }), {
      requests,
    });
    expect(figures.good).toBe(requests);
    expect(figures.requests).toBeLessThanOrEqual(requests * 1.05);
  });

  it('comes back to most of what four at once can do', async () => {
    const flight = { mostAtOnce: 4, latencyMs: 100, reset: '1' };
    const figures = await simulate((clock) => createFlightServer(clock, flight), { requests: 2_000 });
    expect(figures.rate).toBeGreaterThan(30);
  });
});

describe('without limits', () => {
  it('never has more under way than is allowed, and waits for nothing', async () => {
    let flight = 0;
    let most = 0;
    const makeServer = (clock: VirtualClock): LimitedServer => ({
      arrivals: [],
      transmit: async () => {
        flight += 1;
        most = Math.max(most, flight);
        await clock.sleep(100);
        flight -= 1;
        return { kind: 'answer', status: 200, reset: null, body: '' };
      },
    });
    const figures = await simulate(makeServer, { requests: 400, concurrency: 8 });
    expect(most).toBe(8);
    expect(figures.rate).toBeGreaterThan(70);
  });
});

/** Returns the times at which requests left, `count` at once, against these answers in their order. */
async function watchDepartures(answers: readonly WireResult[], count: number): Promise<readonly number[]> {
  const clock = createVirtualClock(0);
  const options = { ...clock, random: () => 0, concurrency: 8, onEvent: () => undefined };
  const limiter = createLimiter(options);
  const times: number[] = [];
  const transmit = async (): Promise<WireResult> => {
    const index = times.push(clock.now()) - 1;
    await clock.sleep(10);
    return answers[index] ?? good;
  };
  const attempt = () => limiter.enter(() => limiter.send(transmit));
  const retried = () =>
    retryWithBackOff(options, { operation: { id: 'getUsers', repetition: 'read' }, attempt });
  await clock.run(Promise.all(Array.from({ length: count }, retried)));
  return times;
}

const refused: WireResult = { kind: 'answer', status: 429, reset: null, body: '' };

describe('several refusals of one closing', () => {
  it('count once: everything waits as long as after one', async () => {
    const [one, several] = await Promise.all([
      watchDepartures([refused], 1),
      watchDepartures([refused, refused, refused], 3),
    ]);
    expect(one).toEqual([0, 1_010]);
    expect(several.slice(0, 4)).toEqual([0, 0, 0, 1_010]);
  });
});

describe('a Retry-After', () => {
  it.each([429, 503])('of a %i is kept by every request', async (status) => {
    const told: WireResult = { kind: 'answer', status, reset: null, retryAfter: '20', body: '' };
    const times = await watchDepartures([told], 3);
    expect(times.slice(0, 3)).toEqual([0, 0, 0]);
    expect(Math.min(...times.slice(3))).toBeGreaterThanOrEqual(20_010);
  });

  it('of an outage teaches no pace: when it is over only the places are fewer', async () => {
    const told: WireResult = { kind: 'answer', status: 503, reset: null, retryAfter: '20', body: '' };
    const times = await watchDepartures([told, told, told], 3);
    expect(times.slice(3)).toEqual([20_010, 20_010, 20_020]);
  });
});

interface Step {
  readonly result: WireResult;
  readonly latencyMs: number;
  /** How long nothing may arrive after this answer, at the least. */
  readonly closedMs: number;
}

/** A server that follows a script and remembers requests that came too early. */
function createScriptedServer(clock: VirtualClock, steps: readonly Step[]): LimitedServer & ScriptRecord {
  const early: number[] = [];
  let closedUntil = 0;
  let count = 0;
  return {
    arrivals: [],
    early,
    async transmit() {
      if (clock.now() < closedUntil) early.push(clock.now());
      const { result, latencyMs, closedMs } = steps[count++] ?? { result: good, latencyMs: 1, closedMs: 0 };
      await clock.sleep(latencyMs);
      closedUntil = Math.max(closedUntil, clock.now() + closedMs);
      return result;
    },
  };
}

interface ScriptRecord {
  readonly early: readonly number[];
}

describe('a closed gate', () => {
  const answers = fc.constantFrom<Omit<Step, 'latencyMs'>>(
    { result: good, closedMs: 0 },
    { result: { kind: 'answer', status: 503, reset: null, body: '' }, closedMs: 0 },
    { result: { kind: 'answer', status: 429, reset: '3', body: '' }, closedMs: 3_000 },
    { result: { kind: 'answer', status: 429, reset: 'nonsense', body: '' }, closedMs: 1_000 },
    { result: { kind: 'fault', fault: { reason: 'timeout', mayBeSent: true, detail: '' } }, closedMs: 0 },
  );
  const step = fc.tuple(answers, fc.nat(800)).map(([answer, latencyMs]) => ({ ...answer, latencyMs }));

  it('is passed by no request, whatever is answered and when', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.nat(), async (steps, seed) => {
        let record: ScriptRecord = { early: [] };
        const makeServer = (clock: VirtualClock): LimitedServer => {
          const server = createScriptedServer(clock, steps);
          record = server;
          return server;
        };
        await simulate(makeServer, { requests: 12, seed });
        expect(record.early).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
