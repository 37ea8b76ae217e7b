// Limits the notices of one code to a number that people read.
import type { Notice } from '../model/notice.js';

const mostNotices = 10;

/** Returns the first ten notices, and one more with the text of `tellRest` that counts the others. */
export function keepFew(notices: readonly Notice[], tellRest: (count: number) => string): readonly Notice[] {
  const [first] = notices;
  const rest = notices.length - mostNotices;
  if (first === undefined || rest <= 0) return notices;
  return [...notices.slice(0, mostNotices), { code: first.code, message: tellRest(rest), count: rest }];
}
