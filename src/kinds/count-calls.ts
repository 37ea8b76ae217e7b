// Counts the write calls of a plan, over all kinds, for an apply without failures.
import type { Change } from '../model/change.js';
import type { ReliedList } from '../model/plan.js';
import type { WriteCall } from '../model/operations/operations.js';
import { listCalls } from '../model/operations/write-calls.js';
import type { CallCounts } from '../model/operations/write-calls.js';
import { kinds } from './registry.js';

/** Returns the number of requests for each write call. */
export function countCalls(changes: readonly Change[], reliedLists: readonly ReliedList[] = []): CallCounts {
  const total: Partial<Record<WriteCall, number>> = {};
  for (const kind of kinds) {
    const own = kind.cost(
      changes.filter((change) => kind.owns(change)),
      changes,
      reliedLists,
    );
    for (const call of listCalls(own)) total[call] = (total[call] ?? 0) + (own[call] ?? 0);
  }
  return total;
}
