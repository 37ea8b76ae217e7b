// The whole contract: every operation of Kinde's Management API that the sandbox plays, by Kinde's operation id, and the
// routes of those it does not play. A route that is in neither does not exist for Kinde.
import { contract, type OperationId, otherOperations } from './kinde-contract.gen.js';

export { contract, type OperationId, otherOperations };

/** Every operation id, in the order of the table. */
export const operationIds = Object.keys(contract) as readonly OperationId[];

/** Every scope that any operation needs, sorted. */
export const knownScopes: readonly string[] = [
  ...new Set(operationIds.map((id) => contract[id].scope)),
].sort();
