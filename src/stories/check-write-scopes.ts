// Before anything is written: may this token do all that the plan needs? A plan of which half can be applied is not begun.
import { operations, scopesPlace } from '../model/operations.js';
import type { KindeConnection } from '../kinde/connect-kinde.js';
import { countCalls } from '../kinds/count-calls.js';
import type { Plan } from '../model/plan.js';
import { ApiError } from '../model/errors.js';
import { listCalls } from '../model/write-calls.js';

/**
 * Throws `ApiError` (`missing-scope`) if the token says that it lacks scopes for writing the plan. A token that does not
 * name the scope that reading has just used tells nothing by what it does not name.
 */
export function checkWriteScopes(
  { changes }: Pick<Plan, 'changes'>,
  { scopes }: Pick<KindeConnection, 'scopes'>,
): void {
  const granted = scopes();
  if (granted?.includes(operations.getEnvironment.scope) !== true) return;
  const missing = listCalls(countCalls(changes))
    .map((call) => operations[call])
    .filter(({ scope }) => !granted.includes(scope));
  const [first] = missing;
  if (first === undefined) return;
  const named = new Set(missing.map(({ id, scope }) => `${scope} (${id})`));
  throw new ApiError(
    'missing-scope',
    `The plan needs scopes that this token lacks: ${[...named].join(', ')}. Nothing was written.`,
    { operation: first.id, missingScope: first.scope },
    { hint: `Grant them in ${scopesPlace}; \`kinde-sync doctor\` checks all scopes.` },
  );
}
