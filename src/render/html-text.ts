// Texts of others made fit for a page: as text between tags, as JSON inside a script element.
import { createHash } from 'node:crypto';
import { toSafeText } from './safe-text.js';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Returns the text for between tags or in a quoted attribute; what can't be seen is shown as its number. */
export function toHtmlText(text: string): string {
  return toSafeText(text).replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** Returns JSON that no parser of pages takes for markup, nor a CI system for a command: no tag or comment stands in it. */
export function toScriptJson(document: object): string {
  return JSON.stringify(document).replace(
    /[<>&\u2028\u2029]|#(?=#)/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Returns the source by which a content security policy lets exactly this inline text through. */
export function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
