// What files say as far as it can be told before anybody looked at those whom they list: enough to choose what to read.
import type { Selector } from './desired.js';

export interface SketchedOrganization {
  readonly selector: Selector;
  /** How many people are listed; null where the membership is not managed. */
  readonly listed: number | null;
}

/** Of files that list nobody with roles, or of those that were parsed so far. Says nothing if there is any mistake in them. */
export interface Sketch {
  /** The code of the only environment that the files are for, if they say so. */
  readonly lock: string | null;
  readonly organizations: readonly SketchedOrganization[];
  /** How many characters are yet to be parsed: what they say may be anything but an environment or whom to keep. */
  readonly unread: number;
}
