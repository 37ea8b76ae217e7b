// A list that is read on before anybody asked for it.
import { expect, it } from 'vitest';
import type { KeyedListing, OnRows, Peek } from '../../src/model/client.js';
import { beginRest } from '../../src/read/begin-rest.js';

interface Fake {
  readonly peek: Peek<string>;
  readonly arrive: (rows: readonly string[]) => void;
  readonly finish: (listing: KeyedListing<string>) => void;
  readonly fail: (error: Error) => void;
  readonly countCalls: () => number;
}

function fakePeek(): Fake {
  let tell: OnRows<string> = () => undefined;
  let finish: Fake['finish'] = () => undefined;
  let fail: Fake['fail'] = () => undefined;
  let calls = 0;
  return {
    peek: {
      rows: ['a'],
      readRest: (onRows = () => undefined) => {
        calls += 1;
        tell = onRows;
        return new Promise((resolve, reject) => {
          finish = resolve;
          fail = reject;
        });
      },
    },
    arrive: (rows) => {
      tell(rows);
    },
    finish: (listing) => {
      finish(listing);
    },
    fail: (error) => {
      fail(error);
    },
    countCalls: () => calls,
  };
}

function toListing(rows: readonly string[]): KeyedListing<string> {
  return { rows, byKey: new Map(rows.map((row) => [row, row])), pages: rows.length };
}

it('tells of every page once, in its order, whenever it arrived', async () => {
  const { peek, arrive, finish, countCalls } = fakePeek();
  const { rows, readRest } = beginRest(peek);
  expect({ rows, calls: countCalls() }).toEqual({ rows: ['a'], calls: 1 });
  arrive(['a']);
  arrive(['b']);
  const told: string[] = [];
  const reading = readRest?.((page) => told.push(...page));
  arrive(['c']);
  const whole = toListing(['a', 'b', 'c']);
  finish(whole);
  expect(await reading).toBe(whole);
  expect(told).toEqual(['a', 'b', 'c']);
  expect(countCalls()).toBe(1);
});

it('is read again when it is asked for again', async () => {
  const { peek, finish, countCalls } = fakePeek();
  const { readRest } = beginRest(peek);
  finish(toListing(['a']));
  await readRest?.();
  void readRest?.();
  expect(countCalls()).toBe(2);
});

it('throws its failure to whoever asks, and to nobody else', async () => {
  const { peek, fail } = fakePeek();
  const { readRest } = beginRest(peek);
  fail(new Error('The list broke off.'));
  await new Promise((resolve) => setImmediate(resolve));
  await expect(readRest?.()).rejects.toThrow('The list broke off.');
});

it('leaves a list of one page as it is', () => {
  const peek = { rows: ['a'], readRest: null };
  expect(beginRest(peek)).toBe(peek);
});
