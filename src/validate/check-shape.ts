// Checks the fields and types of a document against the schema. Folds ajv's errors so that each fault has one message.
import type { Diagnostic } from '../model/diagnostic.js';
import type { SourceDocument } from '../model/source-document.js';
import { diagnoseMember, isSoundAddress } from './diagnose-member-form.js';
import { diagnoseShapeError } from './describe-shape-error.js';
import { checkConfig } from './schema.js';
import type { ShapeError } from './schema.js';
import { entriesOf, entryAt, fieldOf, fieldsOf, rootOf } from './written-value.js';
import type { Written } from './written-value.js';

/** Returns the diagnostics of the shape of one readable document. */
export function diagnoseShape(document: SourceDocument): readonly Diagnostic[] {
  const root = rootOf(document);
  return [
    ...diagnoseErrors(root, checkConfig(document.value)),
    ...fieldsOf(fieldOf(root, 'groups')).flatMap(([, group]) => diagnoseMembersShape(group)),
    ...entriesOf(fieldOf(root, 'organizations')).flatMap((entry) =>
      diagnoseMembersShape(fieldOf(entry, 'members')),
    ),
  ];
}

/** Returns the schema errors of a document as diagnostics, one for each faulty value. */
export function diagnoseErrors(root: Written, errors: readonly ShapeError[]): readonly Diagnostic[] {
  return foldByPlace(errors.filter(isAboutValue)).map((error) =>
    diagnoseShapeError(walk(root, error.instancePath), error),
  );
}

function diagnoseMembersShape(list: Written | null): readonly Diagnostic[] {
  // A fast path: most lists hold only addresses, and may be long.
  if (Array.isArray(list?.value) && list.value.every(isSoundAddress)) return [];
  return entriesOf(list).flatMap((member) => (isSoundAddress(member.value) ? [] : diagnoseMember(member)));
}

/** ajv repeats the errors of a key as one `propertyNames` error. */
function isAboutValue(error: ShapeError): boolean {
  return error.propertyName === undefined;
}

/** Keeps the first of several errors about one value, for example a wrong type that also breaks an enum. */
function foldByPlace(errors: readonly ShapeError[]): readonly ShapeError[] {
  const seen = new Set<string>();
  return [...errors].sort(byWeight).filter((error) => {
    const key = `${error.instancePath} ${namesPart(error)}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Names the key of an error about an unknown or missing key; other errors concern the value as a whole. */
function namesPart(error: ShapeError): string {
  const { additionalProperty, missingProperty, propertyName } = error.params;
  return [additionalProperty, missingProperty, propertyName].filter((key) => typeof key === 'string').join();
}

function byWeight(left: ShapeError, right: ShapeError): number {
  return Number(right.keyword === 'type') - Number(left.keyword === 'type');
}

/** Returns the value at an ajv instance path, or the deepest one on the way. */
function walk(root: Written, path: string): Written {
  let written = root;
  for (const part of path.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const next = Array.isArray(written.value) ? entryAt(written, Number(key)) : fieldOf(written, key);
    if (next === null) return written;
    written = next;
  }
  return written;
}
