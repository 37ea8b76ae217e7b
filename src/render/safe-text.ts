// Text of others made fit for a terminal: what would move the cursor, turn the writing direction or hide becomes visible.
// Leaves letters of every script and emoji alone.

// Controls, format characters (bidi, zero-width, tags), separators, lone surrogates; fillers that show nothing.
const unsafe =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u2800\u3164\uFE00-\uFE0F\uFFA0\u{E0100}-\u{E01EF}]/gu;
// Emoji are drawn with two of those characters, which are harmless exactly there.
const emoji =
  /\p{Extended_Pictographic}(?:\uFE0F|\p{EMod})?(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{EMod})?)*/gu;
const plain = /^[ -~]*$/;

/** Returns the text on one line with each unsafe character written as its number, for example `\u{1b}`. */
export function toSafeText(text: string): string {
  if (plain.test(text)) return text;
  let safe = '';
  let end = 0;
  for (const match of text.matchAll(emoji)) {
    safe += escapeUnsafe(text.slice(end, match.index)) + match[0];
    end = match.index + match[0].length;
  }
  return safe + escapeUnsafe(text.slice(end));
}

function escapeUnsafe(text: string): string {
  return text.replace(unsafe, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
