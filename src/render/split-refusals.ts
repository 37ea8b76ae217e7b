// Splits the texts of refusals into reasons and ways to go on: guards of one plan often name the same way, which readers need once.
import type { Refusal } from '../model/notice.js';

export interface RefusalText {
  readonly guard: Refusal['guard'];
  readonly reason: string;
  /** The sentence that names an option; empty if there is none. */
  readonly way: string;
}

/** Returns the reason and the way of each refusal. */
export function splitRefusals(refusals: readonly Refusal[]): readonly RefusalText[] {
  return refusals.map(({ guard, message, reason = message }) => {
    const way = message.startsWith(reason) ? message.slice(reason.length).trim() : '';
    return { guard, reason, way };
  });
}

/** Returns the text of each refusal. A way of several refusals stands in the last of them only. */
export function sayWaysOnce(
  refusals: readonly Refusal[],
): readonly { readonly guard: Refusal['guard']; readonly text: string }[] {
  const texts = splitRefusals(refusals);
  const last = new Map(texts.map(({ way }, index) => [way, index]));
  return texts.map(({ guard, reason, way }, index) => {
    return { guard, text: way !== '' && last.get(way) === index ? `${reason} ${way}` : reason };
  });
}
