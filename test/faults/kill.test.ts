// A run that dies at any request, before it leaves or after it took effect: at no moment is anybody out who should
// be in, and the next run reaches the goal.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cutWire, moments } from './cut-wire.js';
import type { Moment } from './cut-wire.js';
import { openScenario } from './open-scenario.js';
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

async function killAt(death: number, moment: Moment): Promise<readonly string[]> {
  const scenario = openScenario({ cwd, seed });
  const first = await scenario.run('apply', cutWire(scenario.sandbox, death, moment));
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

it.each(moments)(
  'leaves nothing that the next run does not put right, whichever request it dies at: %s',
  async (moment) => {
    expect(requests).toBeGreaterThan(40);
    const wrong: string[] = [];
    for (let death = 1; death <= requests; death += 1) wrong.push(...(await killAt(death, moment)));
    expect(wrong).toEqual([]);
  },
);
