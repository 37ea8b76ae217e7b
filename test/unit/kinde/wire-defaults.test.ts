// The clock and the chance of a connection are asked at each use, and not kept from when the module was loaded.
import { afterEach, expect, it, vi } from 'vitest';
import { wireDefaults } from '../../../src/kinde/wire-defaults.js';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('asks the clock that there is now', () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 5 });
  expect(wireDefaults.now()).toBe(5);
});

it('asks for the random number that there is now', () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.25);
  expect(wireDefaults.random()).toBe(0.25);
});
