// Splits additions by the call that makes them. The creation of a person includes their first addition, which needs no
// call of its own. The roles of that addition are set afterwards.
import type { AddMember, Change } from '../../model/change.js';

export interface SplitAdditions {
  /** One addition for each person whom the plan creates. */
  readonly byCreation: readonly AddMember[];
  readonly others: readonly AddMember[];
}

/** Returns the additions of a plan in two lists, both in the plan's order. */
export function splitAdditions(changes: readonly Change[]): SplitAdditions {
  const created = new Set(changes.flatMap((change) => (change.resource === 'user' ? [change.email] : [])));
  const byCreation: AddMember[] = [];
  const others: AddMember[] = [];
  for (const change of changes) {
    if (change.resource !== 'member' || change.action !== 'add') continue;
    const isByCreation = change.email !== null && created.delete(change.email);
    (isByCreation ? byCreation : others).push(change);
  }
  return { byCreation, others };
}
