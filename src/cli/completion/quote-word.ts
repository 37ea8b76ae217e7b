// Text between single quotes, as bash, zsh and fish read it.

/** Returns any text as one word of bash or zsh. */
export function quoteForPosix(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Returns any text as one word of fish. */
export function quoteForFish(text: string): string {
  return `'${text.replaceAll('\\', String.raw`\\`).replaceAll("'", String.raw`\'`)}'`;
}
