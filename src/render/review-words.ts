// The words in which every part of a review names an organization and the place of a change, as Markdown.
import type { OrganizationRef, Origin } from '../model/change.js';
import { toMarkdownCode, toMarkdownName } from './markdown-text.js';

/** Returns the organization's name with what tells it from others of that name. */
export function nameOrganization({ code, name }: OrganizationRef): string {
  return `**${toMarkdownName(name)}** ${code === null ? '(new)' : toMarkdownCode(code)}`;
}

/** Returns where a change comes from: file and line, and the commit where it is known. */
export function placeChange({ source, commit }: Pick<Origin, 'source' | 'commit'>): string {
  const place = toMarkdownCode(dropColumn(source));
  return `<sub>${commit === undefined ? place : `${place} in commit ${toMarkdownCode(commit)}`}</sub>`;
}

function dropColumn(source: string): string {
  return source.replace(/(:\d+):\d+$/, '$1');
}
