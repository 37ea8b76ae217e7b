// CI systems take a line of a job's output for a command if it begins with `::` (GitHub) or holds `##[` or `##vso[`
// (GitHub's old form, Azure). No name from YAML or Kinde may give one: every way out passes through here.

const atLineStart = /^([^\S\r\n]*)::/gm;
const anywhere = /##(?=[a-z]*\[)/gi;

/** Returns the text with the first character of each such command written as its number, for example `\u{3a}:`. */
export function disarmCommands(text: string): string {
  const lines = text.includes('::') ? text.replace(atLineStart, '$1\\u{3a}:') : text;
  return lines.includes('##') ? lines.replace(anywhere, '\\u{23}#') : lines;
}
