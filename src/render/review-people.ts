// The entries of a review about people: who leaves and why, and the words for their roles and terms.
import { groupBy } from '../model/group-by.js';
import type { AddMember, Change, MemberChange, OrganizationRef, RemoveMember } from '../model/change.js';
import type { Entry } from './markdown-section.js';
import { toMarkdownCode, toMarkdownName, toMarkdownProse } from './markdown-text.js';
import { nameOrganization, placeChange } from './review-words.js';

/** Returns the entry of a change under its organization. */
export function toEntry(change: Change & { readonly organization?: OrganizationRef }, words: string): Entry {
  return {
    group: change.organization === undefined ? null : nameOrganization(change.organization),
    line: `${words}  ${placeChange(change)}`,
    isDrifted: change.cause === 'drifted',
  };
}

/** Returns the address or id of a member. */
export function namePerson({ email, userId }: MemberChange): string {
  return toMarkdownCode(email ?? userId ?? '');
}

/** Returns `, was **admin**` for the word `was`; nothing without roles. */
export function describeRoles({ roles }: { readonly roles?: readonly string[] }, word: string): string {
  return roles === undefined || roles.length === 0 ? '' : `, ${word} ${listRoles(roles)}`;
}

/** Returns the roles, separated by commas. */
export function listRoles(roles: readonly string[]): string {
  return roles.map((role) => `**${toMarkdownName(role)}**`).join(', ');
}

/** Returns an entry for each person, with all organizations that they leave. */
export function gatherLosers(removals: readonly RemoveMember[]): readonly Entry[] {
  return gatherPeople(removals, (removal) => {
    const { organization } = removal;
    return `${nameOrganization(organization)}${describeRoles(removal, 'was')}  ${placeChange(removal)}`;
  });
}

/** Returns an entry for each leaver, with all organizations that they leave. Those that the files do not list are marked. */
export function gatherLeavers(removals: readonly RemoveMember[]): readonly Entry[] {
  const leavers = removals.filter(({ leaver }) => leaver === true);
  return gatherPeople(leavers, (removal) => {
    const { organization, outside } = removal;
    const mark =
      outside === undefined ? '' : outside === 'organization' ? ', in no file' : ', members in no file';
    return `${nameOrganization(organization)}${mark}${describeRoles(removal, 'was')}  ${placeChange(removal)}`;
  });
}

function gatherPeople(
  removals: readonly RemoveMember[],
  describe: (removal: RemoveMember) => string,
): readonly Entry[] {
  return [...groupBy(removals, ({ userId }) => userId).values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const left = all.slice(0, 5).map(describe);
    const more = all.length > left.length ? ` · and ${all.length - left.length} more` : '';
    const isLast = first.leaver === true && all.some(({ losesAllAccess }) => losesAllAccess === true);
    const access = isLast ? 'loses **all access** and leaves' : 'leaves';
    const line = `${namePerson(first)} ${access} ${left.join(' · ')}${more}`;
    return [{ group: null, line, isDrifted: all.every(({ cause }) => cause === 'drifted') }];
  });
}

/** Returns an entry for each removal because of an ended listing. People who lose all access come first. */
export function gatherEnded(removals: readonly RemoveMember[]): readonly Entry[] {
  const ended = removals.filter(({ until }) => until !== undefined);
  const losers = ended.filter(({ losesAllAccess }) => losesAllAccess === true);
  return [...losers, ...ended.filter((change) => !losers.includes(change))].map((change) => {
    const access = change.losesAllAccess === true ? ' and loses **all access**' : '';
    const words = `leaves${access}: until ${change.until ?? ''}${describeRoles(change, 'was')}`;
    return toEntry(change, `${namePerson(change)} ${words}`);
  });
}

/** Returns the last day and the reason of an addition. */
export function describeTerms({ until, reason }: Partial<Pick<AddMember, 'until' | 'reason'>>): string {
  const end = until === undefined ? '' : `, until ${until}`;
  return reason === undefined ? end : `${end}, because: ${toMarkdownProse(reason)}`;
}
