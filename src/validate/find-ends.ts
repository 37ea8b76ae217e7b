// Finds the listings of a member list whose last day has passed or comes soon, and the last days of all, also inside its groups.
import { addDays } from '../model/day.js';
import type { Day } from '../model/day.js';
import { isOver } from '../model/listing-end.js';
import type { ListingEnd } from '../model/desired.js';
import { formatPlace } from '../model/place.js';
import type { ConfigParts } from './gather-parts.js';
import { readMembers } from './read-members.js';
import type { MemberPart } from './read-members.js';
import { asText, fieldOf, placeOf } from './written-value.js';

/** A listing that ends within this number of days ends soon. */
const soon = 7;

/** The ends of a list of members. */
export interface FoundEnds {
  /** The listings that have ended or end soon. */
  readonly ends: readonly ListingEnd[];
  /** The last days of all listings, sorted, each once. */
  readonly days: readonly Day[];
}

export type FindEnds = (members: readonly MemberPart[]) => FoundEnds;

const none: FoundEnds = { ends: [], days: [] };

/** Returns the search for ends as of the day of the parts. */
export function prepareEnds(parts: ConfigParts): FindEnds {
  const { day } = parts;
  if (day === null) return () => none;
  const known = new Map<string, FoundEnds>();
  const soonest = addDays(day, soon);
  const gather: FindEnds = (members) => {
    const ends = new Map<string, ListingEnd>();
    const days = new Set<Day>();
    for (const member of members) {
      // A fast path: most members are bare addresses, and lists may be long.
      if (typeof member.entry.value === 'string') continue;
      const inner = member.by === 'group' ? endsOf(member.key) : none;
      const own = findEnd(member);
      for (const last of [...own.days, ...inner.days]) days.add(last);
      for (const end of [...own.ends, ...inner.ends]) ends.set(formatPlace(end.place), end);
    }
    return ends.size + days.size === 0 ? none : { ends: [...ends.values()], days: [...days].sort() };
  };
  const findEnd = ({ by, named, entry }: MemberPart): FoundEnds => {
    const until = asText(fieldOf(entry, 'until'));
    if (until === null) return none;
    const days = [until.value];
    if (until.value > soonest) return { ends: [], days };
    const who = by === 'group' ? `the group ${named.value}` : named.value;
    const end = { who, until: until.value, isOver: isOver(until.value, day), place: placeOf(until) };
    return { ends: [end], days };
  };
  const endsOf = (name: string): FoundEnds => {
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
