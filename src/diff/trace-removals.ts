// Tells of each removal of a pull request where its person was listed before, and where the person still belongs. It uses
// what the plan has read, and costs no request.
import { isStatedEnd } from '../model/change-predicates.js';
import { compareRefs, organizationKey } from '../model/change.js';
import type { Change, OrganizationRef, RemoveMember } from '../model/change.js';
import type { Comparison } from '../model/comparison.js';
import type { DesiredMember, DesiredOrganization } from '../model/desired.js';
import { normalizeEmail } from '../model/email.js';
import type { LiveState } from '../model/live.js';
import { nameOf } from '../model/person-name.js';
import { formatPlace } from '../model/place.js';

/** The largest number of organizations that a removal names. */
const mostNamed = 3;

/** Returns the changes, each removal with `baseSource` and `staysIn`; `base` is null if the base can't be compared. */
export function traceRemovals(
  changes: readonly Change[],
  base: Comparison | null,
  live: LiveState,
): readonly Change[] {
  if (!changes.some(({ action }) => action === 'remove')) return changes;
  const findSource = base === null ? null : findListings(base, live);
  const findStays = findStaying(changes, live);
  return changes.map((change): Change => {
    if (change.action !== 'remove') return change;
    const stays = change.losesAllAccess === true ? [] : findStays(change.userId);
    return {
      ...change,
      // An ended listing and a leaver have a line of their own, to which `source` points.
      ...(findSource === null || isStatedEnd(change) ? {} : { baseSource: findSource(change) }),
      ...(stays.length === 0
        ? {}
        : { staysIn: { count: stays.length, organizations: stays.slice(0, mostNamed) } }),
    };
  });
}

/** Returns the place of a person's listing in the base; null if the base does not list them. */
function findListings(base: Comparison, live: LiveState): (removal: RemoveMember) => string | null {
  const entries = new Map(base.organizations.map(({ ref, desired }) => [organizationKey(ref), desired]));
  const listings = new Map<string, ReadonlyMap<string, DesiredMember>>();
  const listingsOf = (key: string): ReadonlyMap<string, DesiredMember> => {
    const known = listings.get(key) ?? indexListings(entries.get(key));
    listings.set(key, known);
    return known;
  };
  return ({ organization, userId, email }) => {
    const own = listingsOf(organizationKey(organization));
    const emails = live.people.get(userId)?.emails ?? (email === null ? [] : [normalizeEmail(email)]);
    const listing = [userId, ...emails].map((name) => own.get(name)).find((one) => one !== undefined);
    return listing === undefined ? null : formatPlace(listing.place);
  };
}

function indexListings(entry: DesiredOrganization | undefined): ReadonlyMap<string, DesiredMember> {
  const listed = [...(entry?.ended ?? []), ...(entry?.members ?? [])];
  return new Map(listed.map((one) => [nameOf(one), one]));
}

/** Returns the organizations of a person after the whole plan, by user id; none if Kinde did not tell them. */
function findStaying(
  changes: readonly Change[],
  { people, organizations }: LiveState,
): (userId: string) => readonly OrganizationRef[] {
  const refs = new Map(organizations.map(({ code, name }) => [code, { code, name }]));
  const [left, joined] = [new Map<string, Set<string>>(), new Map<string, OrganizationRef[]>()];
  for (const change of changes) {
    if (change.action === 'remove')
      left.set(change.userId, (left.get(change.userId) ?? new Set()).add(change.organization.code ?? ''));
    if (change.action === 'add' && change.userId !== null)
      joined.set(change.userId, [...(joined.get(change.userId) ?? []), change.organization]);
  }
  return (userId) => {
    const codes = people.get(userId)?.organizations ?? [];
    const kept = codes.flatMap((code) =>
      left.get(userId)?.has(code) === true ? [] : (refs.get(code) ?? []),
    );
    return [...kept, ...(joined.get(userId) ?? [])].sort(compareRefs);
  };
}
