// Records the lists that were read, for `reads` of the plan and of the report.
import type { Listing } from '../model/client.js';
import type { ListRead } from '../model/live.js';

type Pages = Pick<Listing<unknown>, 'pages'>;

/** Returns the record of one list, with the reason for reading it if there was a choice. */
export function toRead(list: string, { pages }: Pages, reason?: string): ListRead {
  return { list, pages, complete: true, ...nameReason(reason) };
}

/** Returns the record of several lists of one name; none without any list. */
export function toReads(list: string, listings: readonly Pages[], reason?: string): readonly ListRead[] {
  if (listings.length === 0) return [];
  const pages = sumPages(listings);
  return [{ list, lists: listings.length, pages, complete: true, ...nameReason(reason) }];
}

/** Returns the number of pages of all listings. */
export function sumPages(listings: readonly Pages[]): number {
  return listings.reduce((sum, { pages }) => sum + pages, 0);
}

function nameReason(reason: string | undefined): Pick<ListRead, 'reason'> {
  return reason === undefined ? {} : { reason };
}
