// Lays text out for a terminal: breaks lines between words, and cuts a path in its middle. A word is never broken.

/**
 * Returns the lines of a text that are at most `width` long, unless a single word is longer. Lines after the first begin with
 * `indent`. A command stays on one line, so that it can be pasted.
 */
export function wrapText(text: string, width: number, indent = ''): readonly string[] {
  const [start = '', ...words] = splitWords(text);
  const lines: string[] = [];
  let line = start;
  for (const word of words) {
    if (line.trim() !== '' && line.length + 1 + word.length > width) {
      lines.push(line.trimEnd());
      line = `${indent}${word}`;
    } else line = `${line} ${word}`;
  }
  return [...lines, line];
}

/** A command with its options. The word after an option counts as its value. */
const command = /\bkinde-sync [a-z]+(?: --?[a-z][\w-]*(?: (?!-)\S+)?)*/g;

function splitWords(text: string): readonly string[] {
  const joined = text.replace(command, (words) => words.replaceAll(' ', '\u0000'));
  return joined.split(' ').map((word) => word.replaceAll('\u0000', ' '));
}

/** Returns the lines of `wrapText`, where `head`, the first words, is painted. */
export function wrapPainted(
  [head, rest]: readonly [head: string, rest: string],
  {
    width,
    indent,
    tint,
  }: { readonly width: number; readonly indent: string; readonly tint: (text: string) => string },
): readonly string[] {
  const [first = '', ...others] = wrapText(`${head}${rest}`, width, indent);
  return [first.startsWith(head) ? `${tint(head)}${first.slice(head.length)}` : first, ...others];
}

/** Returns a place such as `kinde/customers/acme.yaml:12:5` in at most `width` characters: folders in the middle give way. */
export function shortenPlace(place: string, width: number): string {
  const parts = place.split('/');
  if (place.length <= width || parts.length < 3) return place;
  const [first = '', ...rest] = parts;
  const last = rest.pop() ?? '';
  while (rest.length > 0) {
    rest.shift();
    const shown = [first, '…', ...rest, last].join('/');
    if (shown.length <= width) return shown;
  }
  return `…/${last}`;
}
