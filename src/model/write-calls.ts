// What an apply costs and may do, counted in calls that write.
import type { RequestCounts } from './plan.js';
import { writes } from './operations.js';
import type { WriteCall } from './operations.js';

/** How often each call is made; one that is absent is not made. */
export type CallCounts = Readonly<Partial<Record<WriteCall, number>>>;

const writeCalls = Object.keys(writes) as readonly WriteCall[];

/** Returns the calls that are made at all. */
export function listCalls(counts: CallCounts): readonly WriteCall[] {
  return writeCalls.filter((call) => (counts[call] ?? 0) > 0);
}

/** Returns the requests by HTTP method, methods without a request left out. */
export function toMethods(counts: CallCounts): RequestCounts {
  const methods: Record<string, number> = {};
  for (const call of listCalls(counts)) {
    const { method } = writes[call];
    methods[method] = (methods[method] ?? 0) + (counts[call] ?? 0);
  }
  return methods;
}
