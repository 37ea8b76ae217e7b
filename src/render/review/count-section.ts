// Says what the heading of a section counts: people, memberships, or things.
import type { ReviewSection } from '../../kinds/change-words.js';
import type { MemberChange } from '../../model/change.js';
import { formatCount } from '../../model/text/count-noun.js';
import type { Entry } from './markdown-section.js';
import { countPeople } from './headline.js';
import { personKey } from './member-words.js';

const nouns: Readonly<Partial<Record<ReviewSection, readonly [one: string, several: string]>>> = {
  weakened: ['role', 'roles'],
  strengthened: ['role', 'roles'],
  invited: ['invitation', 'invitations'],
  revoked: ['invitation', 'invitations'],
  opening: ['way in', 'ways in'],
  closing: ['way in', 'ways in'],
  settings: ['setting', 'settings'],
  'by-hand': ['setting', 'settings'],
};

/** Returns what a section counts: people, and their memberships where these are more. */
export function countSection(
  section: ReviewSection,
  { entries, members }: { readonly entries: readonly Entry[]; readonly members: readonly MemberChange[] },
): string {
  const noun = nouns[section];
  const { length } = entries;
  if (noun !== undefined) return `${formatCount(length)} ${length === 1 ? noun[0] : noun[1]}`;
  const people = new Set(members.map(personKey)).size || length;
  return people >= length
    ? countPeople(people)
    : `${countPeople(people)}, ${formatCount(length)} memberships`;
}
