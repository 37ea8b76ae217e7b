// Renders diagnostics as SARIF 2.1.0 (OASIS), the format of code scanning. It writes only the properties that a finding
// at a line needs.
import { codes } from '../../model/codes.js';
import type { Code } from '../../model/codes.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { formatJson } from '../json.js';
import { toSafeText } from '../safe-text.js';

/** Returns the log of one run; `version` is that of kinde-sync. Paths of files must be those of the repository. */
export function renderDiagnosticsSarif(diagnostics: readonly Diagnostic[], version: string): string {
  const rules = [...new Set(diagnostics.map(({ code }) => code))].sort();
  return formatJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'kinde-sync', version, rules: rules.map(describeRule) } },
        // Editors count columns in UTF-16 code units.
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((diagnostic) => describeResult(diagnostic, rules)),
      },
    ],
  });
}

function describeRule(code: Code): object {
  return { id: code, shortDescription: { text: codes[code] } };
}

function describeResult(
  { code, severity, message, hint, ...where }: Diagnostic,
  rules: readonly Code[],
): object {
  const location = describeLocation(where);
  return {
    ruleId: code,
    ruleIndex: rules.indexOf(code),
    level: severity === 'hint' ? 'note' : severity,
    message: { text: toPlainText(hint === undefined ? message : `${message} ${hint}`) },
    locations: location === null ? [] : [{ physicalLocation: location }],
  };
}

/** SARIF reads `[text](address)` in a message as a link. */
function toPlainText(text: string): string {
  return toSafeText(text).replaceAll('](', '] (');
}

function describeLocation({ place, endColumn }: Pick<Diagnostic, 'place' | 'endColumn'>): object | null {
  if (place === undefined) return null;
  const { file, line, column } = place;
  return {
    artifactLocation: toArtifact(file),
    region: { startLine: line, startColumn: column, ...(endColumn === undefined ? {} : { endColumn }) },
  };
}

/** Paths are relative to the root of the repository, which only the reader of the log knows. */
function toArtifact(file: string): object {
  const uri = file.split('/').map(encodePart).join('/');
  return file.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: '%SRCROOT%' };
}

/** Lone surrogates of UTF-16: a file name may contain them, a URI can't. */
const halfPairs = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function encodePart(part: string): string {
  return encodeURIComponent(part.replace(halfPairs, '\ufffd'));
}
