// The limits that Kinde documents, for everything that reckons with them.

/** The most entries that Kinde puts on a page of a list. */
export const pageSize = 500;

/** The most objects that Kinde takes in one bulk write. */
export const bulkLimit = 100;

/** Returns how many pages a list of so many entries takes; an empty one takes a page, too. */
export function pagesOf(entries: number): number {
  return Math.max(1, Math.ceil(entries / pageSize));
}
