// Selects the notices that a reader must see first: weakened safety rules, against which later plans are checked.
import type { Notice } from '../model/notice.js';

export interface SortedNotices {
  readonly first: readonly Notice[];
  readonly others: readonly Notice[];
}

/** Returns the notices in two lists, each in the order given. */
export function sortNotices(notices: readonly Notice[]): SortedNotices {
  const isFirst = ({ code }: Notice): boolean => code === 'safety-weakened';
  return { first: notices.filter(isFirst), others: notices.filter((notice) => !isFirst(notice)) };
}
