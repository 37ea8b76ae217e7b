// Finds the listings of a member list whose last day has passed or comes soon, also those inside its groups.
import { addDays, isOver } from '../model/day.js';
import type { Day } from '../model/day.js';
import type { ListingEnd } from '../model/desired.js';
import { formatPlace } from '../model/place.js';
import type { ConfigParts } from './gather-parts.js';
import { orderGroups } from './order-groups.js';
import { readMembers } from './read-members.js';
import type { MemberPart } from './read-members.js';
import { asText, fieldOf, placeOf } from './written.js';
import type { Written } from './written.js';

/** A listing that ends within this number of days ends soon. */
const soon = 7;

/** Returns the ends of a list. */
export type FindEnds = (list: Written) => readonly ListingEnd[];

/** Returns the search for ends as of a day; without a day nothing ends. */
export function prepareEnds(parts: ConfigParts, day: Day | null): FindEnds {
  if (day === null) return () => [];
  const known = new Map<string, readonly ListingEnd[]>();
  const gather = (members: readonly MemberPart[]): readonly ListingEnd[] => {
    const ends = members.flatMap((member) => [
      ...findEnd(member, day),
      ...(member.by === 'group' ? endsOf(member.key) : []),
    ]);
    return [...new Map(ends.map((end) => [formatPlace(end.place), end])).values()];
  };
  const endsOf = (name: string): readonly ListingEnd[] => {
    const found = known.get(name) ?? gather(peopleOf(name, parts));
    known.set(name, found);
    return found;
  };
  for (const { name, members } of orderGroups(parts).nested) known.set(name, gather(members));
  return (list) => gather(readMembers(list));
}

/** Inner groups are known before, so only people remain. */
function peopleOf(name: string, { groupsByName }: ConfigParts): readonly MemberPart[] {
  const group = groupsByName.get(name);
  if (group === undefined || group.isPlain) return [];
  return readMembers(group.list).filter(({ by }) => by !== 'group');
}

function findEnd({ by, named, entry }: MemberPart, day: Day): readonly ListingEnd[] {
  if (typeof entry.value === 'string') return [];
  const until = asText(fieldOf(entry, 'until'));
  if (until === null || until.value > addDays(day, soon)) return [];
  const who = by === 'group' ? `the group ${named.value}` : named.value;
  return [{ who, until: until.value, isOver: isOver(until.value, day), place: placeOf(until) }];
}
