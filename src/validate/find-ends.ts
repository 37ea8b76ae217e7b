// Finds the listings of a member list whose last day has passed or comes soon, also those inside its groups.
import { addDays } from '../model/day.js';
import { isOver } from '../model/listing-end.js';
import type { ListingEnd } from '../model/desired.js';
import { formatPlace } from '../model/place.js';
import type { ConfigParts } from './gather-parts.js';
import { readMembers } from './read-members.js';
import type { MemberPart } from './read-members.js';
import { asText, fieldOf, placeOf } from './written-value.js';

/** A listing that ends within this number of days ends soon. */
const soon = 7;

/** Returns the ends of a list of members. */
export type FindEnds = (members: readonly MemberPart[]) => readonly ListingEnd[];

/** Returns the search for ends as of the day of the parts. */
export function prepareEnds(parts: ConfigParts): FindEnds {
  const { day } = parts;
  if (day === null) return () => [];
  const known = new Map<string, readonly ListingEnd[]>();
  const soonest = addDays(day, soon);
  const gather: FindEnds = (members) => {
    const ends = new Map<string, ListingEnd>();
    for (const member of members) {
      // A fast path: most members are bare addresses, and lists may be long.
      if (typeof member.entry.value === 'string') continue;
      const inner = member.by === 'group' ? endsOf(member.key) : [];
      for (const end of [...findEnd(member), ...inner]) ends.set(formatPlace(end.place), end);
    }
    return [...ends.values()];
  };
  const findEnd = ({ by, named, entry }: MemberPart): readonly ListingEnd[] => {
    const until = asText(fieldOf(entry, 'until'));
    if (until === null || until.value > soonest) return [];
    const who = by === 'group' ? `the group ${named.value}` : named.value;
    return [{ who, until: until.value, isOver: isOver(until.value, day), place: placeOf(until) }];
  };
  const endsOf = (name: string): readonly ListingEnd[] => {
    const found = known.get(name) ?? gather(peopleOf(name, parts));
    known.set(name, found);
    return found;
  };
  for (const { name, members } of parts.groupOrder.nested) known.set(name, gather(members));
  return gather;
}

/** Inner groups are known before, so only people remain. */
function peopleOf(name: string, { groupsByName }: ConfigParts): readonly MemberPart[] {
  const group = groupsByName.get(name);
  if (group === undefined || group.isPlain) return [];
  return readMembers(group.list).filter(({ by }) => by !== 'group');
}
