// The sections of a review for notices: what a pull request changes for later, then the warnings.
import { noticeTitles } from '../first-notices.js';
import type { SortedNotices } from '../first-notices.js';
import type { Section } from './markdown-section.js';
import { describeWarnings } from './words.js';
import type { ReviewStyle } from './words.js';

const leads = {
  longer:
    'Kinde stays as it is today. Without this pull request, these people would lose this access on the earlier day.',
  weaker: 'Kinde stays as it is today. Later plans allow more by this, or correct less.',
  others: null,
} as const;

/** Returns a section for each list of notices but the first, which stands above all others. */
export function describeNotices(notices: SortedNotices, style: ReviewStyle): readonly Section[] {
  return (['longer', 'weaker', 'others'] as const).map((list) => ({
    title: noticeTitles[list],
    lead: leads[list],
    entries: describeWarnings(notices[list], style),
  }));
}
