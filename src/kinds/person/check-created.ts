// Checks the people whom an apply created: Kinde must show each with the address and the names of the plan. An answer that
// confirms a creation proves neither.
import type { CreateUser } from '../../model/change.js';
import type { ReadClient } from '../../model/client.js';
import { normalizeEmail } from '../../model/email.js';
import type { LiveMember, LivePerson } from '../../model/live.js';
import { countNoun } from '../../model/text/count-noun.js';
import { quoteText } from '../../model/text/quote-text.js';
import type { Notice } from '../../model/notice.js';
import { keepFew } from '../few-notices.js';
import type { ApplyRun, KnownIds } from '../kind.js';
import type { LiveIndex } from '../live-index.js';
import { conflict, done } from '../status.js';
import type { Status } from '../status.js';

type Row = LiveMember | LivePerson;

/** Returns whether the row of a person shows the address. */
export function showsAddress(row: Row, email: string): boolean {
  const wanted = normalizeEmail(email);
  if ('emails' in row) return row.emails.includes(wanted);
  return row.email !== null && normalizeEmail(row.email) === wanted;
}

/** Returns the status of a creation whose person is known by id: `done` if a row of the person shows the address. */
export function statusOfCreated(
  { email }: CreateUser,
  userId: string,
  live: LiveIndex,
  ids: KnownIds,
): Status {
  const rows = listRows(email, userId, live, ids);
  // The index of all addresses is large, so it is asked last.
  if (rows.some((row) => showsAddress(row, email)) || live.ownersOf(email).includes(userId)) return done;
  return conflict(
    rows.length === 0
      ? `Kinde does not show ${userId}, the person with this address.`
      : `Kinde shows ${userId} without this address.`,
  );
}

/** Returns the rows of a person in the lists of their additions, and the person's own row. */
function listRows(email: string, userId: string, live: LiveIndex, ids: KnownIds): readonly Row[] {
  const person = live.person(userId);
  const additions = ids.members?.additionsFor(email) ?? [];
  const joined = additions.flatMap(({ organization }) => live.member(ids.codeOf(organization), userId) ?? []);
  return person === undefined ? joined : [...joined, person];
}

/**
 * Returns the ids of the people whom a look-up by id does not show with their address, with one request for each 100. Throws what
 * the client throws.
 */
export async function findUnshown(
  people: ReadonlyMap<string, string>,
  client: Pick<ReadClient, 'listUsers'>,
): Promise<ReadonlySet<string>> {
  if (people.size === 0) return new Set();
  const { rows } = await client.listUsers({ by: 'id', ids: [...people.keys()] });
  const shown = new Set(
    rows.flatMap((row) => (showsAddress(row, people.get(row.userId) ?? '') ? [row.userId] : [])),
  );
  return new Set([...people.keys()].filter((userId) => !shown.has(userId)));
}

/** Returns a notice for each created person whom Kinde shows with other names than those of the plan: at most ten, and their rest. */
export function notifyNames(
  changes: readonly CreateUser[],
  live: LiveIndex,
  run: Pick<ApplyRun, keyof KnownIds | 'createdPeople'>,
): readonly Notice[] {
  const notices = changes.flatMap((change): readonly Notice[] => {
    const { email, firstName = '', lastName = '', source } = change;
    const wanted = joinNames(`${firstName} ${lastName}`);
    const userId = run.createdPeople().get(email);
    if (wanted === '' || userId === undefined) return [];
    const rows = listRows(email, userId, live, run);
    const [first] = rows;
    if (first === undefined || rows.some(({ fullName }) => joinNames(fullName) === wanted)) return [];
    const message = `Kinde created ${email} with the name ${quoteText(first.fullName)}, and not ${quoteText(wanted)}. kinde-sync does not change names: set it in Kinde's dashboard.`;
    return [{ code: 'name-not-kept', message, email, source }];
  });
  return keepFew(
    notices,
    (count) => `${countNoun(count, 'more new person has', 'more new people have')} other names in Kinde.`,
  );
}

function joinNames(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ');
}
