// The entries of a review for roles that lose or gain permissions.
import type { Change } from '../model/change.js';
import { countNoun } from '../model/count-noun.js';
import { listPermissionSteps } from './count-review.js';
import type { Entry } from './markdown-section.js';
import { toMarkdownName } from './markdown-text.js';
import { listRoles, toEntry } from './review-people.js';

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
