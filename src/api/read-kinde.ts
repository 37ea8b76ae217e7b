// The public API for everything that reads Kinde beside a plan: pull, report and doctor. None of them writes to Kinde or to a
// file.
import { findFolder, findFreshTarget, findWay, isFresh } from '../cli/find-target.js';
import { watchClock } from '../cli/watch-clock.js';
import { wireDefaults } from '../kinde/connect-kinde.js';
import { readSettings } from '../kinde/read-settings.js';
import type { AccessReport } from '../model/access-report.js';
import type { EarlierReport } from '../model/report-change.js';
import type { DoctorReport } from '../model/doctor-report.js';
import { ConfigurationError, UsageError } from '../model/errors.js';
import type { SelectorChoice } from '../model/selector-choice.js';
import type { Pulled } from '../pull/pulled.js';
import { examine } from '../stories/doctor.js';
import { pullInto } from '../stories/pull.js';
import { pullFresh } from '../stories/pull-fresh.js';
import { makeReport } from '../stories/report.js';
import type { DecisionsFile } from '../stories/report.js';
import { narrowDesired } from '../validate/narrow-desired.js';
import { connect, loadFiles, loadIfThere, openRun } from './open-run.js';
import type { RunOptions } from './open-run.js';

/** The options of `pull`. */
export interface PullRunOptions extends RunOptions {
  /** For a first configuration: a folder with one file for each organization. Absent: one file. */
  readonly split?: boolean;
  /** For a first configuration: roles and permissions too, managed from the environment that is read. Absent: none. */
  readonly business?: boolean;
  /** How new entries name organizations. Absent: as the existing entries do, else by code. */
  readonly by?: SelectorChoice;
}

/** The options of `report`. */
export interface ReportRunOptions extends RunOptions {
  /** Days without being seen after which a person is dormant. Absent: 90. */
  readonly dormantAfterDays?: number;
  /** Whether the report also lists the ways in, as with `--ways-in`. Absent: false. */
  readonly waysIn?: boolean;
  /** The CSV of a review with its name, as with `--decisions`. Absent: none. */
  readonly decisions?: DecisionsFile;
  /** An earlier report of the same environment, as with `--since`. Absent: none. */
  readonly since?: EarlierReport;
}

/**
 * Returns the files that match Kinde: new ones where there is no configuration, else the changed ones. It writes no file.
 * Throws `ConfigurationError` for invalid files, `UsageError` with `refused` for files that are locked to another
 * environment, and the errors of reading.
 */
export async function pull({
  split = false,
  business = false,
  by,
  ...options
}: PullRunOptions = {}): Promise<Pulled> {
  const run = openRun(options);
  const { cwd, env, selectors } = run;
  const loaded = await loadFiles(run);
  const config = run.paths.length > 0 ? { config: run.paths } : {};
  const onReading = (): void => undefined;
  const given = { cwd, env, selectors, onReading, ...(by === undefined ? {} : { by }) };
  if (isFresh(loaded, config)) {
    if (business && selectors.length > 0) throw sharedError();
    return pullFresh(connect(run), await findFreshTarget(cwd, { ...config, split, business }), given);
  }
  const { desired, diagnostics } = loaded;
  if (desired === null) throw new ConfigurationError(diagnostics);
  if (split || business) throw firstOnlyError(split ? 'split' : 'business');
  if (by !== undefined && selectors.length === 0) throw selectorError();
  const folder = await findFolder(cwd, config);
  const adoptTo = { folder, toRoot: findWay(cwd, folder ?? '.') };
  const { pulled, refusal } = await pullInto({ ...loaded, desired }, connect(run), { ...given, adoptTo });
  if (pulled === null) throw new UsageError('refused', refusal.message);
  return pulled;
}

function sharedError(): UsageError {
  return new UsageError('invalid-option', 'business writes what all organizations share.', {
    hint: 'Leave out business or organizations.',
  });
}

function selectorError(): UsageError {
  return new UsageError('invalid-option', 'by is for the organizations that pull adds.', {
    hint: 'Name them in organizations, or leave out by.',
  });
}

function firstOnlyError(option: 'split' | 'business'): UsageError {
  return new UsageError(
    'already-configured',
    `${option} writes a first configuration, but there is one already.`,
  );
}

/**
 * Returns the report on access. It needs no configuration, and says with one which line lists each membership. Throws
 * `ConfigurationError` for invalid files, `UsageError` with `refused` for files that are locked to another environment,
 * and the errors of reading.
 */
export async function report(options: ReportRunOptions = {}): Promise<AccessReport> {
  const run = openRun(options);
  const made = await makeReport(connect(run), {
    desired: await loadIfThere(run),
    selectors: run.selectors,
    dormantAfterDays: options.dormantAfterDays ?? 90,
    withWaysIn: options.waysIn === true,
    decisions: options.decisions ?? null,
    earlier: options.since ?? null,
    now: run.now(),
    onReading: () => undefined,
  });
  if ('guard' in made) throw new UsageError('refused', made.message);
  return made;
}

/**
 * Checks the token, the scopes, the clock and the lock, and tries each read of a plan once. Returns the checks; a problem that
 * Kinde shows is one of them. Throws `ConfigurationError` for invalid files, and `UsageError` for settings that are
 * missing or wrong.
 */
export async function doctor(options: RunOptions = {}): Promise<DoctorReport> {
  const run = openRun(options);
  const whole = await loadIfThere(run);
  const desired = whole === null ? null : narrowDesired(whole, run.selectors);
  const settings = readSettings(run.env);
  const { fetch, difference } = watchClock({ fetch: options.fetch ?? wireDefaults.fetch, now: run.now });
  // Milliseconds for one attempt: a check waits less patiently than an apply.
  const connection = connect(run, { fetch, concurrency: 1, timeoutMs: 10_000 });
  const facts = { settings, variables: run.env, connection, desired, now: run.now };
  return examine({ ...facts, clockDifference: difference }, [
    desired === null
      ? { check: 'configuration', status: 'skipped', message: 'There is none.' }
      : { check: 'configuration', status: 'ok', message: 'It is valid.' },
  ]);
}
