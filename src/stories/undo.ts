// The story of an undo: recall the changes from the journal, read the resources that they touch, and plan their inverse.
// Commands show and apply this plan like every plan.
import type { KindeConnection } from '../kinde/connect-kinde.js';
import { isEntityChange } from '../model/change-predicates.js';
import type { FieldChange } from '../model/change.js';
import type { DesiredState } from '../model/desired.js';
import { UsageError } from '../model/errors.js';
import type { JournalRun } from '../model/journal.js';
import type { Plan } from '../model/plan.js';
import { buildLockedPlan } from '../plan/build-plan.js';
import { guardLock } from '../plan/guard-lock.js';
import type { RemovalApproval } from '../plan/guard-removals.js';
import { planUndo } from '../plan/plan-undo.js';
import { listUnclearCreations, recallChanges } from '../plan/recall-changes.js';
import type { RecalledRun } from '../plan/recall-changes.js';
import { gainedOf } from '../kinds/field-items.js';
import { proveCreations } from '../kinds/person/prove-creation.js';
import { kindOf } from '../kinds/registry.js';
import { nothingTouched, uniteTouched } from '../kinds/touched.js';
import type { Touched } from '../kinds/touched.js';
import { readForUndo } from '../read/read-for-undo.js';

/** The options of an undo. */
export interface UndoOptions {
  /** The configuration whose guards apply; null without one. */
  readonly desired: DesiredState | null;
  readonly approval: RemovalApproval;
}

/**
 * Reads the resources that the run touched, and returns the plan that undoes it. Throws `UsageError` (`foreign-journal`) for
 * a journal of another environment, and the errors of reading.
 */
export async function makeUndoPlan(
  run: JournalRun,
  { client, domain, requestCounts }: Pick<KindeConnection, 'client' | 'domain' | 'requestCounts'>,
  { desired, approval }: UndoOptions,
): Promise<Plan> {
  const environment = await client.getEnvironment();
  checkEnvironment(run, { domain, code: environment.code });
  const refusal = desired === null ? null : guardLock(desired, environment);
  if (refusal !== null) {
    const requests = requestCounts();
    return buildLockedPlan({ domain, environmentCode: environment.code, refusal, reads: [], requests });
  }
  const recalled = recallChanges(run, await proveCreations(listUnclearCreations(run), client));
  const things = await readForUndo(touchedBy(recalled), client);
  return planUndo({
    domain,
    environmentCode: environment.code,
    recalled,
    things,
    safety: desired?.safety ?? null,
    approval,
    requests: requestCounts(),
  });
}

/**
 * The undo of a removal needs the person, and the undo of a role change needs the former roles. The undo of a value needs the
 * environment's values if these are inherited.
 */
function touchedBy({ changes: claimed, unclaimed, people }: RecalledRun): Touched {
  const changes = [...claimed, ...unclaimed];
  const touched = uniteTouched(changes.map((change) => kindOf(change).touches(change)));
  const former = changes.flatMap((change) => {
    if (change.action === 'remove') return change.roles ?? [];
    return change.action === 'update' && 'userId' in change ? change.fields[0].before : [];
  });
  const shrinking = changes.flatMap((change) =>
    isEntityChange(change) && change.action === 'update' && change.fields.some(gains) ? [change.key] : [],
  );
  const inherited = new Set(changes.flatMap((change) => kindOf(change).values?.inherits ?? []));
  const values = [...inherited].map((collection) => ({ collection, organization: null }));
  const userIds = changes.flatMap((change) => ('userId' in change ? (change.userId ?? []) : []));
  return uniteTouched([
    { ...touched, emails: touched.emails.filter((email) => !people.has(email)) },
    {
      ...nothingTouched,
      userIds: [...userIds, ...people.values()],
      roles: former,
      roleHolders: shrinking,
      values,
    },
  ]);
}

/** Returns whether the inverse of a list's change takes something away. */
function gains(field: FieldChange): boolean {
  return gainedOf(field).length > 0;
}

function checkEnvironment(
  { file, environment }: JournalRun,
  live: { readonly domain: string; readonly code: string },
): void {
  if (environment.domain === live.domain && environment.code === live.code) return;
  throw new UsageError(
    'foreign-journal',
    `${file} was written in ${environment.code} at ${environment.domain}; these credentials belong to ${live.code} at ${live.domain}.`,
    { hint: 'Use the credentials of that environment.' },
  );
}
