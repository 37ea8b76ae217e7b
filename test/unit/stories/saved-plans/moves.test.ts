// Applies a saved plan after each change in Kinde, and compares the end with the table.
import { describe, expect, it } from 'vitest';
import type { RequestRecord } from '../../../../src/sandbox/index.js';
import { errorCodeIn, reportOf, runInWorld } from '../../../fake-world.js';
import type { Ended } from '../../../fake-world.js';
import { moves } from './moves.js';
import type { Move } from './moves.js';
import { savePlan } from './scene.js';
import type { Kept } from './scene.js';

describe('a saved plan, when meanwhile', () => {
  it.each(moves)('$name: $ends', async (move) => {
    const kept = await savePlan();
    const { sandbox, planned, apply } = kept;
    expect(planned).toMatchObject({ status: 0, stderr: '' });
    sandbox.change(move.edit);
    const before = sandbox.snapshot();
    const end = await apply();
    expect(sandbox.violations()).toEqual([]);
    if (move.ends === 'applied' || move.ends === 'counted as done') return checkApplied(move, kept, end);
    expect(sandbox.requests().filter(({ isWrite }) => isWrite)).toEqual([]);
    expect(sandbox.snapshot()).toEqual(before);
    if (move.ends === 'foreign')
      expect({ status: end.status, code: errorCodeIn(end) }).toEqual({ status: 1, code: 'foreign-plan' });
    else checkRefused(end);
  });

  it('covers at least forty ways, each named once', () => {
    expect(new Set(moves.map(({ name }) => name)).size).toBe(moves.length);
    expect(moves.length).toBeGreaterThanOrEqual(40);
  });
});

async function checkApplied({ ends, spares }: Move, { sandbox, folder }: Kept, end: Ended): Promise<void> {
  const { changes, verified } = reportOf(end);
  expect({ status: end.status, verified }, end.stdout).toEqual({ status: 0, verified: true });
  expect(new Set(changes.map(({ result }) => result))).toEqual(new Set(['applied']));
  if (ends !== 'counted as done') return;
  const writes = sandbox.requests().filter(({ isWrite }) => isWrite);
  expect(writes.map(describeRequest).filter((text) => text.includes(spares ?? 'nothing is spared'))).toEqual(
    [],
  );
  const again = await runInWorld(['plan', '--detailed-exitcode'], { sandbox, cwd: folder });
  expect(again.status, again.stdout).toBe(0);
}

function describeRequest({ operation, path, body }: RequestRecord): string {
  return `${operation} ${path} ${JSON.stringify(body)}`;
}

function checkRefused(end: Ended): void {
  const { refusals, changes } = reportOf(end);
  expect(end.status).toBe(3);
  expect(new Set(refusals.map(({ guard }) => guard))).toEqual(new Set(['plan-overtaken']));
  expect(new Set(changes.map(({ result }) => result))).toEqual(new Set(['skipped']));
}
