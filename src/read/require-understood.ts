// What is written down as the whole of a list must be the whole: a row that could not be understood would be left out.
import { ApiError } from '../model/errors.js';
import type { Foundations, LiveState } from '../model/live.js';
import { reads } from '../model/operations.js';

/** Throws `ApiError` (`bad-answer`) if a list of organizations or of members has a row that could not be understood. */
export function requireUnderstood({
  unreadOrganizations,
  doubts,
}: Pick<Foundations, 'unreadOrganizations'> & Partial<Pick<LiveState, 'doubts'>>): void {
  const [code] = doubts?.members ?? [];
  if (unreadOrganizations === 0 && code === undefined) return;
  const { id } = code === undefined ? reads.listOrganizations : reads.listMembers;
  const where = code === undefined ? '' : ` of ${code}`;
  throw new ApiError(
    'bad-answer',
    `${id}: the list${where} has a row that can't be understood, and without it the files would say less than there is.`,
    { operation: id },
    { hint: 'Run again; if it stays, report what Kinde answers.' },
  );
}
