import { describe, expect, it } from 'vitest';
import { createGate, wait } from '../../../../src/kinde/pacing/gate.js';
import { InterruptedError } from '../../../../src/model/errors.js';
import { createVirtualClock } from '../virtual-clock.js';

describe('the gate', () => {
  it('lets everything out at once while nothing is learnt', async () => {
    const clock = createVirtualClock(0);
    const gate = createGate(clock, () => null);
    await clock.run(Promise.all([gate.pass(), gate.pass(), gate.pass()]));
    expect(clock.now()).toBe(0);
  });

  it('lets nothing out while it is closed, and then one by one', async () => {
    const clock = createVirtualClock(0);
    const gate = createGate(clock, () => 10);
    gate.close(5_000);
    const leave = async (): Promise<number> => gate.pass().then(() => clock.now());
    expect(await clock.run(Promise.all([leave(), leave(), leave()]))).toEqual([5_000, 5_100, 5_200]);
  });

  it('is not opened earlier by a second closing', async () => {
    const clock = createVirtualClock(0);
    const gate = createGate(clock, () => null);
    gate.close(5_000);
    gate.close(1_000);
    await clock.run(gate.pass());
    expect(clock.now()).toBe(5_000);
  });

  it('holds back those who already wait for their turn when it closes again', async () => {
    const clock = createVirtualClock(0);
    const gate = createGate(clock, () => 1);
    const leave = async (): Promise<number> => gate.pass().then(() => clock.now());
    const leaving = [leave(), leave(), leave()];
    const closing = clock.sleep(500).then(() => gate.close(10_000));
    await clock.run(Promise.all([...leaving, closing]));
    const times = await Promise.all(leaving);
    expect(times[0]).toBe(0);
    expect(times.slice(1).every((time) => time >= 10_000)).toBe(true);
    expect(new Set(times).size).toBe(3);
  });

  it('comes to an end with a clock that stands still and a sleep that takes no time', async () => {
    const gate = createGate({ now: () => 0, sleep: () => Promise.resolve() }, () => 1);
    gate.close(60_000);
    await expect(Promise.all([gate.pass(), gate.pass()])).resolves.toHaveLength(2);
  });
});

describe('an interruption', () => {
  it('ends every wait, whether sleep rejects or resolves', async () => {
    for (const sleep of [() => Promise.reject(new Error('aborted')), () => Promise.resolve()]) {
      const controller = new AbortController();
      const clock = { now: () => 0, signal: controller.signal, sleep };
      const waiting = wait({ ...clock, sleep: () => (controller.abort(), sleep()) }, 1_000);
      await expect(waiting).rejects.toBeInstanceOf(InterruptedError);
    }
  });

  it('lets nothing more through the gate', async () => {
    const gate = createGate(
      { now: () => 0, sleep: () => Promise.resolve(), signal: AbortSignal.abort() },
      () => null,
    );
    await expect(gate.pass()).rejects.toBeInstanceOf(InterruptedError);
  });

  it('is not made up where sleep fails for another reason', async () => {
    const clock = { now: () => 0, sleep: () => Promise.reject(new Error('no timer')) };
    await expect(wait(clock, 1)).rejects.toThrow('no timer');
  });
});
