// The story of doctor: get the token, check it, try each read of a plan, and report the results as checks. It writes nothing
// and requests at most one token.
import { checkScopes, describeNeeds, needOperations } from '../doctor/check-scopes.js';
import { checkClock } from '../doctor/check-clock.js';
import { checkFailure, checkTokenFailure, nameCheck } from '../doctor/check-failure.js';
import { checkSettings } from '../doctor/check-variables.js';
import { checkToken } from '../doctor/check-token.js';
import { tryReads } from '../doctor/try-reads.js';
import type { KindeConnection, TokenFacts } from '../kinde/connect-kinde.js';
import { matchOrganizations } from '../kinds/organization/match-organizations.js';
import type { KindeSettings, SettingVariables } from '../kinde/read-settings.js';
import type { ReadClient } from '../model/client.js';
import type { DesiredState } from '../model/desired.js';
import { checkNames } from '../model/results/doctor-report.js';
import type { Check, DoctorReport, NeededOperation } from '../model/results/doctor-report.js';
import { InternalError, InterruptedError, KindeSyncError } from '../model/errors.js';
import type { LiveEnvironment } from '../model/live.js';
import { guardLock } from '../plan/guard-lock.js';

/** The part of a connection that doctor uses. It has no writing call. */
export type ExaminedConnection = Pick<
  KindeConnection,
  'domain' | 'requestCounts' | 'tokenCount' | 'clockDifference' | 'describeToken'
> & { readonly client: ReadClient };

/** The connection, and the configuration that doctor checks it for. */
export interface Examination {
  readonly settings: KindeSettings;
  readonly variables: SettingVariables;
  readonly connection: ExaminedConnection;
  /** Null without a valid configuration: then only the connection is checked. */
  readonly desired: DesiredState | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The options of doctor's connection: a person who looks for a fault waits less patiently than an apply. */
export const patience = { concurrency: 1, timeoutMs: 10_000 } as const;

/** Returns the report on all checks, including the `earlier` ones. Throws `InterruptedError`, or an error for a bug. */
export async function examine(input: Examination, earlier: readonly Check[]): Promise<DoctorReport> {
  const { connection, settings, variables } = input;
  const before = [...checkSettings(settings, variables), ...earlier];
  const finish = (found: Found): DoctorReport =>
    finishReport({
      ...found,
      checks: [...before, ...found.checks],
      domain: connection.domain,
      requests: connection.requestCounts(),
      tokens: connection.tokenCount(),
    });
  const token = await attempt(() => connection.describeToken());
  if (!(token instanceof KindeSyncError)) return finish(await examineWithToken(input, token));
  const failure = checkTokenFailure(token, settings);
  const isAnswered = failure.check === 'token' && connection.tokenCount() > 0;
  const checks = [
    ...(isAnswered ? [answered(connection.domain)] : []),
    failure,
    checkClock(connection.clockDifference()),
  ];
  return finish({ checks, environment: null, operations: [] });
}

type Found = Pick<DoctorReport, 'checks' | 'environment' | 'operations'>;

async function examineWithToken(input: Examination, facts: TokenFacts): Promise<Found> {
  const { connection, settings, desired } = input;
  const environment = await attempt(() => connection.client.getEnvironment());
  const code = environment instanceof KindeSyncError ? undefined : environment.code;
  const operations = desired === null ? [] : describeNeeds(needOperations(desired, code), facts.scopes);
  const known = [
    ...checkToken(facts, settings, input.now() + (connection.clockDifference() ?? 0)),
    checkClock(connection.clockDifference()),
    ...(desired === null ? [] : checkScopes(operations, facts.scopes)),
  ];
  const answer = [answered(connection.domain), ...known];
  if (!(environment instanceof KindeSyncError)) {
    const reads = await checkReads(input, operations);
    return { checks: [...answer, ...checkLock(desired, environment), ...reads], environment, operations };
  }
  const failure = checkReadFailure(environment, settings);
  if (failure.check === 'reading') {
    const reads = await checkReads(input, operations);
    const failures = isKnownToLack(operations, 'getEnvironment') ? [] : [failure];
    return { checks: [...answer, ...failures, ...reads], environment: null, operations };
  }
  // If Kinde rejects the token, the report keeps only the problems of the token itself.
  const others = known.filter(({ check, status }) => check !== failure.check || status === 'problem');
  return { checks: [...others, failure], environment: null, operations };
}

function checkReadFailure(error: KindeSyncError, settings: KindeSettings): Check {
  const check = nameCheck(error, 'reading');
  return check === 'token' ? checkTokenFailure(error, settings) : checkFailure(error, check);
}

function isKnownToLack(operations: readonly NeededOperation[], id: string): boolean {
  return operations.some(({ operation, granted }) => operation === id && granted === false);
}

function answered(domain: string): Check {
  return { check: 'connection', status: 'ok', message: `${domain} answers like Kinde.` };
}

function checkLock(desired: DesiredState | null, environment: LiveEnvironment): readonly Check[] {
  if (desired === null) return [];
  const refusal = guardLock(desired, environment);
  if (refusal !== null) {
    const where = 'environment.code in the files, or the credentials';
    const cure = `Use the credentials of "${desired.environment.code?.value ?? ''}", or the configuration of "${environment.code}".`;
    return [{ check: 'lock', status: 'problem', code: refusal.guard, message: refusal.message, cure, where }];
  }
  if (desired.environment.code !== undefined)
    return [
      {
        check: 'lock',
        status: 'ok',
        message: `The configuration is for "${environment.code}", and so are the credentials.`,
      },
    ];
  const message = `The configuration is not locked to an environment; these credentials belong to "${environment.code}".`;
  const cure = `Write "code: ${environment.code}", so that it never runs against another environment.`;
  return [{ check: 'lock', status: 'warning', message, cure, where: 'environment.code in the files' }];
}

async function checkReads(
  { connection, desired, settings }: Examination,
  operations: readonly NeededOperation[],
): Promise<readonly Check[]> {
  if (desired === null) return [];
  // The check of scopes reports missing scopes already, so their operations are not tried.
  const refused = new Set(
    operations.flatMap(({ operation, granted }) => (granted === false ? [operation] : [])),
  );
  const { tried, failures } = await tryReads(connection.client, {
    needed: needOperations(desired),
    refused,
    findManaged: (rows) =>
      matchOrganizations(desired.organizations, rows).matches.flatMap(({ desired: { members }, live }) =>
        members === undefined || live === null ? [] : [live.code],
      )[0] ?? null,
    attempt,
  });
  if (failures.length > 0) return failures.map((error) => checkReadFailure(error, settings));
  const message =
    tried.length === 0 ? 'The environment can be read.' : `These operations work: ${tried.join(', ')}.`;
  return [{ check: 'reading', status: 'ok', message }];
}

/** Returns the result of the call, or the error of Kinde or the network. Throws `InterruptedError` and bugs. */
async function attempt<Result>(call: () => Promise<Result>): Promise<Result | KindeSyncError> {
  try {
    return await call();
  } catch (error) {
    const isFinding = error instanceof KindeSyncError && !(error instanceof InternalError);
    if (!isFinding || error instanceof InterruptedError) throw error;
    return error;
  }
}

/** Returns the report with its checks in order. A missing check has the status `skipped`. */
export function finishReport(
  found: Omit<DoctorReport, 'formatVersion' | 'canPlan' | 'canApply'>,
): DoctorReport {
  const isStopped = found.checks.some(({ status }) => status === 'problem');
  const checks = checkNames.flatMap((name): readonly Check[] => {
    const own = found.checks.filter(({ check }) => check === name);
    return own.length > 0 ? own : [skip(name, isStopped)];
  });
  const problems = checks.filter(({ status }) => status === 'problem');
  const isUnchecked = checks.some(({ check, status }) => check === 'configuration' && status === 'skipped');
  const unlessUnchecked = (works: boolean): boolean | null => (works && isUnchecked ? null : works);
  return {
    formatVersion: '1',
    ...found,
    canPlan: unlessUnchecked(problems.every(({ check }) => check === 'scopes for apply')),
    canApply: unlessUnchecked(problems.length === 0),
    checks,
  };
}

function skip(check: Check['check'], isStopped: boolean): Check {
  const message = isStopped
    ? 'Not checked because of the problem above.'
    : 'Not checked: there is no configuration to compare with.';
  return { check, status: 'skipped', message };
}
