// The door of `validate`: turns documents into the desired state, or into all their diagnostics. Pure; throws nothing.
import { diagnoseLeavers } from '../kinds/membership/diagnose-leavers.js';
import { describeEnd, listEnds } from '../kinds/membership/notify-ends.js';
import type { Attestation } from '../model/attestation.js';
import type { Day } from '../model/day.js';
import type { DesiredState, ListingEnd } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { SourceDocument } from '../model/source-document.js';
import { offsetOf, placeAt } from '../model/source-document.js';
import { buildDesired } from './build-desired.js';
import { diagnoseAttestations, readAttestations } from './check-attestations.js';
import { diagnoseRules } from './check-rules.js';
import type { Rule } from './check-rules.js';
import { diagnoseOpenOrganizations } from './check-registration-domains.js';
import { diagnoseShape } from './check-shape.js';
import { diagnoseTexts } from './check-texts.js';
import { gatherParts } from './gather-parts.js';
import { sortDiagnostics } from './sort-diagnostics.js';

export { chooseRules } from './check-rules.js';

export interface Validation {
  /** Null if `load` or `validate` found an error in any document. */
  readonly desired: DesiredState | null;
  /** The attestations by file, without the files that have errors. */
  readonly attestations: ReadonlyMap<string, readonly Attestation[]>;
  /** Sorted by file, line and column; none twice. */
  readonly diagnostics: readonly Diagnostic[];
  /** Hints about what is valid, sorted likewise. Only the command `validate` shows them. */
  readonly hints: readonly Diagnostic[];
}

export interface ValidateOptions {
  /** The rules that `chooseRules` gave for the documents. */
  readonly rules: readonly Rule[];
  readonly attestations: readonly SourceDocument[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The day that decides which listings hold; absent if all of them hold. */
  readonly day?: Day | null;
  /** False if several paths name the documents. */
  readonly isComplete?: boolean;
}

/** Returns the desired state and the diagnostics of shape and rules, all at once. */
export function validateDocuments(
  documents: readonly SourceDocument[],
  { rules, attestations, now, day = null, isComplete = true }: ValidateOptions,
): Validation {
  const attested = attestations.map((document) => ({
    document,
    diagnostics: document.isReadable ? diagnoseAttestations(document, now) : [],
  }));
  const sound = attested.filter((one) => one.document.isSound && one.diagnostics.length === 0);
  const byFile = new Map(sound.map(({ document }) => [document.file, readAttestations(document)]));
  const readable = documents.filter((document) => document.isReadable);
  const parts = gatherParts(documents, { isComplete, day });
  const found = [
    ...readable.flatMap((document) => [...diagnoseShape(document), ...diagnoseTexts(document)]),
    ...diagnoseRules(parts, rules),
  ];
  const attestedFound = attested.flatMap((one) => one.diagnostics);
  const diagnostics = [...dropUnresolved(found, readable), ...attestedFound];
  const isValid =
    [...documents, ...attestations].every((document) => document.isSound) &&
    diagnostics.every(({ severity }) => severity !== 'error');
  const desired = isValid ? buildDesired(parts, { attestations: byFile, now }) : null;
  const hints = sortDiagnostics(diagnoseOpenOrganizations(parts));
  const late =
    desired === null ? [] : [...listEnds(desired).map(diagnoseEnd), ...diagnoseLeavers(desired, new Map())];
  return {
    desired: late.some(({ severity }) => severity === 'error') ? null : desired,
    attestations: byFile,
    diagnostics: sortDiagnostics([...diagnostics, ...late]),
    hints,
  };
}

function diagnoseEnd(end: ListingEnd): Diagnostic {
  return { ...describeEnd(end), severity: 'warning', place: end.place };
}

/** Drops the diagnostics of unresolved values, since `load` has reported these. */
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
