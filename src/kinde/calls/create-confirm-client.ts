// The calls that read only to confirm a write. The table of operations says the rest.
import type { ConfirmClient } from '../../model/client.js';
import { ApiError } from '../../model/errors.js';
import { confirmations } from '../../model/operations/operations.js';
import { readObject } from '../http/read-json.js';
import { formatTime } from '../rows/access-row.js';
import { countSessions } from '../rows/session-row.js';
import type { Caller } from './caller.js';
import { findDatedPeople } from './list-users.js';

/** Returns the client that confirms writes. `now` returns milliseconds since 1970, and `difference` Kinde's clock minus that. */
export function createConfirmClient(
  call: Caller,
  now: () => number,
  difference: () => number | null,
): ConfirmClient {
  return {
    findPeople: async (email) => (await findDatedPeople(call, email)).rows,
    readKindeClock: () => {
      const ahead = difference();
      return ahead === null ? null : formatTime(new Date(now() + ahead));
    },
    countSessions: async (userId) => {
      try {
        return await call({
          operation: confirmations.countSessions,
          parts: { path: { user_id: userId } },
          readAnswer: (answer) => countSessions(readObject(answer, 'the answer'), now()),
        });
      } catch (error) {
        if (isNoneFound(error)) return 0;
        throw error;
      }
    },
  };
}

/**
 * Kinde does not say whether a person without sessions has an empty list, or answers 404 with an error code. The code must name
 * sessions: a 404 about the person, the route or nothing in particular is no proof that none goes on.
 */
function isNoneFound(error: unknown): boolean {
  return (
    error instanceof ApiError && error.facts.status === 404 && /SESSION/i.test(error.facts.kindeCode ?? '')
  );
}
