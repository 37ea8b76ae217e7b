// Expands a member list to people. The listings of one person unite: those that hold decide the roles, and a person without
// one that holds has ended. Reports no diagnostics.
import { chooseEnded, isOver, uniteTerms } from '../model/listing-end.js';
import type { DesiredMember, DesiredOrganization, EndedMember, Listing } from '../model/desired.js';
import type { Place } from '../model/place.js';
import { prepareEnds } from './find-ends.js';
import type { ConfigParts } from './gather-parts.js';
import { passOn, readGroups, readListing, uniteRoles } from './listings.js';
import { readMembers } from './read-members.js';
import { placeOf } from './written-value.js';
import type { Written } from './written-value.js';

/** The people of a list. */
export type ExpandedMembers = Required<Pick<DesiredOrganization, 'members'>> &
  Pick<DesiredOrganization, 'ended' | 'ends' | 'endDays'>;

/** Returns the expansion of lists as of the day of the parts. */
export function prepareExpansion(parts: ConfigParts): (list: Written) => ExpandedMembers {
  const { day } = parts;
  const groups = readGroups(parts);
  const findEnds = prepareEnds(parts);
  return (list) => {
    const people = new Map<string, DesiredMember>();
    const ended = new Map<string, EndedMember>();
    const add = (given: DesiredMember): void => {
      const person = endRoles(given);
      if (person.until !== undefined && isOver(person.until, day)) {
        addEnded(ended, { ...person, until: person.until });
      } else addPerson(people, person);
    };
    const members = readMembers(list);
    // A direct entry takes precedence over a group's entry.
    for (const member of members) {
      if (member.by !== 'group') add(placeListing(readListing(member), placeOf(member.entry)));
    }
    for (const member of members) {
      if (member.by !== 'group') continue;
      const place = placeOf(member.entry);
      for (const listing of groups(member.key)) add(placeListing(passOn(listing, member.entry), place));
    }
    const { ends, days } = findEnds(members);
    const left = leaveHolding(people, ended);
    return {
      members: [...people.values()],
      ...(left.length === 0 ? {} : { ended: left }),
      ...(ends.length === 0 ? {} : { ends }),
      ...(days.length === 0 ? {} : { endDays: days }),
    };
  };
}

/** Returns the person with the end of the listing on each of its roles, which another listing may let last longer. */
function endRoles(person: DesiredMember): DesiredMember {
  const { until, roles } = person;
  if (until === undefined || roles === undefined) return person;
  return { ...person, roles: roles.map((role) => ({ ...role, until })) };
}

/**
 * Returns the listing as a desired member. A spread of the listing would give each object a hidden class of its own in Node 20,
 * or a second store of properties: up to 240 bytes a member.
 */
function placeListing(listing: Listing, place: Place): DesiredMember {
  const slots: Record<'email' | 'id', string | null> & { readonly place: Place } = {
    email: null,
    id: null,
    place,
  };
  return Object.assign(slots, listing);
}

/** Returns the ended people without those of whom another listing holds. An ended listing with roles keeps these managed. */
function leaveHolding(
  people: Map<string, DesiredMember>,
  ended: ReadonlyMap<string, EndedMember>,
): readonly EndedMember[] {
  return [...ended].flatMap(([key, one]) => {
    const known = people.get(key);
    if (known === undefined) return [one];
    if (known.roles === undefined && one.roles !== undefined) people.set(key, { ...known, roles: [] });
    return [];
  });
}

function keyOf({ email, id }: DesiredMember): string {
  return email ?? `id ${id}`;
}

function addPerson(people: Map<string, DesiredMember>, person: DesiredMember): void {
  const key = keyOf(person);
  const known = people.get(key);
  if (known === undefined) {
    people.set(key, person);
    return;
  }
  const { until: _one, ...first } = known;
  const { until: _other, ...second } = person;
  const roles = uniteRoles(first.roles, second.roles);
  people.set(key, {
    ...second,
    ...first,
    ...(roles === undefined ? {} : { roles }),
    ...uniteTerms(known, person),
  });
}

function addEnded(ended: Map<string, EndedMember>, person: EndedMember): void {
  const key = keyOf(person);
  const known = ended.get(key);
  const last = chooseEnded(known, person);
  const roles = known?.roles ?? person.roles;
  ended.set(key, { ...last, ...(roles === undefined ? {} : { roles }) });
}
