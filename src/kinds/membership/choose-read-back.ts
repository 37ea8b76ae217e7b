// Chooses the lists that show the members of touched organizations in the fewest requests. They are either each
// organization's own list, or the lists of everyone and of role holders, whose length planning has learned.
import type { ListRead } from '../../model/live.js';

export interface TouchedList {
  /** Null for an organization that does not exist yet. */
  readonly code: string | null;
  /** Whether the roles of any of its members matter. */
  readonly needsRoles: boolean;
}

export interface ChosenLists<List extends TouchedList> {
  /** Whether the list of everyone in the environment is read. */
  readonly everyone: boolean;
  /** The organizations whose own list is read. */
  readonly ownLists: readonly List[];
  /** Whether the holders of each role are read, for the organizations whose own list is not read. */
  readonly roleLists: boolean;
  /** The number of requests for the shared lists, without those for own lists. */
  readonly sharedPages: number;
}

/** Returns the cheapest lists. An own list counts as one page. A tie goes to own lists, the most direct evidence. */
export function chooseReadBack<List extends TouchedList>(
  touched: readonly List[],
  reads: readonly ListRead[],
): ChosenLists<List> {
  const withRoles = touched.filter(({ needsRoles }) => needsRoles);
  const people = pagesRead(reads, 'people');
  const byRole = pagesRead(reads, 'roles') + pagesRead(reads, 'role holders');
  const roleLists = byRole < withRoles.length;
  if (people + Math.min(byRole, withRoles.length) >= touched.length) {
    return { everyone: false, ownLists: touched, roleLists: false, sharedPages: 0 };
  }
  return {
    everyone: true,
    ownLists: roleLists ? [] : withRoles,
    roleLists,
    sharedPages: people + (roleLists ? byRole : 0),
  };
}

/** Returns the pages of a list; infinity if planning did not read it. */
function pagesRead(reads: readonly ListRead[], list: string): number {
  return reads.find((read) => read.list === list)?.pages ?? Number.POSITIVE_INFINITY;
}
