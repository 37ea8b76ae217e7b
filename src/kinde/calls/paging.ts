// How a list is asked for its next page: by the token of the answer, or by the id of the last row.
import {
  BadShapeError,
  readBooleanOrNull,
  readList,
  readObject,
  readText,
  readTextOrNull,
  type JsonObject,
} from '../http/read-json.js';

/** The parameter that asks for the next page, and its value; null at the end of the list. */
export interface Paging {
  readonly parameter: string;
  /** Throws `BadShapeError`. */
  readonly findNext: (page: JsonObject) => string | null;
}

/** The paging of most lists. */
export const byToken: Paging = {
  parameter: 'next_token',
  findNext: (page) => readTextOrNull(page, 'next_token'),
};

/** Returns the paging by the id of the last row under a field. An answer without `has_more` is unreadable. */
export function pageByLastId(field: string): Paging {
  return {
    parameter: 'starting_after',
    findNext: (page) => {
      const hasMore = readBooleanOrNull(page, 'has_more');
      if (hasMore === null) throw new BadShapeError('has_more is absent');
      return hasMore ? readText(readObject(readList(page, field).at(-1), 'the last row'), 'id') : null;
    },
  };
}
