// The public API for everything that reads Kinde beside a plan: pull, report and doctor. None of them writes to Kinde or to a
// file.
import { readSettings } from '../kinde/read-settings.js';
import type { AccessReport } from '../model/results/access-report.js';
import type { EarlierReport } from '../model/results/report-change.js';
import type { DoctorReport } from '../model/results/doctor-report.js';
import { UsageError } from '../model/errors.js';
import type { SelectorChoice } from '../model/selector-choice.js';
import type { Pulled } from '../pull/pulled.js';
import { examine, patience } from '../stories/doctor.js';
import { choosePull } from '../stories/pull-target.js';
import type { PullRequest } from '../stories/pull-target.js';
import { makeReport } from '../stories/report.js';
import type { DecisionsFile } from '../stories/report.js';
import { narrowDesired } from '../validate/narrow-desired.js';
import { connect, loadFiles, loadIfThere, openRun, requireCount } from './open-run.js';
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
export async function pull(options: PullRunOptions = {}): Promise<Pulled> {
  const { split = false, business = false, by = null } = options;
  const run = openRun(options);
  const { cwd, env, paths, selectors } = run;
  const request = { cwd, paths, selectors, by, split, business, names };
  const pullFiles = await choosePull(await loadFiles(run), request);
  const { pulled, refusal } = await pullFiles(connect(run), { env, onReading: () => undefined });
  if (pulled === null) throw new UsageError('refused', refusal.message);
  return pulled;
}

/** The names of the options for messages. */
const names: PullRequest['names'] = {
  business: 'business',
  by: 'by',
  paths: 'paths',
  selectors: 'organizations',
  split: 'split',
};

/**
 * Returns the report on access. It needs no configuration, and says with one which line lists each membership. Throws
 * `ConfigurationError` for invalid files, `UsageError` with `refused` for files that are locked to another environment,
 * and the errors of reading.
 */
export async function report(options: ReportRunOptions = {}): Promise<AccessReport> {
  const run = openRun(options);
  const { dormantAfterDays = 90, since } = options;
  requireCount('dormantAfterDays', dormantAfterDays);
  if (since !== undefined && !isReport(since))
    throw new UsageError('no-earlier-report', 'since is no report: give what report returned.');
  const made = await makeReport(connect(run), {
    desired: await loadIfThere(run),
    selectors: run.selectors,
    dormantAfterDays,
    withWaysIn: options.waysIn === true,
    decisions: options.decisions ?? null,
    earlier: since ?? null,
    now: run.now(),
    onReading: () => undefined,
  });
  if ('guard' in made) throw new UsageError('refused', made.message);
  return made;
}

/** Returns whether the value has the lists that are compared; a script may pass any JSON. */
function isReport({ organizations, people, memberships }: EarlierReport): boolean {
  return [organizations, people, memberships].every((list) => Array.isArray(list));
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
  const connection = connect(run, patience);
  const facts = { settings, variables: run.env, connection, desired, now: run.now };
  return examine(facts, [
    desired === null
      ? { check: 'configuration', status: 'skipped', message: 'There is none.' }
      : { check: 'configuration', status: 'ok', message: 'It is valid.' },
  ]);
}
