// Renders diagnostics as GitHub's workflow commands, which become annotations at the lines of a pull request. Texts are
// escaped, so that one diagnostic is always one command.
import type { Diagnostic } from '../../model/diagnostic.js';
import { toSafeText } from '../safe-text.js';

/** Returns a line for each diagnostic; paths of files must be those of the repository. */
export function renderDiagnosticsGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((diagnostic) => `${renderCommand(diagnostic)}\n`).join('');
}

function renderCommand({ severity, code, message, place, endColumn, hint }: Diagnostic): string {
  const properties = {
    ...(place === undefined ? {} : { file: place.file, line: place.line, col: place.column }),
    ...(place === undefined || endColumn === undefined ? {} : { endColumn }),
    title: code,
  };
  const shown = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(value)}`);
  const text =
    escapeText(toSafeText(message)) + (hint === undefined ? '' : `%0A${escapeText(toSafeText(hint))}`);
  // GitHub's third level of annotations is named `notice`.
  const level = severity === 'hint' ? 'notice' : severity;
  return `::${level} ${shown.join(',')}::${text}`;
}

function escapeText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(value: string | number): string {
  return escapeText(toSafeText(String(value)))
    .replaceAll(':', '%3A')
    .replaceAll(',', '%2C');
}
