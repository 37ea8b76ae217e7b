// Diagnoses leavers whom the files also want to keep: members by a listing that holds, and protected people.
import type { DesiredLeaver, DesiredMember, DesiredState, ProtectPattern } from '../../model/desired.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import type { LivePerson } from '../../model/live.js';
import { nameOf } from '../../model/person-name.js';
import { formatPlace } from '../../model/place.js';
import { covers, namePattern } from '../person/protection.js';

/** The people in Kinde behind each leaver. */
export type LeaverPeople = ReadonlyMap<DesiredLeaver, readonly LivePerson[]>;

/**
 * Returns an error for each leaver with a listing that holds, and for each protected one. `people` adds the other addresses
 * of the leavers; offline it is empty.
 */
export function diagnoseLeavers(desired: DesiredState, people: LeaverPeople): readonly Diagnostic[] {
  const { leavers = [] } = desired;
  if (leavers.length === 0) return [];
  const named = leavers.map((leaver) => ({ leaver, names: namesOf(leaver, people.get(leaver) ?? []) }));
  const listings = findListings(desired, new Set(named.flatMap(({ names }) => names)));
  // A request may unprotect a person and name them as a leaver. A pattern of its base keeps them in Kinde, as anyone else.
  const patterns = desired.safety.protect.filter(({ isOfBase }) => isOfBase !== true);
  return named.flatMap(({ leaver, names }) => {
    const listed = names.flatMap((name) => listings.get(name) ?? [])[0];
    const pattern = patterns.find((one) => names.some((name) => covers(one, name)));
    return [
      ...(listed === undefined ? [] : [diagnoseListed(leaver, listed)]),
      ...(pattern === undefined ? [] : [diagnoseProtected(leaver, pattern)]),
    ];
  });
}

function namesOf(leaver: DesiredLeaver, people: readonly LivePerson[]): readonly string[] {
  const live = people.flatMap(({ emails, userId }) => [...emails, userId]);
  return [...new Set([nameOf(leaver), ...live])];
}

/** A listing, and the name of its organization for a reader. */
interface Listing {
  readonly member: DesiredMember;
  readonly organization: string;
}

/** Returns the first listing of each of these addresses and ids. A configuration may have a million listings. */
function findListings(
  { organizations, unselected = [] }: DesiredState,
  names: ReadonlySet<string>,
): ReadonlyMap<string, Listing> {
  const found = new Map<string, Listing>();
  for (const { members = [], name, selector } of [...organizations, ...unselected]) {
    for (const member of members) {
      const key = nameOf(member);
      if (!names.has(key) || found.has(key)) continue;
      const organization = name?.value ?? (selector.by === 'default' ? selector.by : selector.value);
      found.set(key, { member, organization });
    }
  }
  return found;
}

function diagnoseListed(leaver: DesiredLeaver, { member, organization }: Listing): Diagnostic {
  const who = nameOf(leaver);
  const other = nameOf(member);
  const as = other === who ? '' : ` as ${other}`;
  return {
    code: 'leaver-listed',
    severity: 'error',
    message: `${who} is a leaver, but ${organization} lists them${as}, at ${formatPlace(member.place)}.`,
    place: leaver.place,
    hint: 'Remove one of the two.',
  };
}

function diagnoseProtected(leaver: DesiredLeaver, pattern: ProtectPattern): Diagnostic {
  const where = pattern.place === undefined ? '' : `, at ${formatPlace(pattern.place)}`;
  return {
    code: 'leaver-protected',
    severity: 'error',
    message: `${nameOf(leaver)} is a leaver, but safety.protect protects them with "${namePattern(pattern)}"${where}.`,
    place: leaver.place,
    hint: 'Remove one of the two.',
  };
}
