// Notices of one code in a number that people still read.
import type { Notice } from '../../model/notice.js';

const mostNotices = 10;

/** Returns the first ten notices; `tellRest` says in one more how many others there are. */
export function keepFew(notices: readonly Notice[], tellRest: (count: number) => string): readonly Notice[] {
  const [first] = notices;
  const rest = notices.length - mostNotices;
  if (first === undefined || rest <= 0) return notices;
  return [...notices.slice(0, mostNotices), { code: first.code, message: tellRest(rest) }];
}
