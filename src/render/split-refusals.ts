// Splits the texts of refusals into reasons and ways to go on: guards of one plan often name the same way, which readers need once.
import type { Refusal } from '../model/notice.js';

export interface SplitRefusals {
  readonly reasons: readonly { readonly guard: Refusal['guard']; readonly text: string }[];
  /** The sentences that name an option, each once. */
  readonly ways: readonly string[];
}

/** Returns the reasons in the order of the refusals, and the ways. */
export function splitRefusals(refusals: readonly Refusal[]): SplitRefusals {
  const ways = refusals.flatMap(({ message, reason = message }) => {
    const way = message.startsWith(reason) ? message.slice(reason.length).trim() : '';
    return way === '' ? [] : [way];
  });
  return {
    reasons: refusals.map(({ guard, message, reason = message }) => ({ guard, text: reason })),
    ways: [...new Set(ways)],
  };
}
