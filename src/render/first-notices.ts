// Selects the notices that a reader must see first, which are weakened safety rules, against which later plans are checked, and those
// on what a pull request changes for later. A warning that a refusal repeats is left out.
import type { Code } from '../model/codes.js';
import type { Notice, Refusal } from '../model/notice.js';
import { countNoun } from '../model/text/count-noun.js';

export interface SortedNotices {
  readonly first: readonly Notice[];
  /** Memberships and roles that last longer. */
  readonly longer: readonly Notice[];
  /** Rules of the files that become weaker, beside `safety`. */
  readonly weaker: readonly Notice[];
  readonly others: readonly Notice[];
}

/** The titles of the notices in every format. */
export const noticeTitles = {
  first: 'Safety becomes weaker',
  longer: 'Access lasts longer',
  weaker: 'Rules become weaker',
  others: 'Warnings',
} as const satisfies Readonly<Record<keyof SortedNotices, string>>;

const listOf: ReadonlyMap<Code, keyof SortedNotices> = new Map([
  ['safety-weakened', 'first'],
  ['ends-later', 'longer'],
  ['rules-weakened', 'weaker'],
] as const);

/** Markdown cuts longer messages, which then do not repeat every warning. */
const longestWhole = 800;

/** Returns the notices in their lists, each in the order given. */
export function sortNotices(notices: readonly Notice[], refusals: readonly Refusal[]): SortedNotices {
  const select = (list: keyof SortedNotices): readonly Notice[] =>
    notices.filter(({ code }) => (listOf.get(code) ?? 'others') === list);
  const said = refusals.filter(
    ({ guard, message }) => guard === 'refused-warning' && message.length <= longestWhole,
  );
  const isSaid = ({ message }: Notice): boolean =>
    said.some((refusal) => refusal.message.includes(message.replace(/\.$/, '')));
  return {
    first: select('first'),
    longer: select('longer'),
    weaker: select('weaker'),
    others: select('others').filter((notice) => !isSaid(notice)),
  };
}

/** Returns what the pull request changes for later, in words for a headline: `2 memberships last longer`. */
export function countLater(notices: readonly Notice[]): readonly string[] {
  const { longer, weaker } = sortNotices(notices, []);
  const lasting = longer.reduce((sum, { count = 1 }) => sum + count, 0);
  return [
    ...(lasting === 0 ? [] : [countNoun(lasting, 'membership lasts longer', 'memberships last longer')]),
    ...(weaker.length === 0 ? [] : [countNoun(weaker.length, 'rule becomes weaker', 'rules become weaker')]),
  ];
}
