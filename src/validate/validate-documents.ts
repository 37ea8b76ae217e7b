// The door of `validate`: documents to what they mean, or to everything that is wrong with them. Pure; throws nothing.
import type { Attestation } from '../model/attestation.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { SourceDocument } from '../model/source-document.js';
import { offsetOf, placeAt } from '../model/source-document.js';
import { buildDesired } from './build-desired.js';
import { checkAttestations, readAttestations } from './check-attestations.js';
import { checkRules } from './check-rules.js';
import type { Rule } from './check-rules.js';
import { checkShape } from './check-shape.js';
import { checkTexts } from './check-texts.js';
import { gatherParts } from './gather-parts.js';
import { sortDiagnostics } from './sort-diagnostics.js';

export { chooseRules } from './check-rules.js';

export interface Validation {
  /** Null where anything is wrong, here or in loading any of the documents. */
  readonly desired: DesiredState | null;
  /** What was attested, by the file that says so; files with mistakes left out. */
  readonly attestations: ReadonlyMap<string, readonly Attestation[]>;
  /** Sorted by file, line and column; none twice. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface ValidateOptions {
  /** The rules that such documents may break. */
  readonly rules: readonly Rule[];
  readonly attestations: readonly SourceDocument[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Returns the desired state and every diagnostic: shape and rules together, so that all mistakes show at once. */
export function validateDocuments(
  documents: readonly SourceDocument[],
  { rules, attestations, now }: ValidateOptions,
): Validation {
  const attested = attestations.map((document) => ({
    document,
    mistakes: document.isReadable ? checkAttestations(document, now) : [],
  }));
  const sound = attested.filter(({ document, mistakes }) => document.isSound && mistakes.length === 0);
  const byFile = new Map(sound.map(({ document }) => [document.file, readAttestations(document)]));
  const readable = documents.filter((document) => document.isReadable);
  const parts = gatherParts(documents);
  const found = [
    ...readable.flatMap((document) => [...checkShape(document), ...checkTexts(document)]),
    ...checkRules(parts, rules),
  ];
  const mistakes = attested.flatMap((one) => one.mistakes);
  const diagnostics = sortDiagnostics([...dropUnresolved(found, readable), ...mistakes]);
  const isRight =
    [...documents, ...attestations].every((document) => document.isSound) &&
    diagnostics.every(({ severity }) => severity !== 'error');
  const desired = isRight ? buildDesired(parts, { attestations: byFile, now }) : null;
  return { desired, attestations: byFile, diagnostics };
}

/** Nothing is said of values that could not be had: `load` has said why. */
function dropUnresolved(
  found: readonly Diagnostic[],
  documents: readonly SourceDocument[],
): readonly Diagnostic[] {
  const places = new Set(documents.flatMap(unresolvedPlaces));
  if (places.size === 0) return found;
  return found.filter(
    ({ place }) => place === undefined || !places.has(`${place.file} ${place.line} ${place.column}`),
  );
}

function unresolvedPlaces(document: SourceDocument): readonly string[] {
  return [...document.unresolved].map((offset) => {
    const { file, line, column } = placeAt(document, offsetOf(offset));
    return `${file} ${line} ${column}`;
  });
}
