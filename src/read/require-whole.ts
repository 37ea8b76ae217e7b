// Rejects incomplete lists: a list of organizations without the default one, or a list with rows that can't be parsed. An
// entry that such a list lacks may still exist in Kinde.
import { findHidden } from '../kinds/membership/find-doubted.js';
import type { Listing } from '../model/client.js';
import type { Comparison } from '../model/comparison.js';
import { ApiError } from '../model/errors.js';
import type { LiveOverview, LiveOrganization, LiveState } from '../model/live.js';
import { reads } from '../model/operations/operations.js';

/**
 * Throws `ApiError` (`incomplete-list`) if the default organization is missing. A list with an unparsed row passes, because
 * this row may be the default organization. Every environment has one.
 */
export function requireDefault({ rows, unread = [] }: Listing<LiveOrganization>): void {
  if (unread.length > 0 || rows.some(({ isDefault }) => isDefault)) return;
  const { id } = reads.listOrganizations;
  throw new ApiError(
    'incomplete-list',
    `${id}: the list of organizations lacks the default one, which every environment has, so it is incomplete.`,
    { operation: id },
    {
      hint: 'Check that the application has access to the whole environment, and run again. kinde-sync never acts on an incomplete list. If it happens again, ask Kinde support.',
    },
  );
}

/**
 * Throws `ApiError` (`bad-answer`) if a list of organizations or members has a row that can't be parsed. Commands that write
 * the whole list to a file call it.
 */
export function requireUnderstood({
  unreadOrganizations,
  doubts,
}: Pick<LiveOverview, 'unreadOrganizations'> & Partial<Pick<LiveState, 'doubts'>>): void {
  const [code] = doubts?.members ?? [];
  if (unreadOrganizations === 0 && code === undefined) return;
  const { id } = code === undefined ? reads.listOrganizations : reads.listMembers;
  const where = code === undefined ? '' : ` of ${code}`;
  throw new ApiError(
    'bad-answer',
    `${id}: the list${where} has a row that kinde-sync can't read, so the written files would be incomplete.`,
    { operation: id },
    { hint: 'Run again; if it happens again, report the answer of Kinde.' },
  );
}

/**
 * Throws `ApiError` (`incomplete-list`) if a list of several pages still lacks a member whose own row names the organization.
 * Commands that delete the lines of such people call it.
 */
export function requireShown(comparison: Comparison): void {
  const [hidden] = findHidden(comparison);
  if (hidden === undefined) return;
  const { id } = reads.listMembers;
  throw new ApiError(
    'incomplete-list',
    `${id}: the list of ${hidden.code} does not show ${hidden.userId}, whom Kinde's list of people shows as a member.`,
    { operation: id },
    { hint: 'Run again when no one changes the members of this organization. Nothing was written.' },
  );
}
