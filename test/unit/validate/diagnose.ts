// Runs texts through `load`, without the disk, and `validate`, for tests.
import type { DesiredState } from '../../../src/model/desired.js';
import type { Diagnostic } from '../../../src/model/diagnostic.js';
import { parseWithLibrary } from '../../../src/load/parse-with-library.js';
import { readPlainSource } from '../../../src/load/parse-source.js';
import type { Variables } from '../../../src/load/variables.js';
import { diagnoseLookAlikes } from '../../../src/validate/check-look-alikes.js';
import { plainRules } from '../../../src/validate/check-rules.js';
import { sortDiagnostics } from '../../../src/validate/sort-diagnostics.js';
import { validateDocuments } from '../../../src/validate/validate-documents.js';

export interface Diagnosis {
  readonly desired: DesiredState | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Returns the desired state of the files and all diagnostics of `load` and `validate`. */
export function diagnoseFiles(files: Readonly<Record<string, string>>, env: Variables = {}): Diagnosis {
  const parsed = Object.entries(files).map(([file, text]) => {
    // `readText` removes a byte order mark.
    const source = { file, text: text.replace(/^\uFEFF/, ''), env };
    return readPlainSource(source) ?? parseWithLibrary(source);
  });
  const documents = parsed.map(({ document }) => document);
  const rules = [...plainRules, diagnoseLookAlikes];
  const { desired, diagnostics } = validateDocuments(documents, {
    rules,
    attestations: [],
    now: 0,
    day: '2026-11-28',
  });
  return {
    desired,
    diagnostics: sortDiagnostics([...parsed.flatMap((source) => source.diagnostics), ...diagnostics]),
  };
}

/** Returns the same for one file, `kinde.yaml`. */
export function diagnoseText(text: string, env: Variables = {}): Diagnosis {
  return diagnoseFiles({ 'kinde.yaml': text }, env);
}

/** Returns `line:column code` of each diagnostic. */
export function listCodes({ diagnostics }: Diagnosis): readonly string[] {
  return diagnostics.map(({ code, place }) => `${place?.line ?? 0}:${place?.column ?? 0} ${code}`);
}
