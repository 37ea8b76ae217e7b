// A journal that fails between the two lines of a write: the write keeps its result, and no other write starts.
import { expect, it } from 'vitest';
import { recordWrites } from '../../../src/apply/record-writes.js';
import type { WriteClient } from '../../../src/model/client.js';
import { UsageError } from '../../../src/model/errors.js';
import type { Journal } from '../../../src/model/journal.js';

it('returns the answer of a write whose end can not be recorded', async () => {
  const calls: string[] = [];
  const journal: Journal = {
    record: ({ event }) => {
      calls.push(event);
      return event === 'sent' ? Promise.resolve() : Promise.reject(new UsageError('no-journal', 'full'));
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
  await expect(send(write)).resolves.toBe(undefined);
  expect(calls).toEqual(['sent', 'write', 'ended']);
});
