// The file of a saved plan: only its owner can read it, and a checksum detects a damaged one.
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { UsageError } from '../../model/errors.js';
import type { Plan } from '../../model/plan.js';
import { renderJson } from '../../render/json.js';
import { readRegularFile } from './read-regular-file.js';
import { writeResult } from './replace-file.js';

/** Bytes. */
const largestPlan = 256 * 1024 * 1024;

/** The time and the commit of a saved plan. */
export interface PlanOrigin {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The hash of the commit that was checked out; null outside a git repository. */
  readonly commit: string | null;
}

/** A plan as its file holds it. The checksum covers the whole document; the fingerprint covers only what apply does. */
type PlanDocument = Plan & { readonly saved?: PlanOrigin; readonly checksum?: string };

export interface SavedPlan {
  readonly plan: Plan;
  /** Null for the output of `plan --format json`, which can be applied, too. */
  readonly origin: PlanOrigin | null;
}

/** Writes the plan with mode 0600 and replaces an existing file atomically. Throws `UsageError` (`no-plan`, `invalid-option`). */
export async function writePlanFile({ plan, origin }: SavedPlan, path: string, cwd: string): Promise<void> {
  const document = origin === null ? plan : { ...plan, saved: origin };
  const result = { cwd, mode: 0o600, code: 'no-plan', what: 'The plan' } as const;
  await writeResult(path, renderJson(withChecksum(document)), result);
}

/**
 * Returns the plan in a file. Throws `UsageError`: `no-plan` for a file that can't be read, `foreign-plan` for another format,
 * `damaged-plan` for a file that is no plan or was changed.
 */
export async function readPlanFile(path: string, cwd: string): Promise<SavedPlan> {
  const document = parse(await readText(path, cwd), path);
  const { formatVersion } = document;
  if (formatVersion !== undefined && formatVersion !== '1') {
    throw new UsageError(
      'foreign-plan',
      `${path} is a plan of another format version: ${JSON.stringify(formatVersion)}.`,
      {
        hint: 'Plan again with this version of kinde-sync.',
      },
    );
  }
  // These are loaded here, since writing a plan does not need them.
  const { checkPlan } = await import('./compile-schemas.js');
  const { fingerprintPlan } = await import('../../stories/plan.js');
  const isPlan = (value: object): value is PlanDocument => checkPlan(value);
  if (!isPlan(document)) throw damagedError(path);
  const { checksum, ...whole } = document;
  const { saved: origin = null, ...plan } = whole;
  if (fingerprintPlan(plan) !== plan.fingerprint) throw damagedError(path);
  // The output of `plan --format json` has no checksum.
  if (checksum !== undefined && withChecksum(whole).checksum !== checksum) throw damagedError(path);
  return { plan, origin };
}

function withChecksum(document: PlanDocument): PlanDocument {
  return { ...document, checksum: createHash('sha256').update(JSON.stringify(document)).digest('hex') };
}

async function readText(path: string, cwd: string): Promise<string> {
  const read = await readRegularFile(resolve(cwd, path), largestPlan);
  if (read.bytes !== null) return read.bytes.toString();
  if (read.isTooLarge) throw damagedError(path);
  throw new UsageError('no-plan', `The plan ${path} can't be read: ${read.because}.`, {
    hint: 'Give the file that `kinde-sync plan --out FILE` wrote.',
    cause: read.cause,
  });
}

function parse(text: string, path: string): Readonly<Record<string, unknown>> {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === 'object' && document !== null) return { ...document };
  } catch {
    // The error below says what to do.
  }
  throw damagedError(path);
}

function damagedError(path: string): UsageError {
  return new UsageError('damaged-plan', `${path} is not a plan, or has changed since kinde-sync wrote it.`, {
    hint: 'Plan again, and do not edit plan files.',
  });
}
