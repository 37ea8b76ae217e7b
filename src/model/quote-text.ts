// A text of others in double quotes, on one line: JSON's quotes are YAML's too.
import { invisibleCharacters } from './invisible-characters.js';

/** Returns the text in double quotes with everything escaped that can't be seen or that a terminal obeys. */
export function quoteText(text: string): string {
  return JSON.stringify(text).replace(invisibleCharacters, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
