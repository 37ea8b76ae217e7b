// Hides the text of files that no code frame may show, such as one outside the working directory that is no configuration. A
// message of their diagnostics must not quote a key or value either.
import { codes } from '../model/codes.js';
import type { Diagnostic } from '../model/diagnostic.js';

/**
 * Returns the diagnostics, those of hidden files with the meaning of their code as message. `sources` holds an empty text for
 * each hidden file.
 */
export function hideTexts(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
): readonly Diagnostic[] {
  const isHidden = ({ place }: Diagnostic): boolean => place !== undefined && sources.get(place.file) === '';
  return diagnostics.map((diagnostic) => (isHidden(diagnostic) ? hideText(diagnostic) : diagnostic));
}

function hideText({ code, severity, place }: Diagnostic): Diagnostic {
  const meaning = codes[code].replace(/^warning: /, '');
  return {
    code,
    severity,
    message: `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}. The text is not shown, because this file may be no configuration.`,
    ...(place === undefined ? {} : { place }),
    hint: 'Look at the file itself, or run kinde-sync in its folder. If a link leads there, replace it by a copy.',
  };
}
