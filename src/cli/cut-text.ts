// A long text in parts that can be turned into bytes one by one. Knows nothing of what the text says.

/** Yields the text in parts of at most `length` characters (at least 2), no letter of two halves torn apart. */
export function* cutText(text: string, length: number): Generator<string> {
  for (let start = 0; start < text.length;) {
    const end = Math.min(start + length, text.length);
    const isTorn = end < text.length && /[\ud800-\udbff]/.test(text.charAt(end - 1));
    const cut = isTorn ? end - 1 : end;
    yield text.slice(start, cut);
    start = cut;
  }
}
