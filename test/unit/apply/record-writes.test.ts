// A journal that fails between the two lines of a write: the write keeps its result, and no other write starts.
import { describe, expect, it } from 'vitest';
import { recordWrites } from '../../../src/apply/record-writes.js';
import type { WriteClient } from '../../../src/model/client.js';
import { UsageError } from '../../../src/model/errors.js';
import type { Journal } from '../../../src/model/journal.js';

type Record = Journal['record'];

/** Returns a function that sends one write, and what it calls, in order. */
function startWriting(record: Record): { readonly send: () => Promise<void>; readonly calls: string[] } {
  const calls: string[] = [];
  const journal: Journal = {
    record: (line) => {
      calls.push(line.event);
      return record(line);
    },
  };
  const client = {
    writeValue: () => {
      calls.push('write');
      return Promise.resolve();
    },
  } as unknown as WriteClient;
  const environment = { domain: 'd', code: 'c' };
  const options = { journal, fingerprint: 'f', run: 'r', now: () => 0, operationOf: String };
  const send = recordWrites(client, { environment }, options);
  const write = {
    changes: [],
    call: 'setFeatureFlag',
    isRepair: false,
    perform: (own: WriteClient) => own.writeValue('setFeatureFlag', { code: '', key: 'one', value: 'true' }),
    describe: () => ({}),
  } as const;
  return { send: () => send(write), calls };
}

const raise = (error: unknown): never => {
  throw error;
};

describe.each([
  ['rejects', (error: unknown) => Promise.resolve(error).then(raise)],
  ['throws', raise],
] as [string, (error: unknown) => Promise<void>][])('a journal that %s', (_, fail) => {
  it('at the end of a write leaves the write its answer, and stops the next one', async () => {
    let failures = 0;
    const { send, calls } = startWriting(({ event }) =>
      event === 'sent' || failures++ > 0 ? Promise.resolve() : fail(new Error('full')),
    );
    await expect(send()).resolves.toBe(undefined);
    expect(calls).toEqual(['sent', 'write', 'ended']);
    await expect(send()).rejects.toMatchObject({ code: 'no-journal' });
    expect(calls).toEqual(['sent', 'write', 'ended']);
  });

  it('before a write stops it with an error of its own', async () => {
    const { send, calls } = startWriting(() => fail('full'));
    await expect(send()).rejects.toMatchObject({ code: 'no-journal', cause: 'full' });
    expect(calls).toEqual(['sent']);
  });

  it('keeps an error of kinde-sync as it is', async () => {
    const error = new UsageError('no-journal', 'full');
    await expect(startWriting(() => fail(error)).send()).rejects.toBe(error);
  });
});

it('takes a journal that returns nothing', async () => {
  const { send, calls } = startWriting((() => undefined) as unknown as Record);
  await send();
  expect(calls).toEqual(['sent', 'write', 'ended']);
});
