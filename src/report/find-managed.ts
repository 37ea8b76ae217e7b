// Which line of the files lists each membership. Pure: from what the files mean and who was read.
import type { OrganizationMatch } from '../kinds/organization/match-organizations.js';
import { indexPeople } from '../kinds/person/people-index.js';
import type { AccessMember, AccessPerson } from '../model/access.js';
import { formatPlace } from '../model/place.js';

export interface ManagedInput {
  readonly matches: readonly OrganizationMatch[];
  readonly people: readonly AccessPerson[];
  readonly members: ReadonlyMap<string, readonly AccessMember[]>;
}

/** Returns, by organization code and then by user id, where the entry stands that lists the person. */
export function findManaged({
  matches,
  people,
  members,
}: ManagedInput): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const index = indexPeople(people, members.values());
  const managed = new Map<string, ReadonlyMap<string, string>>();
  for (const { desired, live } of matches) {
    if (live === null || !members.has(live.code)) continue;
    const places = (desired.members ?? []).flatMap(({ email, id, place }) => {
      const ids = [...(id === null ? [] : [id]), ...(email === null ? [] : index.findByEmail(email))];
      return ids.map((one) => [one, formatPlace(place)] as const);
    });
    managed.set(live.code, new Map(places));
  }
  return managed;
}
