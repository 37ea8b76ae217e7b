// CI systems read a line of a job's output as a command if it begins with `::` (GitHub) or contains `##[` or `##vso[`
// (GitHub's old form, Azure). All output passes through here, so that no name from YAML or Kinde becomes a command.

const atLineStart = /^([^\S\r\n]*)::/gm;
const anywhere = /##(?=[a-z]*\[)/gi;

/** Returns the text with the first character of each such command as its code point, for example `\u{3a}:`. */
export function disarmCommands(text: string): string {
  const lines = text.includes('::') ? text.replace(atLineStart, '$1\\u{3a}:') : text;
  return lines.includes('##') ? lines.replace(anywhere, '\\u{23}#') : lines;
}
