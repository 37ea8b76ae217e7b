// Writes a sentence to a stream, laid out for the width of its terminal.
import { wrapText } from '../render/wrap-text.js';
import { readWidth } from './options/options.js';
import type { Output } from './world.js';

/** Writes the text, a line break at its end; on a terminal in lines that fit. */
export function writeWrapped(stream: Output, text: string): void {
  stream.write(`${wrapText(text, readWidth(stream).width ?? Infinity).join('\n')}\n`);
}
