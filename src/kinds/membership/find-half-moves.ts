// `--organization`: finds the people whom an entry that the filter leaves out lists, and who are not in its organization
// yet. To remove them now would be half a move.
import type { Comparison } from '../../model/comparison.js';
import type { DesiredOrganization } from '../../model/desired.js';
import { groupBy } from '../../model/group-by.js';
import type { LivePerson } from '../../model/live.js';
import { nameOf } from '../../model/person-name.js';
import { matchOrganizations } from '../organization/match-organizations.js';

/** A person by every known address and the id; null organizations are unknown. */
export interface Named {
  readonly names: readonly string[];
  readonly organizations: LivePerson['organizations'];
}

/** Returns the first entry that the person is to join; null if there is none. */
export type FindHalfMove = (person: Named) => DesiredOrganization | null;

/** Returns the function for the entries that `--organization` leaves out. This takes no requests. */
export function findHalfMoves({ desired: { unselected = [] }, live }: Comparison): FindHalfMove {
  if (unselected.length === 0) return () => null;
  const { matches } = matchOrganizations(unselected, live.organizations);
  const codes = new Map(matches.map((match) => [match.desired, match.live?.code ?? null]));
  const listed = unselected.flatMap((entry) =>
    (entry.members ?? []).map((member) => ({ name: nameOf(member), entry })),
  );
  const listings = groupBy(listed, ({ name }) => name);
  return ({ names, organizations }) => {
    const isThere = (entry: DesiredOrganization): boolean => {
      const code = codes.get(entry) ?? null;
      return code !== null && organizations?.includes(code) === true;
    };
    const found = names.flatMap((name) => listings.get(name) ?? []);
    return found.find(({ entry }) => !isThere(entry))?.entry ?? null;
  };
}
