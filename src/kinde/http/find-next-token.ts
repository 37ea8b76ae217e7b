// Finds the way to a list's next page without reading the page: the request can leave before the rows are parsed.

// The last brace closes the whole answer, and a quote inside a text has a backslash before it: what matches is the last
// field of the answer itself, never one further in and never part of a text or of another name.
const lastField = /[,{]\s*"next_token"\s*:\s*"([^"\\]+)"\s*\}\s*$/;

/** Characters: where it is the last field, it stands within so many from the end. */
const longestTail = 4096;

/** Returns the token if it is the last field of an answer that is JSON; null says nothing about whether there is one. */
export function findNextToken(body: string): string | null {
  const token = lastField.exec(body.slice(-longestTail))?.[1];
  // A piece cut out of a text keeps the whole of it in memory; what is put together anew does not.
  return token === undefined ? null : token.split('').join('');
}
