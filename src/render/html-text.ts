// Escapes untrusted text for a page: as text between tags, and as JSON inside a script element.
import { createHash } from 'node:crypto';
import { toSafeText } from './safe-text.js';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Returns the text for use between tags or in a quoted attribute; invisible characters become their code points. */
export function toHtmlText(text: string): string {
  return toSafeText(text).replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** Returns JSON without a character that an HTML parser reads as markup or a CI system as a command. */
export function toScriptJson(document: object): string {
  return JSON.stringify(document).replace(
    /[<>&\u2028\u2029]|#(?=#)/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Returns the source expression that allows exactly this inline text in a content security policy. */
export function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
