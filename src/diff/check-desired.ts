// Mistakes in the files that only Kinde can show: an organization, role or flag that is not there.
import { kinds } from '../kinds/registry.js';
import type { DesiredState } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Foundations } from '../model/live.js';

/** Returns every such mistake; with any of them there is no plan, and memberships need not be read. */
export function checkDesired(desired: DesiredState, foundations: Foundations): readonly Diagnostic[] {
  return kinds.flatMap((kind) => kind.check(desired, foundations));
}
