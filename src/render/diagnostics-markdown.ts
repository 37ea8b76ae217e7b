// Renders the errors of a configuration as a comment for a pull request, each at its file and line. Texts are escaped.
import { countNoun } from '../model/count-noun.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { toMarkdownCode, toMarkdownProse } from './markdown-text.js';

/** The number of errors that are shown; further ones are counted. */
const mostShown = 25;

/** Returns the errors as Markdown of GitHub's flavour, lines ended by `\n`, under 60,000 bytes. */
export function renderDiagnosticsMarkdown(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const shown = errors.slice(0, mostShown).map(renderError);
  const others = errors.length - shown.length;
  const rest =
    others === 0 ? [] : [`- … and ${countNoun(others, 'more error')}; the log of the run shows them`];
  return [
    `## The configuration has ${countNoun(errors.length, 'error')}`,
    '',
    `There is no plan, and nothing can be applied until ${errors.length === 1 ? 'it is' : 'they are'} corrected.`,
    '',
    ...shown,
    ...rest,
    '',
  ].join('\n');
}

function renderError({ code, message, place, hint }: Diagnostic): string {
  const where = place === undefined ? '' : `${toMarkdownCode(`${place.file}:${place.line}`)} `;
  const help = hint === undefined ? '' : ` ${toMarkdownProse(hint)}`;
  return `- ${where}${toMarkdownProse(message)}${help} <sub>${toMarkdownCode(code)}</sub>`;
}
