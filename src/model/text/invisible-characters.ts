// The characters that are invisible or control the terminal. `validate` refuses them in the files, and `render` escapes them.

/** Controls, format characters (bidi, zero-width, tags), separators, lone surrogates, unassigned; fillers, selectors. */
export const invisibleCharacters =
  /[\p{C}\p{Zl}\p{Zp}\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u2800\u3164\uFE00-\uFE0F\uFFA0\u{E0100}-\u{E01EF}]/gu;

/** Emoji sequences contain two of these characters, which are harmless there. */
export const emojiSequences =
  /\p{Extended_Pictographic}(?:\uFE0F|\p{EMod})?(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{EMod})?)*/gu;
