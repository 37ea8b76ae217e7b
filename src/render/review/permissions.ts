// The entries of a review for existing roles that lose or gain permissions.
import type { ReviewSection } from '../../kinds/change-words.js';
import { gainedOf, lostOf } from '../../kinds/field-items.js';
import { isEntityChange } from '../../model/change-predicates.js';
import type { Change } from '../../model/change.js';
import { countNoun } from '../../model/text/count-noun.js';
import type { Entry } from './markdown-section.js';
import { toMarkdownName } from './markdown-text.js';
import { listRoles } from './member-words.js';
import { toEntry } from './words.js';
import type { ReviewStyle } from './words.js';

/** Returns an entry for each role that loses or gains permissions; none for another section. */
export function permissionEntries(
  changes: readonly Change[],
  section: ReviewSection,
  style: ReviewStyle,
  verbs = { gains: 'gains', loses: 'loses' },
): readonly Entry[] {
  if (section !== 'weakened' && section !== 'strengthened') return [];
  const isLoss = section === 'weakened';
  return changes.flatMap((change) => {
    if (!isEntityChange(change) || change.action !== 'update') return [];
    const keys = change.fields.flatMap(isLoss ? lostOf : gainedOf);
    if (keys.length === 0) return [];
    const held =
      !isLoss || change.holders === undefined
        ? ''
        : `; **${countNoun(change.holders, 'person', 'people')}** in this environment ${change.holders === 1 ? 'holds' : 'hold'} it`;
    const words = `${isLoss ? verbs.loses : verbs.gains} ${listRoles(keys)}${held}`;
    return [toEntry(change, `The role **${toMarkdownName(change.key)}** ${words}`, style)];
  });
}
