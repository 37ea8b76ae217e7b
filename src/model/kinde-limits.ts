// The limits that Kinde documents.

/** The largest page size of Kinde's lists. */
export const pageSize = 500;

/** The most objects in one bulk write. */
export const bulkLimit = 100;

/** Returns the number of pages of a list with this many entries. An empty list has one page too. */
export function pagesOf(entries: number): number {
  return Math.max(1, Math.ceil(entries / pageSize));
}
