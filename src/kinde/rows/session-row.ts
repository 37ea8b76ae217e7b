// The answer of `getUserSessions` becomes a number. Sessions hold addresses of machines and browsers, and nothing of them is kept.
import {
  BadShapeError,
  readBooleanOrNull,
  readList,
  readObject,
  type JsonObject,
} from '../http/read-json.js';
import { readTime } from './access-row.js';

/** Kinde's clock may be ahead of this machine's. A session that ends within this time anyway counts as ended. */
const clockToleranceMs = 5 * 60_000;

/**
 * Returns how many sessions go on. Kinde does not say whether ended sessions leave the list, or stay in it with a time in the past.
 * A session without a readable time goes on. Throws `BadShapeError` for a part of a list that shows none: no call reads the rest.
 */
export function countSessions(answer: JsonObject, now: number): number {
  const end = new Date(now + clockToleranceMs).toISOString();
  const open = readList(answer, 'sessions').filter((row) => {
    const expiresOn = readTime(readObject(row, 'a session'), 'expires_on');
    return expiresOn === null || expiresOn > end;
  });
  if (open.length === 0 && readBooleanOrNull(answer, 'has_more') === true)
    throw new BadShapeError('the list of sessions is not whole');
  return open.length;
}
