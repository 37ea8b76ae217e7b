// What the guards know beside the changes: the organizations as they are, and what the configuration forbids.
import type { OrganizationPair } from '../model/comparison.js';
import type { Safety } from '../model/desired.js';

/** An organization as the guards see it. */
export interface GuardedOrganization extends Pick<OrganizationPair, 'ref' | 'members' | 'settled'> {
  /**
   * Whether the files list nobody of those who are in it. Whoever then stays, because they are protected or have no
   * address, does not make an emptied organization full.
   */
  readonly isEmptied?: boolean;
}

/** What the guards hold the changes against. */
export interface GuardedState {
  /** With `--base` its roles to keep are those of both configurations. */
  readonly safety: Safety;
  /** With `--base`: what the configuration before forbids. Of two limits the lower one holds. */
  readonly baseSafety?: Safety | undefined;
  readonly organizations: readonly GuardedOrganization[];
  /** Whether Kinde says that this person can't sign in, in any list that was read. */
  readonly isSuspended: (userId: string) => boolean;
  /** Whether the command can do everything but the removals. */
  readonly canHoldBack: boolean;
}
