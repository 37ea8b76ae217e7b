// The story of a configuration: load the files, parse them and validate them, all without the network.
import { parseTexts, readTexts } from '../load/load-documents.js';
import type { LoadOptions, SourceTexts } from '../load/load-documents.js';
import { yieldToEventLoop } from '../load/yield-to-event-loop.js';
import type { Attestation } from '../model/attestation.js';
import { dayOf } from '../model/day.js';
import type { Day } from '../model/day.js';
import type { DesiredState } from '../model/desired.js';
import { hasErrors } from '../model/diagnostic.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { ConfigurationError } from '../model/errors.js';
import type { SourceDocument } from '../model/source-document.js';
import { sortDiagnostics } from '../validate/sort-diagnostics.js';
import { hideTexts } from './hide-texts.js';

export { readTexts } from '../load/load-documents.js';
export type { SourceTexts } from '../load/load-documents.js';

/** The validated configuration, and its diagnostics. */
export interface LoadedConfiguration {
  /** Null if any diagnostic is an error. */
  readonly desired: DesiredState | null;
  /** Every error and warning, sorted by place. */
  readonly diagnostics: readonly Diagnostic[];
  /** Hints about a valid configuration, which only `validate` shows. */
  readonly hints: readonly Diagnostic[];
  /** The attestations, by file. */
  readonly attestations: ReadonlyMap<string, readonly Attestation[]>;
  /** The text of each file by its name, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
}

/** The configuration together with its documents, which pull edits. */
export interface EditableConfiguration extends LoadedConfiguration {
  readonly documents: readonly SourceDocument[];
}

/** Reads and validates the files. Returns errors of the files as diagnostics; it throws only for a bug. */
export async function loadConfiguration(options: LoadOptions): Promise<LoadedConfiguration> {
  return parseConfiguration(await readTexts(options), options);
}

/** Parses and validates the texts of files. Returns errors of the files as diagnostics; it throws only for a bug. */
export async function parseConfiguration(
  texts: SourceTexts,
  options: Pick<LoadOptions, 'env' | 'now' | 'day'>,
): Promise<LoadedConfiguration> {
  // The documents are dropped here, so that their memory is free before Kinde is read.
  const { desired, diagnostics, hints, attestations, sources } = await parseEditable(texts, options);
  return { desired, diagnostics, hints, attestations, sources };
}

/** Reads and validates the files, and keeps their documents. It throws only for a bug. */
export async function loadEditable(options: LoadOptions): Promise<EditableConfiguration> {
  return parseEditable(await readTexts(options), options);
}

/** Returns whether no path names a configuration and the default places are empty. */
export function isAbsent(
  { desired, diagnostics }: LoadedConfiguration,
  paths: readonly string[] = [],
): boolean {
  const isMissing = diagnostics.every(({ code }) => code === 'no-configuration');
  return paths.length === 0 && desired === null && isMissing;
}

/**
 * Returns the configuration for work that does without one, too; null if it is absent. Throws `ConfigurationError` for one
 * that is invalid, or named and absent.
 */
export function requireValidIfThere(
  loaded: LoadedConfiguration,
  paths: readonly string[] = [],
): DesiredState | null {
  if (loaded.desired !== null || isAbsent(loaded, paths)) return loaded.desired;
  throw new ConfigurationError(loaded.diagnostics);
}

async function parseEditable(
  texts: SourceTexts,
  { env, now = Infinity, day = dayAt(now) }: Pick<LoadOptions, 'env' | 'now' | 'day'>,
): Promise<EditableConfiguration> {
  const { documents, sources, attestations, diagnostics: found } = await parseTexts(texts, env);
  // The dynamic import yields to the event loop, so that first answers of Kinde can arrive.
  const { chooseRules, validateDocuments } = await import('../validate/validate-documents.js');
  const rules = await chooseRules(documents);
  await yieldToEventLoop();
  const validated = validateDocuments(documents, {
    rules,
    attestations,
    now,
    day: day ?? null,
    isComplete: texts.isOnePath,
  });
  const diagnostics = hideTexts(sortDiagnostics([...found, ...validated.diagnostics]), sources);
  const desired = hasErrors(diagnostics) ? null : validated.desired;
  return { ...validated, documents, desired, diagnostics, sources };
}

function dayAt(now: number): Day | undefined {
  return Number.isFinite(now) ? dayOf(now) : undefined;
}
