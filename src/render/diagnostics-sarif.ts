// Diagnostics as SARIF 2.1.0 (OASIS), the format in which code scanning takes findings. Only the part of it that a
// finding at a line needs.
import { codes } from '../model/codes.js';
import type { Code } from '../model/codes.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { formatJson } from './json.js';
import { toSafeText } from './safe-text.js';

/** Returns the log of one run; `version` is that of kinde-sync. Files should be named as they are in the repository. */
export function renderDiagnosticsSarif(diagnostics: readonly Diagnostic[], version: string): string {
  const rules = [...new Set(diagnostics.map(({ code }) => code))].sort();
  return formatJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'kinde-sync', version, rules: rules.map(describeRule) } },
        // A column is where an editor shows it, and editors count in UTF-16.
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
    level: severity,
    message: { text: toPlainText(hint === undefined ? message : `${message} ${hint}`) },
    locations: location === null ? [] : [{ physicalLocation: location }],
  };
}

/** In a message `[text](address)` would be a link. */
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

/** A path in a repository is relative to its root, which only the reader of the log knows. */
function toArtifact(file: string): object {
  const uri = file.split('/').map(encodePart).join('/');
  return file.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: '%SRCROOT%' };
}

/** Half a pair of UTF-16, which a name may hold and a URI can't. */
const halfPairs = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function encodePart(part: string): string {
  return encodeURIComponent(part.replace(halfPairs, '\ufffd'));
}
