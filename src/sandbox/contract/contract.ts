// The whole contract: every operation of Kinde's Management API that kinde-sync may use, by Kinde's operation id.
// What is not here does not exist for the sandbox. A test compares it with Kinde's own documents.
import { environmentOperations } from './environment-operations.js';
import { memberOperations } from './member-operations.js';
import type { Operation } from './operation.js';
import { organizationOperations } from './organization-operations.js';
import { userOperations } from './user-operations.js';

const operations = {
  ...environmentOperations,
  ...organizationOperations,
  ...memberOperations,
  ...userOperations,
};

export type OperationId = keyof typeof operations;

export const contract: Readonly<Record<OperationId, Operation>> = operations;

/** Every operation id, in the order of the table. */
export const operationIds = Object.keys(operations) as readonly OperationId[];

/** Every scope that any operation needs, sorted. */
export const knownScopes: readonly string[] = [
  ...new Set(operationIds.map((id) => contract[id].scope)),
].sort();
