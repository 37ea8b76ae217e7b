// Lays text out for a terminal: breaks lines between words, and cuts a path in its middle. A word is never broken.

/** Returns the lines of a text that are at most `width` long, unless a single word is longer. */
export function wrapText(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
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
