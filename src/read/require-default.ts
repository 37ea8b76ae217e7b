// A list of organizations without the default one is not whole: every environment has one. What such a list lacks must
// never be taken for something to create.
import type { Listing } from '../model/client.js';
import { ApiError } from '../model/errors.js';
import type { LiveOrganization } from '../model/live.js';
import { reads } from '../model/operations.js';

/**
 * Throws `ApiError` (`incomplete-list`) if the default organization is missing. It may be a row that could not be
 * understood: then the list goes on to say that it lacks one.
 */
export function requireDefault({ rows, unread = [] }: Listing<LiveOrganization>): void {
  if (unread.length > 0 || rows.some(({ isDefault }) => isDefault)) return;
  const { id } = reads.listOrganizations;
  throw new ApiError(
    'incomplete-list',
    `${id}: the list of organizations lacks the default one, which every environment has, so it is not whole.`,
    { operation: id },
    {
      hint: 'Check that the application may see the whole environment, and run again: nothing is concluded from such a list. If it stays, ask Kinde support.',
    },
  );
}
