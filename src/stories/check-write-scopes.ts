// Checks before the first write that the token has every scope that the plan needs. Otherwise apply would stop halfway.
import { confirmations, operations, scopesPlace } from '../model/operations/operations.js';
import type { WriteCall } from '../model/operations/operations.js';
import type { KindeConnection } from '../kinde/connect-kinde.js';
import { countCalls } from '../kinds/count-calls.js';
import type { Plan } from '../model/plan.js';
import { ApiError } from '../model/errors.js';
import { listCalls } from '../model/operations/write-calls.js';

/**
 * Throws `ApiError` (`missing-scope`) if the token lacks scopes for writing the plan. Some tokens do not name the scope that
 * reading has just used. Their list of scopes is incomplete, so it proves nothing.
 */
export function checkWriteScopes(
  { changes, madeBefore = [] }: Pick<Plan, 'changes' | 'madeBefore'>,
  { scopes }: Pick<KindeConnection, 'scopes'>,
): void {
  const granted = scopes();
  if (granted?.includes(operations.getEnvironment.scope) !== true) return;
  const late: readonly WriteCall[] = madeBefore.length === 0 ? [] : ['endSessions'];
  const calls = [...new Set([...listCalls(countCalls(changes)), ...late])];
  const confirming = Object.values(confirmations).filter(({ confirms }) => calls.includes(confirms));
  const needed = [...calls.map((call) => operations[call]), ...confirming];
  const missing = needed.filter(({ scope }) => !granted.includes(scope));
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
