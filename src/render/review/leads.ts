// The sentences under the headings of a review: what a section means for the people in it, and how to take it back.
import type { ReviewSection } from '../../kinds/change-words.js';
import { endsSessions } from '../../kinds/membership/mark-access.js';
import { kindOf } from '../../kinds/registry.js';
import { isValueChange } from '../../model/change-predicates.js';
import type { Change, MemberChange, RemoveMember } from '../../model/change.js';
import { findNewPeople } from '../describe-change.js';
import { nameLead } from './ways-in.js';
import { summarizePeople } from './summarize-people.js';

const leads: Readonly<Partial<Record<ReviewSection, string>>> = {
  ended: 'The files gave these memberships a last day, which has passed.',
  leavers: 'The files list these people under `leavers`: they belong to no organization.',
  roles:
    "A change of roles takes effect at the person's next sign-in or token refresh. kinde-sync sends no email about it.",
  invited: 'Each person gets an email with a link, and joins by accepting the invitation.',
  weakened:
    'Everyone who holds the role loses the permissions listed below, in every environment of the business.',
  strengthened:
    'Everyone who holds the role gains the permissions listed below, in every environment of the business.',
  'by-hand': [
    'kinde-sync can neither read nor change these settings, and does not know how they are set today.',
    'Someone with access to the Kinde dashboard must set them, before or after the merge.',
    'Then run `kinde-sync attest`, and commit the file that it writes.',
    'Ticking a box below records nothing. Every plan lists these settings until that file records them.',
  ].join(' '),
};

/** The circumstances that the sentences depend on. */
export interface LeadContext {
  readonly changes: readonly Change[];
  readonly isForMerge: boolean;
}

/** Returns the sentences of each section in turn; the first section of removals says what holds for all of them. */
export function createLeads({
  changes,
  isForMerge,
}: LeadContext): (section: ReviewSection, own: readonly MemberChange[]) => string | null {
  let told: readonly RemoveMember[] | null = null;
  return (section, own) => {
    const removals = own.filter((change): change is RemoveMember => change.action === 'remove');
    if (removals.length > 0) {
      const sentences = describeRemovals(section, removals, { told, isForMerge });
      told ??= removals;
      return sentences.join(' ');
    }
    if (section === 'joining' && own.length > 0) return describeJoining(own, changes);
    if (section === 'settings') return describeValues(changes);
    return leads[section] ?? nameLead(changes, section);
  };
}

/** Says what feature flags and properties are; null if none changes. */
function describeValues(changes: readonly Change[]): string | null {
  const nouns = changes.filter(isValueChange).flatMap((change) => {
    const { values } = kindOf(change);
    return values === null || values.list === null ? [] : [values.plural];
  });
  if (nouns.length === 0) return null;
  const named = [...new Set(nouns)].join(' and ');
  return `${named.charAt(0).toUpperCase()}${named.slice(1)} are values that your product reads from Kinde.`;
}

function describeRemovals(
  section: ReviewSection,
  removals: readonly RemoveMember[],
  { told, isForMerge }: { readonly told: readonly RemoveMember[] | null; readonly isForMerge: boolean },
): readonly string[] {
  const isOne = new Set(removals.map(({ userId }) => userId)).size === 1;
  const belongs = isOne ? 'this person belongs' : 'these people belong';
  return [
    ...(section === 'all-access' ? [`Afterwards ${belongs} to no organization.`] : []),
    ...(leads[section] === undefined ? [] : [leads[section]]),
    ...(told === null
      ? [
          `The ${isOne ? 'account stays' : 'accounts stay'} in Kinde: nothing is deleted or blocked, and kinde-sync sends no email.`,
          ...describeSessions(removals),
          describeWayBack(section, removals, isForMerge),
        ]
      : [...describeRepetition(removals, told)]),
    ...summarizePeople(removals, []),
  ];
}

function describeSessions(removals: readonly RemoveMember[]): readonly string[] {
  return removals.some(endsSessions)
    ? []
    : [
        'An open session goes on until its application next refreshes the sign-in token; `safety.endSessions` would end it at once.',
      ];
}

/** A later section repeats in short what the first one says at length. */
function describeRepetition(
  removals: readonly RemoveMember[],
  told: readonly RemoveMember[],
): readonly string[] {
  const stays = 'As above, the account stays in Kinde';
  if (removals.some(endsSessions)) return [`${stays}.`];
  if (told.some(endsSessions)) return [`${stays}.`, ...describeSessions(removals)];
  return [`${stays}, and an open session goes on until the next refresh.`];
}

/** A revert brings back what the pull request has taken out of the files. */
function describeWayBack(
  section: ReviewSection,
  removals: readonly RemoveMember[],
  isForMerge: boolean,
): string {
  if (section === 'ended') return 'To keep the access, give the entry a later last day.';
  const isOfRequest = removals.every(({ baseSource, leaver, cause }) => {
    return typeof baseSource === 'string' || (leaver === true && cause === 'here');
  });
  if (isForMerge && isOfRequest)
    return 'To take this back later, revert this pull request and merge the revert.';
  return section === 'leavers'
    ? 'To take this back later, remove the person from `leavers` and list them again.'
    : 'To take this back later, list the person in the files again.';
}

function isWithoutRole(change: MemberChange): boolean {
  return change.action === 'add' && (change.roles ?? []).length === 0;
}

function describeJoining(own: readonly MemberChange[], changes: readonly Change[]): string {
  const isNew = findNewPeople(changes);
  const fresh = own.filter(isNew);
  return [
    ...(fresh.length === 0 ? [] : ['A person who is new to Kinde gets an account there.']),
    'kinde-sync sends no email about this.',
    ...(own.some(isWithoutRole) ? ['“Without a role” means that the files name no role.'] : []),
    ...summarizePeople(own, fresh),
  ].join(' ');
}
