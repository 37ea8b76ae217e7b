// The story of a plan: open the reading, guard the lock, compare the configuration with Kinde, and build the plan. The files
// are loaded before (load-configuration.ts); apply and verify follow (apply.ts).
import type { KindeConnection } from '../kinde/connect-kinde.js';
import type { ReadClient } from '../model/client.js';
import type { DesiredState } from '../model/desired.js';
import { UsageError } from '../model/errors.js';
import type { LiveEnvironment } from '../model/live.js';
import type { Plan } from '../model/plan.js';
import { uniteNeeds } from '../model/read-needs.js';
import { buildLockedPlan, buildPlan } from '../plan/build-plan.js';
import type { PlanInput } from '../plan/build-plan.js';
import { guardLock } from '../plan/guard-lock.js';
import { notifyWeakened, uniteSafety } from '../plan/unite-safety.js';
import type { RemovalApproval } from '../plan/guard-removals.js';
import { isLookWorthwhile, gatherNeeds } from '../read/gather-needs.js';
import { openReading } from '../read/open-reading.js';
import type { OpenReading } from '../read/open-reading.js';
import { readOverview } from '../read/read-overview.js';
import { readAndCompare } from './read-and-compare.js';
import type { CompareOptions } from './read-and-compare.js';

export { fingerprintPlan } from '../plan/fingerprint-plan.js';
export { openReading } from '../read/open-reading.js';

/** The options of a plan. */
export interface PlanOptions extends CompareOptions {
  readonly approval: RemovalApproval;
  /** The value of `--allow-invitations`; null if absent. */
  readonly invitationApproval?: RemovalApproval;
  /** False with `--no-removals`. */
  readonly withRemovals: boolean;
  /** The time in milliseconds that decided the day of the plan; absent with `--on`, which is a stated day. */
  readonly startedAt?: number;
  /** Takes the environment before the lock is checked. An error that it throws ends the plan. */
  readonly onEnvironment?: (environment: LiveEnvironment) => void;
  /** A reading of this connection that was opened while the files loaded. */
  readonly reading?: OpenReading;
}

/** A plan and its input. The input is null if the lock refuses the plan. */
export interface Planning {
  readonly plan: Plan;
  readonly basis: PlanInput | null;
}

/** The part of a connection that planning uses. It has no writing call. */
export type ReadingConnection = Pick<KindeConnection, 'domain' | 'requestCounts' | 'clockDifference'> & {
  readonly client: ReadClient;
};

/**
 * Reads Kinde and returns the plan. Throws `ConfigurationError` for errors that only the live state shows, and `ApiError`,
 * `AuthError` or `NetworkError` if a list can't be read to its end.
 */
export async function makePlan(
  desired: DesiredState,
  connection: ReadingConnection,
  options: PlanOptions,
): Promise<Plan> {
  return (await readAndPlan(desired, connection, options)).plan;
}

/** Throws for anything but a count, `any` and null: a script may pass the text of a variable, which would lift the limits. */
function requireApproval(approval: RemovalApproval, what: 'removals' | 'invitations'): void {
  if (approval === null || approval === 'any') return;
  if (Number.isSafeInteger(approval) && approval >= 0) return;
  throw new UsageError(
    'invalid-option',
    `The approval of ${what} is ${JSON.stringify(approval)}, not a number.`,
    {
      hint: `Give a whole number, not its text, to approve exactly that many ${what}, or 'all'.`,
    },
  );
}

/** Returns the same plan together with its input. */
export async function readAndPlan(
  desired: DesiredState,
  { client, domain, requestCounts, clockDifference }: ReadingConnection,
  options: PlanOptions,
): Promise<Planning> {
  requireApproval(options.approval, 'removals');
  requireApproval(options.invitationApproval ?? null, 'invitations');
  const { base = null, onEnvironment } = options;
  const past = base?.desired ?? null;
  const guarded = uniteSafety(desired, base);
  const reading = options.reading ?? openReading(client, { withPeople: isLookWorthwhile(desired, past) });
  const listed = await readOverview(uniteNeeds(gatherNeeds(guarded), gatherNeeds(past)), reading, client);
  const { environment, reads } = listed;
  onEnvironment?.(environment);
  const refusal = guardLock(desired, environment);
  if (refusal !== null) {
    const facts = { domain, environmentCode: environment.code, refusal, reads, requests: requestCounts() };
    const { asOf } = desired;
    return { plan: buildLockedPlan({ ...facts, asOf }), basis: null };
  }
  const diff = await readAndCompare({ desired, guarded, reading, listed }, client, options);
  const notices = [...notifyWeakened(desired, base), ...diff.notices];
  const clock = { startedAt: options.startedAt, difference: clockDifference() };
  const basis = { ...diff, ...options, notices, domain, clock, requests: requestCounts() };
  return { plan: buildPlan(basis), basis };
}
