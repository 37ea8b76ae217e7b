// Text of others made fit for a terminal: what would move the cursor, turn the writing direction or hide becomes visible.
// Leaves letters of every script and emoji alone.

import { emojiSequences, invisibleCharacters } from '../model/invisible-characters.js';

const plain = /^[ -~]*$/;

/** Returns the text on one line with each unsafe character written as its number, for example `\u{1b}`. */
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
