// The scopes of the token against those that the configuration needs: what is missing for plan, what only for apply,
// and what nothing needs.
import { compareText } from '../model/compare-text.js';
import type { Check, NeededOperation } from '../model/doctor-report.js';
import { nameSome } from '../model/name-some.js';
import { operations, scopesPlace } from '../model/operations.js';
import type { OperationName } from '../model/operations.js';

/** Returns the operations with their scopes; those with several names of one kind once. `scopes` is null where unknown. */
export function describeNeeds(
  needed: readonly OperationName[],
  scopes: readonly string[] | null,
): readonly NeededOperation[] {
  const byId = new Map<string, NeededOperation>();
  for (const name of needed) {
    const { id, scope, repetition } = operations[name];
    const granted = scopes === null ? null : scopes.includes(scope);
    byId.set(id, { operation: id, scope, neededFor: repetition === 'read' ? 'plan' : 'apply', granted });
  }
  return [...byId.values()];
}

/** Returns what is to be said of the scopes; nothing of what is beyond need where the token does not tell. */
export function judgeScopes(
  needs: readonly NeededOperation[],
  scopes: readonly string[] | null,
): readonly Check[] {
  if (scopes === null) return [untold('scopes for plan'), untold('scopes for apply')];
  const forPlan = needs.filter(({ neededFor }) => neededFor === 'plan');
  const forApply = needs.filter(({ neededFor }) => neededFor === 'apply');
  return [
    judge('scopes for plan', forPlan),
    judge(
      'scopes for apply',
      forApply,
      forPlan.every(({ granted }) => granted === true),
    ),
    judgeSurplus(needs, scopes),
  ];
}

function untold(check: 'scopes for plan' | 'scopes for apply'): Check {
  const isPlan = check === 'scopes for plan';
  return {
    check,
    status: isPlan ? 'ok' : 'warning',
    message: `The token does not say which scopes it has${isPlan ? '; “reading” below shows which reads work.' : ', so only an apply shows whether it may write.'}`,
    ...(isPlan
      ? {}
      : { cure: 'Compare its scopes with the operations listed by --format json.', where: scopesPlace }),
  };
}

function judge(
  check: 'scopes for plan' | 'scopes for apply',
  needs: readonly NeededOperation[],
  canPlan = false,
): Check {
  const missing = needs.filter(({ granted }) => granted !== true);
  if (missing.length === 0) {
    const all = unique(needs.map(({ scope }) => scope));
    const message =
      all.length === 0
        ? 'No further scopes are needed.'
        : `${all.length === 1 ? 'The one needed scope is' : `All ${all.length} needed scopes are`} granted.`;
    return { check, status: 'ok', message };
  }
  const listed = unique(missing.map(({ scope }) => scope)).map((scope) => {
    const users = missing.filter((one) => one.scope === scope).map(({ operation }) => operation);
    return `${scope} (${users.join(', ')})`;
  });
  const alone = canPlan ? ' Plan works with this token, so pull requests can use it; apply does not.' : '';
  return {
    check,
    status: 'problem',
    code: 'missing-scope',
    message: `Not granted: ${listed.join(', ')}.${alone}`,
    cure: canPlan ? 'Grant them, or use other credentials for apply.' : 'Grant them.',
    where: scopesPlace,
  };
}

/** A name from a token is anybody's text, and there may be hundreds. */
const mostNames = 12;

function judgeSurplus(needs: readonly NeededOperation[], scopes: readonly string[]): Check {
  const needed = new Set(needs.map(({ scope }) => scope));
  const surplus = unique(scopes.filter((scope) => !needed.has(scope)));
  const check = 'scopes beyond need';
  if (surplus.length === 0)
    return { check, status: 'ok', message: 'The token has no scopes that the configuration does not need.' };
  return {
    check,
    status: 'warning',
    message: `Granted but not needed by this configuration: ${nameSome(surplus, mostNames)}.`,
    cure: 'Remove scopes that nothing else needs, first of all those that can delete: anyone with the secret can use them.',
    where: scopesPlace,
  };
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort(compareText);
}
