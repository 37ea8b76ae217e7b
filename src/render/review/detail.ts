// The folded section of a review: every change again, by organization.
import { isInvitationChange, isMemberChange, isNewPerson } from '../../model/change-predicates.js';
import type { Change } from '../../model/change.js';
import { countNoun } from '../../model/text/count-noun.js';
import { atPlace, describeChange, findContexts } from '../describe-change.js';
import type { WeighedSection } from './fit-sections.js';
import type { Entry } from './markdown-section.js';
import { toMarkdownCode, toMarkdownDetail, toMarkdownKey } from './markdown-text.js';
import { describeMembers } from './members.js';
import { toEntry } from './words.js';
import type { ReviewStyle } from './words.js';

/** Returns the folded section with every change; its count is that of its lines. */
export function foldDetail(
  title: string,
  changes: readonly Change[],
  style: ReviewStyle,
): Omit<WeighedSection, 'rank'> {
  const entries = gatherDetail(changes, { ...style, sourceUrl: null, hasCodes: true });
  return { title, counted: countNoun(entries.length, 'change'), lead: null, isFolded: true, entries };
}

/** Returns every change, members in the words of the sections. A new person stands where they join. */
function gatherDetail(changes: readonly Change[], style: ReviewStyle): readonly Entry[] {
  const describe = describeMembers(changes, style);
  const contextOf = findContexts(changes);
  return changes.flatMap((change) => {
    if (change.action === 'manual' || isNewPerson(change)) return [];
    if (isMemberChange(change)) return [toEntry(change, describe(change), style)];
    return describeChange(change, contextOf(change)).map(({ subject, detail, source }) => {
      const shown = isInvitationChange(change) ? toMarkdownCode(subject) : toMarkdownKey(subject);
      return toEntry(atPlace(change, source), `${shown} ${toMarkdownDetail(detail)}`, style);
    });
  });
}
