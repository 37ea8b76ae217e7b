// With a base: memberships and roles that a pull request lets last longer. Nothing changes in Kinde today, so no change tells of them.
import type { Comparison } from '../model/comparison.js';
import type { Day } from '../model/day.js';
import type { DesiredMember, DesiredOrganization } from '../model/desired.js';
import { groupBy } from '../model/group-by.js';
import { isOver, laterEnd } from '../model/listing-end.js';
import type { Notice } from '../model/notice.js';
import { nameOf } from '../model/person-name.js';
import type { PersonName } from '../model/person-name.js';
import { formatPlace } from '../model/place.js';
import { countNoun } from '../model/text/count-noun.js';
import { nameSome } from '../model/text/name-some.js';
import type { EntryPair } from './pair-entries.js';

/** The largest number of people that a notice names. */
const mostNamed = 10;

type FindIds = Comparison['findIds'];

/** Returns a notice for each organization, end and set of roles; people who share them are in one. */
export function notifyLater(
  pairs: readonly EntryPair[],
  { desired: { asOf }, findIds }: Pick<Comparison, 'desired' | 'findIds'>,
): readonly Notice[] {
  return pairs.flatMap((pair) => {
    const longer = findLonger(pair, findIds, asOf ?? null);
    return [...groupBy(longer, ({ words }) => words).values()].flatMap(([first, ...others]) =>
      first === undefined ? [] : [tell(pair, [first, ...others])],
    );
  });
}

/** The terms of a person in one list: the last day of the membership and of each role. */
interface Terms {
  readonly listing: DesiredMember;
  readonly until: Day | undefined;
  readonly roles: ReadonlyMap<string, Day | undefined>;
}

interface Longer {
  readonly listing: DesiredMember;
  /** The access that the person keeps, until when, and the end before. */
  readonly words: string;
}

function findLonger(
  { ref, before, after }: EntryPair,
  findIds: FindIds,
  today: Day | null,
): readonly Longer[] {
  // A fast path: most lists have no end, and they may be long.
  if (after === undefined || ![before.members, before.ended].some((list) => list?.some(isEnding))) return [];
  const ending = [...gatherTerms(before, findIds)].filter(([, terms]) => hasEnd(terms));
  const now = gatherTerms(after, findIds);
  return ending.flatMap(([name, was]) => {
    const is = now.get(name);
    if (is === undefined || isOver(is.until, today)) return [];
    return compareTerms(was, is, ref.name).map((words) => ({ words, listing: is.listing }));
  });
}

function isEnding({ until, roles = [] }: DesiredMember): boolean {
  return until !== undefined || roles.some((role) => role.until !== undefined);
}

function hasEnd({ until, roles }: Terms): boolean {
  return until !== undefined || [...roles.values()].some((end) => end !== undefined);
}

/** Returns the terms by user id, or by the name of a person who is not in Kinde. A listing that holds takes precedence. */
function gatherTerms(
  { members = [], ended = [] }: DesiredOrganization,
  findIds: FindIds,
): ReadonlyMap<string, Terms> {
  return new Map([...indexTerms(ended, findIds), ...indexTerms(members, findIds)]);
}

function indexTerms(listings: readonly DesiredMember[], findIds: FindIds): ReadonlyMap<string, Terms> {
  const terms = new Map<string, Terms>();
  for (const listing of listings)
    for (const name of namesOf(listing, findIds)) {
      const known = terms.get(name);
      terms.set(name, known === undefined ? toTerms(listing) : uniteBoth(known, toTerms(listing)));
    }
  return terms;
}

function namesOf(person: PersonName, findIds: FindIds): readonly string[] {
  const ids = findIds(person);
  return ids.length === 0 ? [nameOf(person)] : ids;
}

function toTerms(listing: DesiredMember): Terms {
  const { until, roles = [] } = listing;
  return { listing, until, roles: new Map(roles.map((role) => [role.key, role.until])) };
}

function uniteBoth(one: Terms, other: Terms): Terms {
  const roles = new Map(one.roles);
  for (const [key, end] of other.roles) roles.set(key, roles.has(key) ? laterEnd(roles.get(key), end) : end);
  return { listing: one.listing, until: laterEnd(one.until, other.until), roles };
}

/** Returns what lasts longer: the membership, or else each role. */
function compareTerms(was: Terms, is: Terms, organization: string): readonly string[] {
  if (isLonger(was.until, is.until)) {
    const roles = [...is.roles.keys()];
    const as = roles.length === 0 ? '' : ` as ${roles.join(', ')}`;
    return [`access to ${organization}${as} ${describeEnds(was.until, is.until)}`];
  }
  return [...was.roles].flatMap(([key, end]) => {
    const later = is.roles.get(key);
    if (!is.roles.has(key) || !isLonger(end, later)) return [];
    return [`the role ${key} in ${organization} ${describeEnds(end, later)}`];
  });
}

function isLonger(before: Day | undefined, after: Day | undefined): boolean {
  return before !== undefined && (after === undefined || after > before);
}

function describeEnds(before: Day | undefined, after: Day | undefined): string {
  const end = after === undefined ? 'without an end' : `until ${after}`;
  return `${end}. Before this pull request, that ended after ${before ?? ''}.`;
}

function tell({ ref }: EntryPair, own: readonly [Longer, ...Longer[]]): Notice {
  const [first, ...others] = own;
  const { listing, words } = first;
  const source = formatPlace(listing.place);
  const shared = { code: 'ends-later', organization: ref, source } as const;
  if (others.length === 0) {
    const about = listing.email === null ? {} : { email: listing.email };
    return { ...shared, ...about, message: `${nameOf(listing)} keeps ${words}` };
  }
  const names = own.map((one) => nameOf(one.listing));
  const message = `${countNoun(own.length, 'person', 'people')} keep ${words} They are ${nameSome(names, mostNamed)}.`;
  return { ...shared, message, count: own.length };
}
