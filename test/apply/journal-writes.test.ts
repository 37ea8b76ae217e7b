// A journal that fails between the two lines of a write: what was done stays done, and nothing else begins.
import { expect, it } from 'vitest';
import { journalWrites } from '../../src/apply/journal-writes.js';
import type { ReadClient, WriteClient } from '../../src/model/client.js';
import { UsageError } from '../../src/model/errors.js';
import type { Journal } from '../../src/model/journal.js';
import type { Plan } from '../../src/model/plan.js';

it('returns the answer of a write whose end can not be recorded', async () => {
  const calls: string[] = [];
  const journal: Journal = {
    record: ({ event }) => {
      calls.push(event);
      return event === 'sent' ? Promise.resolve() : Promise.reject(new UsageError('no-journal', 'full'));
    },
  };
  const client = {
    setFeatureFlag: () => {
      calls.push('write');
      return Promise.resolve();
    },
  } as unknown as Pick<ReadClient, 'listMembers'> & WriteClient;
  const plan = { changes: [], environment: { domain: 'd', code: 'c' } } as unknown as Plan;
  const writes = journalWrites(client, plan, { journal, fingerprint: 'f', now: () => 0 });
  await expect(writes.setFeatureFlag('one', 'true')).resolves.toBe(undefined);
  expect(calls).toEqual(['sent', 'write', 'ended']);
});
