// Guards cells of a CSV against spreadsheets, which recognize a formula by its first characters. A guarded cell begins with an
// apostrophe, and reading it back takes exactly that apostrophe away.

/**
 * The start of a formula. Some spreadsheets also read full-width signs, and signs after white space. Apostrophes before it
 * count, too, so that guarding can be reversed.
 */
const formula = /^'*\s*[=+\-@|%＝＋－＠]/u;

/** Returns the text, which no spreadsheet takes for a formula. */
export function guardFormula(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** Returns the text before `guardFormula`. */
export function unguardFormula(text: string): string {
  return text.startsWith("'") && formula.test(text) ? text.slice(1) : text;
}
