// Text between single quotes, as bash, zsh and fish read it.

/** Returns the text as one word of bash or zsh, whatever stands in it. */
export function quoteForPosix(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Returns the text as one word of fish, whatever stands in it. */
export function quoteForFish(text: string): string {
  return `'${text.replaceAll('\\', String.raw`\\`).replaceAll("'", String.raw`\'`)}'`;
}
