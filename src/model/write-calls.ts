// The calls that write, by name, and the HTTP method of each: what an apply costs and may do is counted in them.
import type { WriteClient } from './client.js';
import type { RequestCounts } from './plan.js';

export type WriteCall = keyof WriteClient;

/** How often each call is made; one that is absent is not made. */
export type CallCounts = Readonly<Partial<Record<WriteCall, number>>>;

export const writeMethods: Readonly<Record<WriteCall, string>> = {
  createOrganization: 'POST',
  updateOrganization: 'PATCH',
  createUser: 'POST',
  addMembers: 'POST',
  updateMembers: 'PATCH',
  removeMembers: 'PATCH',
  removeMemberRole: 'DELETE',
  setFeatureFlag: 'PATCH',
  setPasskeyPolicy: 'PUT',
};

const writeCalls = Object.keys(writeMethods) as readonly WriteCall[];

/** Returns the calls that are made at all. */
export function listCalls(counts: CallCounts): readonly WriteCall[] {
  return writeCalls.filter((call) => (counts[call] ?? 0) > 0);
}

/** Returns the requests by HTTP method, methods without a request left out. */
export function toMethods(counts: CallCounts): RequestCounts {
  const methods: Record<string, number> = {};
  for (const call of listCalls(counts)) {
    const method = writeMethods[call];
    methods[method] = (methods[method] ?? 0) + (counts[call] ?? 0);
  }
  return methods;
}
