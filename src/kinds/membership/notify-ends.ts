// Words the listings that have ended or end soon, for a reader of the files or of a plan.
import type { DesiredState, ListingEnd } from '../../model/desired.js';
import type { Notice } from '../../model/notice.js';
import { formatPlace } from '../../model/place.js';
import { keepFew } from '../few-notices.js';

/** Returns the ends of all listings, each once. */
export function listEnds({ organizations }: Pick<DesiredState, 'organizations'>): readonly ListingEnd[] {
  const ends = organizations.flatMap(({ ends: own = [] }) => own);
  return ends.length === 0 ? ends : [...new Map(ends.map((end) => [formatPlace(end.place), end])).values()];
}

/** Returns the code and the message of an end. */
export function describeEnd({ who, until, isOver }: ListingEnd): Pick<Notice, 'code' | 'message'> {
  if (!isOver)
    return {
      code: 'ends-soon',
      message: `The listing of ${who} ends after ${until}. The next apply after that day removes them, unless another listing names them.`,
    };
  const message = `The listing of ${who} ended on ${until}. Remove it once the plan has no removal for it, or give it a later day.`;
  return { code: 'ended-listing', message };
}

/** Returns a notice for each end, at most ten of a code and one that counts the others. */
export function notifyEnds(desired: Pick<DesiredState, 'organizations'>): readonly Notice[] {
  const notices = listEnds(desired).map((end) => ({ ...describeEnd(end), source: formatPlace(end.place) }));
  return [
    ...keepFew(
      notices.filter(({ code }) => code === 'ended-listing'),
      (count) => `${count} more listings have ended.`,
    ),
    ...keepFew(
      notices.filter(({ code }) => code === 'ends-soon'),
      (count) => `${count} more listings end soon.`,
    ),
  ];
}
