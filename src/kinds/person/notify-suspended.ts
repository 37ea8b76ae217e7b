// The notice `suspended-member`: a listed person is suspended in Kinde and can't sign in.
import type { Comparison, OrganizationPair } from '../../model/comparison.js';
import { countNoun } from '../../model/text/count-noun.js';
import type { LiveMember, LivePerson } from '../../model/live.js';
import type { Notice } from '../../model/notice.js';
import { formatPlace } from '../../model/place.js';
import { keepFew } from '../few-notices.js';

/** Returns one notice a person, at most ten, and one that counts the others. */
export function notifySuspended({ organizations, live: { people } }: Comparison): readonly Notice[] {
  const found = new Map<string, Listed>();
  for (const pair of organizations) {
    for (const { userId, email, source } of listSuspended(pair, people)) {
      const known = found.get(userId);
      if (known === undefined) found.set(userId, { email: email ?? userId, source, first: pair, others: 0 });
      else found.set(userId, { ...known, others: known.others + 1 });
    }
  }
  const notices = [...found.values()].map(tell);
  return keepFew(
    notices,
    (count) =>
      `${countNoun(count, 'more person who is', 'more people who are')} listed in the files ${count === 1 ? 'is' : 'are'} suspended in Kinde.`,
  );
}

interface Listed {
  readonly email: string;
  readonly source: string;
  readonly first: OrganizationPair;
  /** The number of further organizations that list the person. */
  readonly others: number;
}

interface Suspended {
  readonly userId: string;
  readonly email: string | null;
  readonly source: string;
}

function listSuspended(
  { desired: entry, members, unchanged }: OrganizationPair,
  people: ReadonlyMap<string, LivePerson>,
): readonly Suspended[] {
  const entrySource = formatPlace(entry.place);
  const found: Suspended[] = [];
  const add = (known: LiveMember | undefined, email: string | null, source: string): void => {
    if (known?.isSuspended === true) found.push({ userId: known.userId, email, source });
  };
  for (const member of unchanged) add(member, member.email, entrySource);
  for (const { desired, live, userId, email } of members ?? []) {
    if (desired !== null) add(live ?? people.get(userId ?? ''), email, formatPlace(desired.place));
  }
  return found.sort((one, other) => ((one.email ?? one.userId) < (other.email ?? other.userId) ? -1 : 1));
}

function tell({ email, source, first, others }: Listed): Notice {
  const more = others === 0 ? '' : ` and ${countNoun(others, 'more organization')}`;
  const message = `${email} is suspended in Kinde and can't sign in, but is listed in ${first.ref.name}${more}. End the suspension in Kinde, or remove the address from the list.`;
  return { code: 'suspended-member', message, organization: first.ref, email, source };
}
