// The file of a kept plan: written so that only its owner can read it, and read so that only a whole one is used.
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { UsageError } from '../model/errors.js';
import type { Plan } from '../model/plan.js';
import { renderJson } from '../render/json.js';
import { replaceFile } from './replace-file.js';

const largestPlan = 256 * 1024 * 1024;

/** A plan as its file has it: with a sum over all of it, since the fingerprint leaves out what is only told. */
type PlanDocument = Plan & { readonly checksum?: string };

/** Writes the plan with mode 0600; a file that is there is replaced as a whole. Throws `UsageError` (`no-plan`). */
export async function writePlanFile(plan: Plan, path: string, cwd: string): Promise<void> {
  try {
    await replaceFile(resolve(cwd, path), renderJson(withChecksum(plan)), 0o600);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError('no-plan', `The plan can't be written to ${path}.`, {
      hint: 'Check the folder, its permissions and the space on the disk.',
      cause,
    });
  }
}

/**
 * Returns the plan in a file. Throws `UsageError`: `no-plan` if it can't be read, `foreign-plan` if it is of another
 * format, `damaged-plan` if it is not as it was written.
 */
export async function readPlanFile(path: string, cwd: string): Promise<Plan> {
  const document = parse(await readText(path, cwd), path);
  const { formatVersion } = document;
  if (formatVersion !== undefined && formatVersion !== '1') {
    throw new UsageError(
      'foreign-plan',
      `${path} is a plan of another format: ${JSON.stringify(formatVersion)}.`,
      {
        hint: 'Plan again with this version of kinde-sync.',
      },
    );
  }
  const checked = await checkPlan(document);
  if (checked === null) throw damaged(path);
  const { checksum, ...plan } = checked;
  // Loaded here: to write a plan takes nothing of it.
  const { fingerprintPlan } = await import('../pipeline.js');
  if (fingerprintPlan(plan) !== plan.fingerprint) throw damaged(path);
  // What `plan --format json` printed is a plan, too; it has no sum.
  if (checksum !== undefined && withChecksum(plan).checksum !== checksum) throw damaged(path);
  return plan;
}

function withChecksum(plan: Plan): PlanDocument {
  return { ...plan, checksum: createHash('sha256').update(JSON.stringify(plan)).digest('hex') };
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
  return new UsageError('damaged-plan', `${path} is no plan, or is not as kinde-sync wrote it.`, {
    hint: 'Plan again: a plan file is not to be edited.',
  });
}
