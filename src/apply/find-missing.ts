// Finds listed people who were members before the apply and are none after it.
import type { LiveIndex } from '../kinds/live-index.js';
import type { ListedPeople } from '../model/listed-people.js';
import { nameSome } from '../model/text/name-some.js';
import type { Notice } from '../model/notice.js';

/** The number of people that a notice names. */
const mostNamed = 10;

/**
 * Returns the organizations that lack expected people, each with these people. If the member list was not read, only the
 * people in `lookedUp` count, whom the look-up must show in the organization.
 */
export function findMissing(
  expected: readonly ListedPeople[],
  live: LiveIndex,
  lookedUp: ReadonlySet<string>,
): readonly ListedPeople[] {
  return expected.flatMap(({ organization, people }) => {
    const { code } = organization;
    const isMissing =
      live.membersOf(code) === undefined
        ? (userId: string) =>
            lookedUp.has(userId) && live.person(userId)?.organizations?.includes(code) !== true
        : (userId: string) => live.member(code, userId) === undefined;
    const missing = [...people].filter(([userId]) => isMissing(userId));
    return missing.length === 0 ? [] : [{ organization, people: new Map(missing) }];
  });
}

/** Returns the expected people with these user ids, without organizations that expect none of them. */
export function pickExpected(
  expected: readonly ListedPeople[],
  userIds: ReadonlySet<string>,
): readonly ListedPeople[] {
  return expected.flatMap(({ organization, people }) => {
    const own = [...people].filter(([userId]) => userIds.has(userId));
    return own.length === 0 ? [] : [{ organization, people: new Map(own) }];
  });
}

/** Returns the notice `listed-person-missing` for one organization. */
export function notifyMissing({ organization, people }: ListedPeople): Notice {
  const who = nameSome([...people.values()].sort(), mostNamed);
  const message = `After the apply, ${organization.name} lacks ${who}, who ${people.size === 1 ? 'is listed and was' : 'are listed and were'} there before: another change was made meanwhile. Plan and apply again.`;
  return { code: 'listed-person-missing', message, organization };
}
