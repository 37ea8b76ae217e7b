// The notice `renamed-organization`: a new organization has the people of an organization that no entry names. The files
// may mean that one under a new name, and the plan would create a second organization.
import { matchOrganizations } from './match-organizations.js';
import type { Comparison, OrganizationPair } from '../../model/comparison.js';
import { nameSome } from '../../model/text/name-some.js';
import type { Notice } from '../../model/notice.js';
import { formatPlace } from '../../model/place.js';

/** How many organizations a notice names. */
const mostNamed = 3;

/**
 * Returns one notice for each new organization whose people are all in an organization that no entry names. People who
 * are new to Kinde are ignored while they are the minority. This takes no requests.
 */
export function notifyRenamedOrganizations(comparison: Comparison): readonly Notice[] {
  const created = comparison.organizations.filter(({ live, members }) => live === null && members !== null);
  if (created.length === 0) return [];
  const unnamed = nameUnnamed(comparison);
  return created.flatMap((pair) => {
    const known = (pair.members ?? []).flatMap(({ userId }) => userId ?? []);
    if (known.length * 2 <= (pair.members?.length ?? 0)) return [];
    const shared = findShared(known, comparison)
      .filter((code) => unnamed.has(code))
      .sort();
    // A single person who is in several organizations is no evidence for any of them.
    if (shared.length === 0 || (known.length === 1 && shared.length > 1)) return [];
    return [
      tell(
        pair,
        shared.map((code) => `${unnamed.get(code) ?? ''} (${code})`),
      ),
    ];
  });
}

/** Leaves the default organization out: it may have everyone, and a plan never creates it. */
function nameUnnamed({ desired, organizations, live }: Comparison): ReadonlyMap<string, string> {
  const others = matchOrganizations(desired.unselected ?? [], live.organizations).matches;
  const named = new Set([...organizations, ...others].map((pair) => pair.live?.code));
  return new Map(
    live.organizations.flatMap(({ code, name, isDefault }) =>
      isDefault || named.has(code) ? [] : [[code, `"${name}"`] as const],
    ),
  );
}

/** Returns the codes of the organizations that all these people are in; none if a person's organizations are unknown. */
function findShared(userIds: readonly string[], { live: { people } }: Comparison): readonly string[] {
  const [first = [], ...rest] = userIds.map((userId) => people.get(userId)?.organizations ?? []);
  return first.filter((code) => rest.every((codes) => codes.includes(code)));
}

function tell({ ref, desired, members, invitees = [] }: OrganizationPair, others: readonly string[]): Notice {
  const listed = (members?.length ?? 0) + invitees.length;
  const known = (members ?? []).filter(({ userId }) => userId !== null).length;
  const who =
    known === listed
      ? `Its people (${listed} listed)`
      : `Those of its people whom Kinde has (${known} of ${listed} listed)`;
  const message = `There is no "${ref.name}" in Kinde. ${who} are all in ${nameSome(others, mostNamed)}, which no entry names. If this entry means that organization, add its code; otherwise a second one is created.`;
  return { code: 'renamed-organization', message, organization: ref, source: formatPlace(desired.place) };
}
