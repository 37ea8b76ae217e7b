// A run that dies at any request, before it leaves or after it took effect: at no moment is anybody out who should
// be in, and the next run reaches the goal.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openScenario, type Scenario } from './open-scenario.js';
import { useVirtualTime } from './run-command.js';
import { findMissing, writeConfiguration } from './scenario.js';

const cwd = writeConfiguration();
const total = { boundaries: 0, runs: 0 };
/** The one in which the most is different from what one might expect of Kinde. */
const seed = 2;
let requests = 0;

useVirtualTime();

beforeAll(async () => {
  const scenario = openScenario({ cwd, seed });
  expect((await scenario.run('apply')).status).toBe(0);
  requests = scenario.sandbox.requests().length;
});

afterAll(() => {
  process.stdout.write(`kill: ${total.boundaries} request boundaries, ${total.runs} runs\n`);
});

type Moment = 'before it leaves' | 'after it took effect';

/** A wire that goes silent for good with the `death`-th request. */
function cutWire({ sandbox }: Scenario, death: number, moment: Moment) {
  let count = 0;
  const wire: { isCut: boolean; isDead: boolean } = { isCut: false, isDead: false };
  const isSilent = (): boolean => wire.isCut;
  const silence = new Promise<Response>(() => undefined);
  const die = async (effect: Promise<unknown> | null): Promise<Response> => {
    wire.isCut = true;
    await effect;
    // What was under way beside it reaches Kinde all the same.
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    wire.isDead = true;
    return silence;
  };
  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (isSilent()) return silence;
    count += 1;
    if (count === death) return die(moment === 'before it leaves' ? null : sandbox.fetch(input, init));
    const answer = await sandbox.fetch(input, init);
    return isSilent() ? silence : answer;
  };
  return { fetch, isDead: () => wire.isDead };
}

async function killAt(death: number, moment: Moment): Promise<readonly string[]> {
  const scenario = openScenario({ cwd, seed });
  const first = await scenario.run('apply', cutWire(scenario, death, moment));
  const second = await scenario.run('apply');
  total.boundaries += 1;
  total.runs += 2;
  const wrong = [
    ...(first.status === null ? [] : [`ended with ${first.status} instead of dying`]),
    ...(second.status === 0 ? [] : [`second run: exit ${second.status} ${second.stderr} ${second.stdout}`]),
    ...findMissing(scenario.sandbox.snapshot()).map((one) => `after two runs: ${one}`),
    ...scenario.watch.problems(),
    ...scenario.sandbox.violations(),
  ];
  return wrong.map((one) => `killed at request ${death}: ${one}`);
}

it.each(['before it leaves', 'after it took effect'] as const)(
  'leaves nothing that the next run does not put right, whichever request it dies at: %s',
  async (moment) => {
    expect(requests).toBeGreaterThan(40);
    const wrong: string[] = [];
    for (let death = 1; death <= requests; death += 1) wrong.push(...(await killAt(death, moment)));
    expect(wrong).toEqual([]);
  },
);
