// Says how many people an apply signs out, before it happens.
import { listSignedOut } from '../kinds/membership/mark-access.js';
import type { Change } from '../model/change.js';
import { countNoun } from '../model/text/count-noun.js';

/** Returns the sentence; none if the changes end no sessions. */
export function describeSessions(changes: readonly Change[]): readonly string[] {
  const { length } = listSignedOut(changes);
  if (length === 0) return [];
  const who = countNoun(length, 'removed person is', 'removed people are');
  return [`${who} signed out everywhere: sessions in all applications end.`];
}
