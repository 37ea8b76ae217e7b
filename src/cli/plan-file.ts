// The file of a saved plan: written so that only its owner can read it, and read so that only a whole one is used.
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { UsageError } from '../model/errors.js';
import type { Plan } from '../model/plan.js';
import { renderJson } from '../render/json.js';
import { replaceFile } from './replace-file.js';

const largestPlan = 256 * 1024 * 1024;

/** When and of which commit a plan was saved. */
export interface PlanOrigin {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The commit that was checked out; null outside a git repository. */
  readonly commit: string | null;
}

/** A plan as its file has it: with its origin, and a sum over all of it, since the fingerprint leaves out what is only told. */
type PlanDocument = Plan & { readonly saved?: PlanOrigin; readonly checksum?: string };

export interface SavedPlan {
  readonly plan: Plan;
  /** Null for what `plan --format json` printed. */
  readonly origin: PlanOrigin | null;
}

/** Writes the plan with mode 0600; a file that is there is replaced as a whole. Throws `UsageError` (`no-plan`). */
export async function writePlanFile({ plan, origin }: SavedPlan, path: string, cwd: string): Promise<void> {
  const document = origin === null ? plan : { ...plan, saved: origin };
  try {
    await replaceFile(resolve(cwd, path), renderJson(withChecksum(document)), 0o600);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError('no-plan', `The plan can't be written to ${path}.`, {
      hint: 'Check the folder, its permissions and the disk space.',
      cause,
    });
  }
}

/**
 * Returns the plan in a file. Throws `UsageError`: `no-plan` if it can't be read, `foreign-plan` if it is of another
 * format, `damaged-plan` if it is not as it was written.
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
  const checked = await checkPlan(document);
  if (checked === null) throw damaged(path);
  const { checksum, ...whole } = checked;
  const { saved: origin = null, ...plan } = whole;
  // Loaded here: to write a plan takes nothing of it.
  const { fingerprintPlan } = await import('../stories/plan.js');
  if (fingerprintPlan(plan) !== plan.fingerprint) throw damaged(path);
  // What `plan --format json` printed is a plan, too; it has no sum.
  if (checksum !== undefined && withChecksum(whole).checksum !== checksum) throw damaged(path);
  return { plan, origin };
}

function withChecksum(document: PlanDocument): PlanDocument {
  return { ...document, checksum: createHash('sha256').update(JSON.stringify(document)).digest('hex') };
}

async function readText(path: string, cwd: string): Promise<string> {
  const file = resolve(cwd, path);
  try {
    const { size } = await stat(file);
    if (size > largestPlan) throw damaged(path);
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError('no-plan', `The plan ${path} can't be read.`, {
      hint: 'Give the file that `kinde-sync plan --out FILE` wrote.',
      cause,
    });
  }
}

function parse(text: string, path: string): Readonly<Record<string, unknown>> {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === 'object' && document !== null) return { ...document };
  } catch {
    // Said below, with what to do about it.
  }
  throw damaged(path);
}

async function checkPlan(document: object): Promise<PlanDocument | null> {
  // Loaded here, since plans are written more often than read.
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const schema: unknown = createRequire(import.meta.url)('kinde-sync/schemas/plan.schema.json');
  const ajv = new Ajv2020({ strict: false }).addSchema(schema as object, 'plan');
  return ajv.validate<PlanDocument>({ $ref: 'plan#/$defs/plan' }, document) ? document : null;
}

function damaged(path: string): UsageError {
  return new UsageError('damaged-plan', `${path} is not a plan, or has changed since kinde-sync wrote it.`, {
    hint: 'Plan again, and do not edit plan files.',
  });
}
