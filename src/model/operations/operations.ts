// The table of Kinde's operations: request, scope, repetition and words of each. It is data only, so that plan and the kinds may
// import it. The client follows it call by call; doctor, the journal's schema and docs/permissions.md derive from it.
import { callReads, confirmations } from './read-operations.js';
import { valueReads, valueWrites } from './value-operations.js';
import { callWrites } from './write-operations.js';

export { confirmations, waysInReads } from './read-operations.js';

/** The operations that plan reads, by the name of the client call or of the list of values. */
export const reads = { ...callReads, ...valueReads } as const;

/** The operations that write, by the name of the client call or of the written value. */
export const writes = { ...callWrites, ...valueWrites } as const;

export type ReadCall = keyof typeof reads;
export type WriteCall = keyof typeof writes;
export type OperationName = ReadCall | WriteCall | keyof typeof confirmations;

/** Every operation of plan and apply, by the name of the client call. */
export const operations = { ...reads, ...writes, ...confirmations } as const;

/** Returns whether plan sends the operation. */
export function isPlanRead(name: OperationName): name is ReadCall {
  return Object.hasOwn(reads, name);
}

/** The page of Kinde's dashboard where scopes are granted. */
export const scopesPlace =
  'Kinde: Settings > APIs > Kinde Management API > Machine to machine applications > your application > Manage scopes';
