// Selects the notices that a reader must see first, which are weakened safety rules, against which later plans are checked. A
// warning that a refusal repeats is left out.
import type { Notice, Refusal } from '../model/notice.js';

export interface SortedNotices {
  readonly first: readonly Notice[];
  readonly others: readonly Notice[];
}

/** Markdown cuts longer messages, which then do not repeat every warning. */
const longestWhole = 800;

/** Returns the notices in two lists, each in the order given. */
export function sortNotices(notices: readonly Notice[], refusals: readonly Refusal[]): SortedNotices {
  const isFirst = ({ code }: Notice): boolean => code === 'safety-weakened';
  const said = refusals.filter(
    ({ guard, message }) => guard === 'refused-warning' && message.length <= longestWhole,
  );
  const isSaid = ({ message }: Notice): boolean =>
    said.some((refusal) => refusal.message.includes(message.replace(/\.$/, '')));
  return {
    first: notices.filter(isFirst),
    others: notices.filter((notice) => !isFirst(notice) && !isSaid(notice)),
  };
}
