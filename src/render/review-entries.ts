// The entries of a review that several sections share: a change, a list of roles, and what roles gain or lose.
import type { Change, OrganizationRef } from '../model/change.js';
import { countNoun } from '../model/count-noun.js';
import { listPermissionSteps } from './count-review.js';
import type { Entry } from './markdown-section.js';
import { toMarkdownName } from './markdown-text.js';
import { nameOrganization, placeChange } from './review-words.js';

/** Returns the entry of a change, below its organization. */
export function toEntry(change: Change & { readonly organization?: OrganizationRef }, words: string): Entry {
  return {
    group: change.organization === undefined ? null : nameOrganization(change.organization),
    line: `${words}  ${placeChange(change)}`,
    isDrifted: change.cause === 'drifted',
  };
}

/** Returns the keys of roles or permissions, as Markdown. */
export function listRoles(roles: readonly string[]): string {
  return roles.map((role) => `**${toMarkdownName(role)}**`).join(', ');
}

/** Returns an entry for each role that loses or gains permissions. */
export function gatherPermissions(changes: readonly Change[], side: 'gained' | 'lost'): readonly Entry[] {
  return changes.flatMap(listPermissionSteps).flatMap(({ change, [side]: keys }) => {
    if (keys.length === 0) return [];
    const verb = side === 'lost' ? 'loses' : 'gains';
    const held =
      side === 'gained' || change.holders === undefined
        ? ''
        : `; **${countNoun(change.holders, 'person', 'people')}** here ${change.holders === 1 ? 'holds' : 'hold'} it`;
    return [toEntry(change, `The role **${toMarkdownName(change.key)}** ${verb} ${listRoles(keys)}${held}`)];
  });
}
