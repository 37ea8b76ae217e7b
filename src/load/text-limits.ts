// Limits on the raw text before it is parsed. The YAML library recurses, and very deep nesting can overflow the stack in a way
// that no `catch` sees. It also takes some hundred bytes of memory for each value.

const deepestNesting = 500;
const mostValues = 700_000;
// Indentation or compact indicators (`- - - a`) that open hundreds of levels on one line.
const deepLine = /^(?: {1000}|[ \t]*(?:[-?:][ \t]+){500})/m;

/** Returns whether a text opens more levels than any configuration has. Brackets in comments and texts count too. */
export function isNestedTooDeep(text: string): boolean {
  return hasDeepBrackets(text) || deepLine.test(text);
}

function hasDeepBrackets(text: string): boolean {
  let depth = 0;
  for (const match of text.matchAll(/[[\]{}]/g)) {
    const isOpening = match[0] === '[' || match[0] === '{';
    depth = Math.max(0, depth + (isOpening ? 1 : -1));
    if (depth > deepestNesting) return true;
  }
  return false;
}

/** Returns whether a text has more lines and commas than the memory of a small machine can hold as values. */
export function hasTooManyValues(text: string): boolean {
  if (text.length <= mostValues) return false;
  let values = 0;
  for (const mark of ['\n', ',']) {
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) values += 1;
  }
  return values > mostValues;
}
