// Quotes words of a command line that people copy into a shell.

/** Returns the word so that a POSIX shell reads it as one word. */
export function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
