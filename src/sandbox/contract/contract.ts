// The whole contract: every operation of Kinde's Management API that the sandbox plays, by Kinde's operation id, and the
// routes of those it does not play. A route that is in neither does not exist for Kinde.
import { contract, type OperationId, otherOperations } from './kinde-contract.gen.js';
import type { Route } from './operation.js';

export { contract, type OperationId };

/** Every operation id, in the order of the table. */
export const operationIds = Object.keys(contract) as readonly OperationId[];

/** Every scope that any operation needs, sorted. */
export const knownScopes: readonly string[] = [
  ...new Set(operationIds.map((id) => contract[id].scope)),
].sort();

const pathParameter = /\{\w+\}/g;
let others: readonly { readonly id: string; readonly method: string; readonly form: RegExp }[] | undefined;

/** Returns the id of the operation that Kinde has for this request and the sandbox does not play, or undefined. */
export function findUnplayed({ method, path }: Route): string | undefined {
  others ??= otherOperations.map((other) => ({
    ...other,
    form: new RegExp(`^${other.path.replace(pathParameter, '[^/]+')}$`),
  }));
  return others.find((other) => other.method === method && other.form.test(path))?.id;
}
