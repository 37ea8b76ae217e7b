// The scope checks compare the token's scopes with those that the configuration needs. They report scopes missing for
// plan, scopes missing for apply, and scopes that nothing needs.
import { kinds } from '../kinds/registry.js';
import { compareText } from '../model/text/compare-text.js';
import type { DesiredState } from '../model/desired.js';
import type { Check, NeededOperation } from '../model/results/doctor-report.js';
import { nameSome } from '../model/text/name-some.js';
import { isPlanRead, operations, reads, scopesPlace, waysInReads } from '../model/operations/operations.js';
import type { OperationName } from '../model/operations/operations.js';

const operationNames = Object.keys(operations) as readonly OperationName[];

/** Returns the operations that plan and apply may use for this configuration in this environment, in the order of the table. */
export function needOperations(desired: DesiredState, environmentCode?: string): readonly OperationName[] {
  const needs = kinds.map((kind) => kind.operations(desired, environmentCode));
  // Every run reads the environment for the lock, which belongs to no kind.
  return operationNames.filter(
    (name) => name === 'getEnvironment' || needs.some((need) => need[name] === true),
  );
}

/**
 * Returns the operations with their scopes and whether the token has them; `scopes` is null if the token does not say.
 * Several names of one operation give one entry.
 */
export function describeNeeds(
  needed: readonly OperationName[],
  scopes: readonly string[] | null,
): readonly NeededOperation[] {
  const byId = new Map<string, NeededOperation>();
  for (const name of needed) {
    const { id, scope } = operations[name];
    const granted = scopes === null ? null : scopes.includes(scope);
    byId.set(id, { operation: id, scope, neededFor: isPlanRead(name) ? 'plan' : 'apply', granted });
  }
  return [...byId.values()];
}

/** Returns the checks of the scopes. A token that does not name its scopes gets no check for needless ones. */
export function checkScopes(
  needs: readonly NeededOperation[],
  scopes: readonly string[] | null,
): readonly Check[] {
  if (scopes === null) return [untold('scopes for plan'), untold('scopes for apply')];
  const forPlan = needs.filter(({ neededFor }) => neededFor === 'plan');
  const forApply = needs.filter(({ neededFor }) => neededFor === 'apply');
  return [
    checkGranted('scopes for plan', forPlan),
    checkGranted(
      'scopes for apply',
      forApply,
      forPlan.every(({ granted }) => granted === true),
    ),
    checkSurplus(needs, scopes),
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

function checkGranted(
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

/** The scopes of `report --ways-in`, which no configuration asks for. */
const reportScopes: ReadonlySet<string> = new Set(
  [reads.listRoles, reads.listInvitations, ...Object.values(waysInReads)].map(({ scope }) => scope),
);

/** A token may name hundreds of scopes; the message lists so many. */
const mostNames = 12;

function checkSurplus(needs: readonly NeededOperation[], scopes: readonly string[]): Check {
  const needed = new Set(needs.map(({ scope }) => scope));
  const beyond = unique(scopes.filter((scope) => !needed.has(scope)));
  const surplus = beyond.filter((scope) => !reportScopes.has(scope));
  const forReport = beyond.filter((scope) => reportScopes.has(scope));
  const note = forReport.length === 0 ? '' : ` pull and report may need ${forReport.join(', ')}.`;
  const check = 'unneeded scopes';
  if (surplus.length === 0) {
    const message = `${forReport.length === 0 ? 'The token has only scopes that the configuration needs.' : 'There are none.'}${note}`;
    return { check, status: 'ok', message };
  }
  return {
    check,
    status: 'warning',
    message: `Granted but not needed by this configuration: ${nameSome(surplus, mostNames)}.${note}`,
    cure: 'Remove scopes that nothing else needs, beginning with those that can delete: anyone with the secret can use them.',
    where: scopesPlace,
  };
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort(compareText);
}
