// The calls that write, counted: the cost of an apply.
import type { RequestCounts } from '../plan.js';
import { writes } from './operations.js';
import type { WriteCall } from './operations.js';

/** The number of each call; an absent call is not made. */
export type CallCounts = Readonly<Partial<Record<WriteCall, number>>>;

const writeCalls = Object.keys(writes) as readonly WriteCall[];

/** Returns the calls with a count above 0, in the order of the table. */
export function listCalls(counts: CallCounts): readonly WriteCall[] {
  return writeCalls.filter((call) => (counts[call] ?? 0) > 0);
}

/** Returns the number of requests by HTTP method, without methods that have none. */
export function toMethods(counts: CallCounts): RequestCounts {
  const methods: Record<string, number> = {};
  for (const call of listCalls(counts)) {
    const { method } = writes[call];
    methods[method] = (methods[method] ?? 0) + (counts[call] ?? 0);
  }
  return methods;
}
