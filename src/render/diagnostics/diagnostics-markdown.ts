// Renders the errors of a configuration as a comment for a pull request, each at its file and line. Texts are escaped.
import { countNoun } from '../../model/text/count-noun.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import { groupBy } from '../../model/group-by.js';
import { formatPlace } from '../../model/place.js';
import { toMarkdownCode, toMarkdownProse } from '../review/markdown-text.js';
import { linkPlace } from '../review/words.js';

/** The number of errors that are shown; further ones are counted. */
const mostShown = 25;
/** The number of places of one error that are named. */
const mostPlaces = 5;

/** Returns the errors as Markdown of GitHub's flavour, lines ended by `\n`, under 60,000 bytes; `sourceUrl` links their places. */
export function renderDiagnosticsMarkdown(
  diagnostics: readonly Diagnostic[],
  { sourceUrl = null }: { readonly sourceUrl?: string | null } = {},
): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const groups = [...groupBy(errors, ({ code, message }) => `${code} ${message}`).values()];
  const shown = groups.slice(0, mostShown).map((own) => renderErrors(own, sourceUrl));
  const others = groups.slice(mostShown).reduce((sum, { length }) => sum + length, 0);
  const rest =
    others === 0 ? [] : [`- … and ${countNoun(others, 'more error')}; the log of the run shows them`];
  return [
    `## The configuration has ${countNoun(errors.length, 'error')}`,
    '',
    `Correct ${errors.length === 1 ? 'it' : 'them'} before this is merged. As long as the files have an error, nothing is applied, neither this change nor a later one, and Kinde stays as it is.`,
    '',
    ...shown,
    ...rest,
    '',
  ].join('\n');
}

/** One error often stands at many lines, as a role that does not exist. */
function renderErrors(errors: readonly Diagnostic[], sourceUrl: string | null): string {
  const [first] = errors;
  if (first === undefined) return '';
  const { code, message, hint } = first;
  const places = errors.flatMap(({ place, about }) =>
    place === undefined ? [] : [{ place: formatPlace(place), about }],
  );
  const named = places
    .slice(0, mostPlaces)
    .map(({ place, about }) => {
      const who = about === undefined ? '' : ` (${toMarkdownProse(about)})`;
      return `${linkPlace(place, sourceUrl)}${who}`;
    })
    .join(', ');
  const more = places.length > mostPlaces ? ` and ${places.length - mostPlaces} more` : '';
  const help = hint === undefined ? '' : ` ${toMarkdownProse(hint)}`;
  const where = named === '' ? '' : `${named}${more}: `;
  return `- ${where}${toMarkdownProse(message)}${help} <sub>${toMarkdownCode(code)}</sub>`;
}
