// The whole contract: the operations of Kinde's Management API that the sandbox plays, by Kinde's operation id. The routes
// of the other operations are listed beside them; Kinde has no further route.
import { contract, type OperationId, otherOperations } from './kinde-contract.gen.js';

export { contract, type OperationId, otherOperations };

/** Every operation id, in the order of the table. */
export const operationIds = Object.keys(contract) as readonly OperationId[];

/** Every scope that an operation of the contract needs, sorted. */
export const knownScopes: readonly string[] = [
  ...new Set(operationIds.map((id) => contract[id].scope)),
].sort();
