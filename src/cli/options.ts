// The options that several commands share, as commander hands them over, and what they mean.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { UsageError } from '../model/errors.js';
import type { PlanOptions } from '../stories/plan.js';
import type { Output, World } from './world.js';

export interface CommonOptions {
  readonly config?: readonly string[];
  /** `KINDE_SYNC_CONFIG` said it, not `--config`. */
  readonly configIsFromVariable?: true;
  readonly color: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly envFile?: readonly string[];
}

/** Commands that talk to Kinde. */
export interface ConnectingOptions extends CommonOptions {
  readonly concurrency: number;
}

export interface PlanningOptions extends ConnectingOptions {
  readonly format: 'text' | 'json' | 'markdown' | 'diff';
  readonly maskEmails?: boolean;
  readonly organization?: readonly string[];
  readonly removals: boolean;
  readonly allowRemovals?: string;
  readonly strict?: boolean;
}

/**
 * Returns the environment variables with those of `--env-file` added: the last file wins over earlier ones, and what is set
 * outside the files over all. Throws `UsageError` (`no-env-file`) for one that can't be read.
 */
export async function readVariables(
  world: World,
  { envFile = [] }: Pick<CommonOptions, 'envFile'>,
): Promise<World['env']> {
  if (envFile.length === 0) return world.env;
  const files = await Promise.all(envFile.map((path) => readEnvFile(path, world.cwd)));
  return Object.assign({}, ...files, world.env) as World['env'];
}

async function readEnvFile(path: string, cwd: string): Promise<World['env']> {
  try {
    // An editor's byte order mark would become part of the first name.
    return parseEnv((await readFile(resolve(cwd, path), 'utf8')).replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new UsageError('no-env-file', `--env-file ${path} can't be read.`, {
      hint: 'Check the path; it is relative to the working directory.',
      cause,
    });
  }
}

/** Returns what `--allow-removals` approves. Throws `UsageError` for anything but a number or `all`. */
export function readApproval({ allowRemovals }: PlanningOptions): PlanOptions['approval'] {
  if (allowRemovals === undefined) return null;
  if (allowRemovals === 'all') return 'any';
  if (/^\d{1,9}$/.test(allowRemovals)) return Number(allowRemovals);
  throw new UsageError(
    'invalid-option',
    `--allow-removals takes a whole number or all, not "${allowRemovals}".`,
    {
      hint: 'Give the number of removals that the plan shows; all approves any number. An empty value approves none.',
    },
  );
}

/** Returns whether to colour what goes to a stream: `--no-color`, NO_COLOR, FORCE_COLOR, then the terminal. */
export function wantsColor(world: World, { color }: Pick<CommonOptions, 'color'>, stream: Output): boolean {
  if (!color || (world.env['NO_COLOR'] ?? '') !== '') return false;
  if ((world.env['FORCE_COLOR'] ?? '') !== '') return world.env['FORCE_COLOR'] !== '0';
  return stream.isTerminal;
}
