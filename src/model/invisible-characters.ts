// Which characters can't be seen, or do something instead of being seen: one answer for what the files may hold and
// for what a terminal may be sent.

/** Controls, format characters (bidi, zero-width, tags), separators, lone surrogates, unassigned; fillers, selectors. */
export const invisibleCharacters =
  /[\p{C}\p{Zl}\p{Zp}\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u2800\u3164\uFE00-\uFE0F\uFFA0\u{E0100}-\u{E01EF}]/gu;

/** Emoji are written with two of those characters, which are harmless exactly there. */
export const emojiSequences =
  /\p{Extended_Pictographic}(?:\uFE0F|\p{EMod})?(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{EMod})?)*/gu;
