// Finds listed people who were members before the apply and are none after it.
import type { LiveIndex } from '../kinds/live-index.js';
import type { ListedPeople } from '../model/listed-people.js';
import { nameSome } from '../model/name-some.js';
import type { Notice } from '../model/notice.js';

/** The number of people that a notice names. */
const mostNamed = 10;

/** Returns the organizations whose member list was read and lacks expected people, each with these people. */
export function findMissing(expected: readonly ListedPeople[], live: LiveIndex): readonly ListedPeople[] {
  return expected.flatMap(({ organization, people }) => {
    const { code } = organization;
    if (live.membersOf(code) === undefined) return [];
    const missing = [...people].filter(([userId]) => live.member(code, userId) === undefined);
    return missing.length === 0 ? [] : [{ organization, people: new Map(missing) }];
  });
}

/** Returns the notice `listed-person-missing` for one organization. */
export function notifyMissing({ organization, people }: ListedPeople): Notice {
  const who = nameSome([...people.values()].sort(), mostNamed);
  const message = `After the apply, ${organization.name} lacks ${who}, who ${people.size === 1 ? 'is listed and was' : 'are listed and were'} there before: another change was made meanwhile. Plan and apply again.`;
  return { code: 'listed-person-missing', message, organization };
}
