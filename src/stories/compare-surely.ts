// Compares two states, and asks Kinde once more for what the changes take from a gap of a list. The comparison is made anew with
// the answers.
import { diffStates } from '../diff/diff-states.js';
import type { StateDiff } from '../diff/diff-states.js';
import { findDoubted } from '../kinds/membership/find-doubted.js';
import type { DoubtOptions } from '../kinds/membership/find-doubted.js';
import type { OrganizationMatches } from '../kinds/organization/match-organizations.js';
import type { DesiredState } from '../model/desired.js';
import type { LiveState } from '../model/live.js';
import { askAgain } from '../read/ask-again.js';
import type { AskAgainOptions } from '../read/ask-again.js';

/** The two states, how they match, and how the comparison is used. */
export interface SureInput extends DoubtOptions {
  readonly desired: DesiredState;
  readonly live: LiveState;
  readonly matches: OrganizationMatches;
}

/** Returns the diff, and the live state that it rests on. Throws the errors of reading. */
export async function compareSurely(
  { live, ...input }: SureInput,
  options: AskAgainOptions,
): Promise<{ readonly live: LiveState; readonly diff: StateDiff }> {
  const diff = diffStates(input.desired, live, input.matches);
  const doubted = findDoubted(diff, input);
  if (Object.values(doubted).every((part: readonly string[]) => part.length === 0)) return { live, diff };
  return compareSurely({ ...input, live: await askAgain(doubted, live, options) }, options);
}
