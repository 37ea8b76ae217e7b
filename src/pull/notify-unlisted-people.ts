// The notices of members who stand in no list, or whose listing has ended. An additive list is complete for plan, so only pull
// names them.
import type { Change } from '../model/change.js';
import type { Comparison, OrganizationPair } from '../model/comparison.js';
import { countNoun } from '../model/text/count-noun.js';
import type { DesiredOrganization } from '../model/desired.js';
import { nameSome } from '../model/text/name-some.js';
import type { Notice } from '../model/notice.js';
import { formatPlace } from '../model/place.js';

const mostNamed = 5;

/**
 * Returns a notice for each organization whose list this pull makes additive, or whose registrations are closed although
 * its list is additive. `stated` are the entries of the files before the pull.
 */
export function notifyUnlistedPeople(
  { organizations }: Comparison,
  stated: ReadonlySet<DesiredOrganization>,
): readonly Notice[] {
  return organizations.flatMap((pair) => {
    const { desired, live, members } = pair;
    if (desired.membership !== 'additive' || live === null || members === null) return [];
    const isMadeAdditive = !stated.has(desired);
    if (!isMadeAdditive && live.allowRegistrations !== false) return [];
    const unlisted = members.filter(
      (member) => member.desired === null && member.ended === undefined && member.leaver === undefined,
    );
    return unlisted.length === 0 ? [] : [describe(pair, unlisted)];
  });
}

/** Returns a notice for each member whose listing has ended. Pull leaves the listing, and the next apply takes them out. */
export function notifyEndedPeople(changes: readonly Change[]): readonly Notice[] {
  return changes.flatMap((change): readonly Notice[] => {
    if (change.action !== 'remove' || change.until === undefined) return [];
    const { organization, email, userId, until, source } = change;
    const message = `${email ?? userId} is still in ${organization.name}, although their listing ended on ${until}. The line stays as it is, and the next apply removes them. To keep them, give it a later day.`;
    return [{ code: 'ended-listing', message, organization, ...(email === null ? {} : { email }), source }];
  });
}

/** Returns a notice about the leavers who are still members. Pull lists none of them, and the next apply takes them out. */
export function notifyLeavers(changes: readonly Change[]): readonly Notice[] {
  const people = new Map<string, string>();
  for (const change of changes) {
    if (change.action === 'remove' && change.leaver === true && change.outside === undefined)
      people.set(change.userId, change.email ?? change.userId);
  }
  if (people.size === 0) return [];
  const count = countNoun(people.size, 'leaver is', 'leavers are');
  const message = `${count} still in an organization, and not listed: ${nameSome([...people.values()].sort(), mostNamed)}. The next apply removes them.`;
  return [{ code: 'leaver-stays', message }];
}

function describe(
  { ref, desired }: OrganizationPair,
  unlisted: NonNullable<OrganizationPair['members']>,
): Notice {
  const names = unlisted.map(({ email, userId }) => email ?? userId ?? '');
  return {
    code: 'not-in-list',
    message: `${countNoun(unlisted.length, 'person is', 'people are')} in ${ref.name} but not in its additive list: ${nameSome(names, mostNamed)}. kinde-sync report shows their roles; with membership: exact, apply would remove them.`,
    organization: ref,
    source: formatPlace(desired.place),
  };
}
