// Bulk writes with answers that leave people out, are unclear, refuse, or are cut off by Ctrl-C.
import { describe, expect, it } from 'vitest';
import { splitIntoBatches, writeInBatches } from '../../../src/kinds/bulk-answers.js';
import { ApiError, InterruptedError, NetworkError, UnclearError } from '../../../src/model/errors.js';

const facts = { operation: 'AddOrganizationUsers' };
const refused = new ApiError('api-refused', 'No.', facts);
const unclear = new UnclearError('Perhaps.', facts);
const lost = new NetworkError('connection-lost', 'Gone.', facts);

type Send = (rows: readonly string[]) => readonly string[] | Error;

/** Writes the rows. `sends` answer one after the other, and the last one repeats. The look-up finds `done`. */
async function write(rows: readonly string[], sends: readonly Send[], find: Send = () => []) {
  const sent: (readonly string[])[] = [];
  const outcomes = new Map<string, string>();
  await writeInBatches<string>({
    rows,
    send: (batch) => {
      const send = sends[Math.min(sent.length, sends.length - 1)];
      sent.push(batch);
      return give(send, batch);
    },
    userIdOf: (row) => row,
    findDone: (batch) => give(find, batch),
    report: (row, outcome) => {
      expect(outcomes.has(row)).toBe(false);
      outcomes.set(row, outcome.result === 'applied' ? 'applied' : `${outcome.result} ${outcome.error.code}`);
    },
    describe: (row) => `${row} was left out.`,
  });
  return { sent, outcomes: Object.fromEntries(outcomes) };
}

function give(send: Send | undefined, rows: readonly string[]): Promise<readonly string[]> {
  const answer = send?.(rows) ?? [];
  return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
}

const all: Send = (rows) => rows;

it('sends runs of at most a hundred, one after the other', async () => {
  const rows = Array.from({ length: 201 }, (_, index) => String(index));
  const { sent, outcomes } = await write(rows, [all]);
  expect(sent.map((batch) => batch.length)).toEqual([100, 100, 1]);
  expect(new Set(Object.values(outcomes))).toEqual(new Set(['applied']));
  expect(splitIntoBatches([])).toEqual([]);
});

describe('whom an answer leaves out', () => {
  it('is looked up, and done if found', async () => {
    const { sent, outcomes } = await write(['a', 'b'], [() => ['a']], () => ['b']);
    expect([sent.length, outcomes]).toEqual([1, { a: 'applied', b: 'applied' }]);
  });

  it('fails by name if not found, and is never sent again', async () => {
    const { sent, outcomes } = await write(['a', 'b'], [() => ['a']]);
    expect([sent.length, outcomes]).toEqual([1, { a: 'applied', b: 'failed left-out' }]);
  });

  it('fails with the reason why nobody could look', async () => {
    const { outcomes } = await write(['a'], [() => []], () => lost);
    expect(outcomes).toEqual({ a: 'failed connection-lost' });
  });
});

describe('after an unclear answer', () => {
  it('sends only those again who are not done', async () => {
    const { sent, outcomes } = await write(['a', 'b'], [() => unclear, all], () => ['a']);
    expect([sent, outcomes]).toEqual([[['a', 'b'], ['b']], { a: 'applied', b: 'applied' }]);
  });

  it('sends nothing again when everybody is done', async () => {
    const { sent, outcomes } = await write(['a', 'b'], [() => unclear], all);
    expect([sent.length, outcomes]).toEqual([1, { a: 'applied', b: 'applied' }]);
  });

  it('sends nothing again when nobody can look', async () => {
    const { sent, outcomes } = await write(['a'], [() => unclear], () => lost);
    expect([sent.length, outcomes]).toEqual([1, { a: 'failed unclear-outcome' }]);
  });

  it('gives up after three times', async () => {
    const { sent, outcomes } = await write(['a'], [() => unclear]);
    expect([sent.length, outcomes]).toEqual([3, { a: 'failed unclear-outcome' }]);
  });
});

describe('after a refusal', () => {
  it('tries the others once those who are done are left out', async () => {
    const { sent, outcomes } = await write(['a', 'b'], [() => refused, all], () => ['a']);
    expect([sent, outcomes]).toEqual([[['a', 'b'], ['b']], { a: 'applied', b: 'applied' }]);
  });

  it('gives up when nobody is done', async () => {
    const { sent, outcomes } = await write(['a'], [() => refused]);
    expect([sent.length, outcomes]).toEqual([1, { a: 'failed api-refused' }]);
  });

  it('goes on with the next hundred', async () => {
    const rows = Array.from({ length: 101 }, (_, index) => String(index));
    const { outcomes } = await write(rows, [() => refused, all]);
    expect([outcomes['0'], outcomes['100']]).toEqual(['failed api-refused', 'applied']);
  });
});

it('sends and looks up nothing more once it is interrupted', async () => {
  const { sent, outcomes } = await write(['a'], [() => new InterruptedError()], () => new Error('asked'));
  expect([sent.length, outcomes]).toEqual([1, { a: 'skipped interrupted' }]);
});

it('throws a bug on', async () => {
  await expect(write(['a'], [() => new TypeError('bug')])).rejects.toThrow('bug');
});
