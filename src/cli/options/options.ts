// The options that several commands share, as commander hands them over, and the functions that interpret them.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { UsageError } from '../../model/errors.js';
import type { PlanOptions } from '../../stories/plan.js';
import { withoutMark } from '../files/byte-order-marks.js';
import type { Output, World } from '../world.js';

export interface CommonOptions {
  readonly config?: readonly string[];
  /** True where the paths come from `KINDE_SYNC_CONFIG` and not from `--config`. */
  readonly configIsFromVariable?: true;
  readonly color: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly envFile?: readonly string[];
}

/** Options of a command that connects to Kinde. */
export interface ConnectingOptions extends CommonOptions {
  readonly concurrency: number;
}

export interface PlanningOptions extends ConnectingOptions {
  readonly format: 'text' | 'json' | 'markdown' | 'diff';
  readonly maskEmails?: boolean;
  readonly organization?: readonly string[];
  readonly removals: boolean;
  readonly allowRemovals?: string;
  readonly allowInvitations?: string;
  readonly strict?: boolean;
}

/** The approvals of what the guards would refuse; null for none. */
export type Approvals = Required<Pick<PlanOptions, 'approval' | 'invitationApproval'>>;

/**
 * Returns the variables of the environment and of each `--env-file`. A later file wins over an earlier one, and the
 * environment over all. Throws `UsageError` (`no-env-file`) for a file that can't be read.
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
    return parseEnv(withoutMark(await readFile(resolve(cwd, path), 'utf8')));
  } catch (cause) {
    throw new UsageError('no-env-file', `--env-file ${path} can't be read.`, {
      hint: 'Check the path; it is relative to the working directory.',
      cause,
    });
  }
}

/** Returns the approval of `--allow-removals`. Throws `UsageError` (`invalid-option`) for anything but a number or `all`. */
export function readApproval({ allowRemovals }: PlanningOptions): PlanOptions['approval'] {
  return readNumber(allowRemovals, 'removals');
}

/** Returns the approvals of `--allow-removals` and `--allow-invitations`. Throws like `readApproval`. */
export function readApprovals(options: PlanningOptions): Approvals {
  const approval = readApproval(options);
  return { approval, invitationApproval: readNumber(options.allowInvitations, 'invitations') };
}

function readNumber(value: string | undefined, what: 'removals' | 'invitations'): PlanOptions['approval'] {
  if (value === undefined) return null;
  if (value === 'all') return 'any';
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new UsageError('invalid-option', `--allow-${what} takes a whole number or all, not "${value}".`, {
    hint: `Give the number of ${what} that the plan shows; all approves any number. Without the option, none is approved.`,
  });
}

/** The fewest columns for which text is laid out. */
const narrowest = 40;

/** Returns the width for which a stream's text is laid out; nothing for a stream that is no terminal. */
export function readWidth({ isTerminal, columns }: Output): { readonly width?: number } {
  return isTerminal && columns !== undefined ? { width: Math.max(narrowest, columns) } : {};
}

/** The way in which the text of a stream is laid out. */
export interface Layout {
  readonly color: boolean;
  /** Columns; absent for a stream that is no terminal. */
  readonly width?: number;
}

/** Returns colour and width for a stream's text. */
export function readLayout(world: World, options: Pick<CommonOptions, 'color'>, stream: Output): Layout {
  return { color: wantsColor(world, options, stream), ...readWidth(stream) };
}

/** Returns whether to colour a stream's text. `--no-color`, NO_COLOR, FORCE_COLOR and the terminal decide, in this order. */
export function wantsColor(world: World, { color }: Pick<CommonOptions, 'color'>, stream: Output): boolean {
  if (!color || (world.env['NO_COLOR'] ?? '') !== '') return false;
  if ((world.env['FORCE_COLOR'] ?? '') !== '') return world.env['FORCE_COLOR'] !== '0';
  return stream.isTerminal;
}
