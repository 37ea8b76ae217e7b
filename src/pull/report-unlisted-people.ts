// The notices of members who stand in no list. An additive list is complete for plan, so only pull names them.
import type { Comparison, OrganizationPair } from '../model/comparison.js';
import { countNoun } from '../model/count-noun.js';
import type { DesiredOrganization } from '../model/desired.js';
import { nameSome } from '../model/name-some.js';
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
    const unlisted = members.filter((member) => member.desired === null);
    return unlisted.length === 0 ? [] : [describe(pair, unlisted)];
  });
}

function describe(
  { ref, desired }: OrganizationPair,
  unlisted: NonNullable<OrganizationPair['members']>,
): Notice {
  const names = unlisted.map(({ email, userId }) => email ?? userId ?? '');
  return {
    code: 'not-in-list',
    message: `${countNoun(unlisted.length, 'person is', 'people are')} in ${ref.name} but not in its additive list: ${nameSome(names, mostNamed)}. kinde-sync report shows their roles; with membership: exact they would leave.`,
    organization: ref,
    source: formatPlace(desired.place),
  };
}
