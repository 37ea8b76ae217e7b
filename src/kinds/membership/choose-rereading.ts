// Which lists show the members of touched organizations again in the fewest requests: their own, or those of everyone and
// of the holders of roles, of which it is known how long they are because planning has read them.
import type { ListRead } from '../../model/live.js';

export interface TouchedList {
  /** Null for an organization that is yet to be created. */
  readonly code: string | null;
  /** Whether the roles of any of its members matter. */
  readonly needsRoles: boolean;
}

export interface ChosenLists<List extends TouchedList> {
  /** Whether everyone in the environment is listed. */
  readonly everyone: boolean;
  /** The organizations whose own list is read. */
  readonly ownLists: readonly List[];
  /** Whether holders are listed role by role, for the organizations whose own list is not read. */
  readonly roleLists: boolean;
  /** Requests for everyone and for roles; those for own lists are not in it. */
  readonly sharedPages: number;
}

/** Returns the cheapest lists; an own list is taken for one page, and ties go to own lists, which show most directly. */
export function chooseRereading<List extends TouchedList>(
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

/** What was never read may be of any length. */
function pagesRead(reads: readonly ListRead[], list: string): number {
  return reads.find((read) => read.list === list)?.pages ?? Number.POSITIVE_INFINITY;
}
