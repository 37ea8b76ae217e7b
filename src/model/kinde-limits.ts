// The limits that Kinde documents, for everything that reckons with them.

/** The most entries that Kinde puts on a page of a list. */
export const pageSize = 500;

/** The most objects that Kinde takes in one bulk write. */
export const bulkLimit = 100;
