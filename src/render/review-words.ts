// The words in which every part of a review names an organization and the place of a change, as Markdown.
import type { Change, OrganizationRef, Origin } from '../model/change.js';
import { toMarkdownCode, toMarkdownName } from './markdown-text.js';

/** Returns the organization's name with what tells it from others of that name. */
export function nameOrganization({ code, name }: OrganizationRef): string {
  return `**${toMarkdownName(name)}** ${code === null ? '(new)' : toMarkdownCode(code)}`;
}

/**
 * Returns where a change comes from: file and line, and the commit where it is known. Who leaves is not listed, so no
 * line tells it: the commit of the organization's own line did not cause it, and is not named.
 */
export function placeChange({ action, source, commit }: Pick<Change, 'action' | keyof Origin>): string {
  const place = toMarkdownCode(dropColumn(source));
  if (action === 'remove') return `<sub>not listed under ${place}</sub>`;
  return `<sub>${commit === undefined ? place : `${place} in commit ${toMarkdownCode(commit)}`}</sub>`;
}

/** Returns the file and line that something is about. */
export function placeLine(source: string): string {
  return `<sub>${toMarkdownCode(dropColumn(source))}</sub>`;
}

function dropColumn(source: string): string {
  return source.replace(/(:\d+):\d+$/, '$1');
}
