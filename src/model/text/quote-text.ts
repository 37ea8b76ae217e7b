// Quotes foreign text on one line. JSON's double quotes are valid in YAML too.
import { invisibleCharacters } from './invisible-characters.js';

/** Returns the text in double quotes, with escapes for invisible and control characters. */
export function quoteText(text: string): string {
  return JSON.stringify(text).replace(invisibleCharacters, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
