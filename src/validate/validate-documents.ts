// The door of `validate`: documents to what they mean, or to everything that is wrong with them. Pure; throws nothing.
import type { Attestation } from '../model/attestation.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { SourceDocument } from '../model/source-document.js';
import { offsetOf, placeAt } from '../model/source-document.js';
import type { Turns } from '../model/turns.js';
import { buildDesired } from './build-desired.js';
import { checkAttestations, readAttestations } from './check-attestations.js';
import { checkRules } from './check-rules.js';
import type { Rule } from './check-rules.js';
import { checkShape } from './check-shape.js';
import { checkTexts } from './check-texts.js';
import type { ConfigParts } from './gather-parts.js';
import { sortDiagnostics } from './sort-diagnostics.js';

export { chooseRules } from './check-rules.js';
export { gatherParts } from './gather-parts.js';

export interface Validation {
  /** Null where anything is wrong, here or in loading any of the documents. */
  readonly desired: DesiredState | null;
  /** What was attested, by the file that says so; files with mistakes left out. */
  readonly attestations: ReadonlyMap<string, readonly Attestation[]>;
  /** Sorted by file, line and column; none twice. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What was loaded beside the configuration itself. */
export interface Surroundings {
  readonly attestations: readonly SourceDocument[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What the documents mean, before it is known whether they are right. */
export interface Draft {
  /** Says nothing if there is any mistake in the documents. */
  readonly desired: DesiredState;
  readonly attestations: Validation['attestations'];
  /** What is wrong with the attestations. */
  readonly mistakes: readonly Diagnostic[];
  /** Whether every document could be loaded without a mistake. */
  readonly isSound: boolean;
}

/** Returns the meaning of the documents; of wrong ones it returns something all the same. */
export function* draftDesired(parts: ConfigParts, { attestations, now }: Surroundings): Turns<Draft> {
  const attested = attestations.map((document) => ({
    document,
    mistakes: document.isReadable ? checkAttestations(document, now) : [],
  }));
  const sound = attested.filter(({ document, mistakes }) => document.isSound && mistakes.length === 0);
  const byFile = new Map(sound.map(({ document }) => [document.file, readAttestations(document)]));
  return {
    desired: yield* buildDesired(parts, { attestations: byFile, now }),
    attestations: byFile,
    mistakes: attested.flatMap(({ mistakes }) => mistakes),
    isSound: [...parts.documents, ...attestations].every((document) => document.isSound),
  };
}

/** A draft and what it was made of, with the rules that such documents may break. */
export interface Unchecked {
  readonly parts: ConfigParts;
  readonly rules: readonly Rule[];
  readonly draft: Draft;
}

/** Returns the desired state and every diagnostic: shape and rules together, so that all mistakes show at once. */
export function* validateDocuments({ parts, rules, draft }: Unchecked): Turns<Validation> {
  const { documents } = parts;
  const readable = documents.filter((document) => document.isReadable);
  const found: (readonly Diagnostic[])[] = [];
  for (const document of readable) {
    found.push(checkShape(document));
    yield;
    found.push(checkTexts(document));
    yield;
  }
  found.push(yield* checkRules(parts, rules));
  const diagnostics = sortDiagnostics([...dropUnresolved(found.flat(), readable), ...draft.mistakes]);
  const isRight = draft.isSound && diagnostics.every(({ severity }) => severity !== 'error');
  return { desired: isRight ? draft.desired : null, attestations: draft.attestations, diagnostics };
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
