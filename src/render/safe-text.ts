// Escapes untrusted text for a terminal: control, bidirectional and invisible characters become visible. Letters of every
// script and emoji stay as they are.

import { emojiSequences, invisibleCharacters } from '../model/text/invisible-characters.js';

const plain = /^[ -~]*$/;

/** Returns the text on one line with each unsafe character as its code point, for example `\u{1b}`. */
export function toSafeText(text: string): string {
  if (plain.test(text)) return text;
  let safe = '';
  let end = 0;
  for (const match of text.matchAll(emojiSequences)) {
    safe += escapeUnsafe(text.slice(end, match.index)) + match[0];
    end = match.index + match[0].length;
  }
  return safe + escapeUnsafe(text.slice(end));
}

function escapeUnsafe(text: string): string {
  return text.replace(
    invisibleCharacters,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
