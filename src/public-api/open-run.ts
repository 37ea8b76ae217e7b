// The first steps of each call of the public API: load the configuration, and connect to Kinde. It is the one file of the API
// that reads the process.
import process from 'node:process';
import { connectKinde, wireDefaults } from '../kinde/connect-kinde.js';
import type { ConnectOptions, KindeConnection, Wire } from '../kinde/connect-kinde.js';
import { readSettings } from '../kinde/read-settings.js';
import type { SettingVariables } from '../kinde/read-settings.js';
import type { DesiredState } from '../model/desired.js';
import { readPathsOf } from '../model/default-paths.js';
import { ConfigurationError, UsageError } from '../model/errors.js';
import { loadEditable, requireValidIfThere } from '../stories/load-configuration.js';
import type { EditableConfiguration } from '../stories/load-configuration.js';
import { narrowDesired } from '../validate/narrow-desired.js';

/** The options of every call. All of them have defaults. */
export interface RunOptions
  extends Partial<Wire>, Pick<ConnectOptions, 'concurrency' | 'onEvent' | 'signal'> {
  /** Files and folders, as with `--config`. Absent: those of `KINDE_SYNC_CONFIG`, else `kinde.yaml`, else the folder `kinde/`. */
  readonly paths?: readonly string[];
  /** The folder that relative paths start from. Absent: the working directory of the process. */
  readonly cwd?: string;
  /** The settings (`KINDE_DOMAIN` …) and the variables of the files. Absent: the environment of the process. */
  readonly env?: SettingVariables;
  /** Only these organizations, as with `--organization`. Absent: all of the files. */
  readonly organizations?: readonly string[];
}

/** The options with their defaults. */
export interface Run {
  readonly options: RunOptions;
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly env: SettingVariables;
  readonly selectors: readonly string[];
  readonly now: () => number;
}

/**
 * Returns the options with their defaults. It neither reads a file nor sends a request. Throws `UsageError` for a `concurrency`
 * that is no whole number from 1, and for `paths` or `organizations` that name nothing.
 */
export function openRun(options: RunOptions): Run {
  const { cwd = process.cwd(), env = process.env, paths, organizations, concurrency } = options;
  if (concurrency !== undefined) requireCount('concurrency', concurrency);
  return {
    options,
    paths: requireNames('paths', paths) ?? readPathsOf(env),
    cwd,
    env,
    selectors: requireNames('organizations', organizations) ?? [],
    now: options.now ?? wireDefaults.now,
  };
}

/** Throws for a text and for an empty list: a script may pass the text of a variable, and nothing chosen would mean everything. */
function requireNames(name: string, value: unknown): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const isText = (one: unknown): one is string => typeof one === 'string' && one !== '';
  if (Array.isArray(value) && value.length > 0 && value.every(isText)) return value;
  throw new UsageError('invalid-option', `${name} is ${JSON.stringify(value)}, not a list of names.`, {
    hint: `Give an array with at least one name, or leave ${name} out for the default.`,
  });
}

/** Throws `UsageError` (`invalid-option`) for anything but a whole number from 1. */
export function requireCount(name: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 1) return;
  throw new UsageError('invalid-option', `${name} is ${JSON.stringify(value)}, not a whole number from 1.`);
}

/** Returns a connection; its first call sends the first request. Throws `UsageError` for wrong settings. */
export function connect(
  { options, env }: Run,
  own: Partial<Pick<ConnectOptions, 'concurrency' | 'fetch' | 'timeoutMs'>> = {},
): KindeConnection {
  return connectKinde({ ...options, ...own, settings: readSettings(env) });
}

/** Reads the files and returns them with every diagnostic. Throws only for a bug. */
export function loadFiles({ paths, cwd, env, now }: Run, startedAt = now()): Promise<EditableConfiguration> {
  return loadEditable({ paths, cwd, env, now: startedAt });
}

/** A valid configuration. */
export interface ValidConfiguration {
  /** The part that `organizations` selects; without that option, the whole. */
  readonly desired: DesiredState;
  readonly whole: DesiredState;
  /** The time in milliseconds that decided which listings hold. */
  readonly startedAt: number;
}

/** Returns the configuration. Throws `ConfigurationError` for an invalid one, and `UsageError` for an unknown selector. */
export async function loadValid(run: Run): Promise<ValidConfiguration> {
  const startedAt = run.now();
  const { desired, diagnostics } = await loadFiles(run, startedAt);
  if (desired === null) throw new ConfigurationError(diagnostics);
  return { startedAt, whole: desired, desired: narrowDesired(desired, run.selectors) };
}

/** Returns the whole configuration, or null without one. Throws like `requireValidIfThere`. */
export async function loadIfThere(run: Run): Promise<DesiredState | null> {
  return requireValidIfThere(await loadFiles(run), run.paths);
}
