// The state that guards check changes against: the live organizations and the safety rules of the configuration.
import type { IsSuspended } from '../kinds/membership/find-suspended.js';
import type { OrganizationPair } from '../model/comparison.js';
import type { Safety } from '../model/desired.js';

/**
 * The part of an organization that guards read. Without a managed list, `unchanged` has the members that were read because a
 * leaver is among them.
 */
export interface GuardedOrganization extends Pick<OrganizationPair, 'ref' | 'members' | 'unchanged'> {
  /**
   * Whether the files list none of its live members. A protected member, or one without an address, may stay; the
   * organization still counts as emptied.
   */
  readonly isEmptied?: boolean;
}

/** The state that guards check changes against. */
export interface GuardedState {
  /** With `--base`, `keepHolder` and `protect` unite the rules of both configurations. */
  readonly safety: Safety;
  /** The safety rules of the base. If both set a limit, the lower one applies. */
  readonly baseSafety?: Safety | undefined;
  readonly organizations: readonly GuardedOrganization[];
  readonly isSuspended: IsSuspended;
  /** Whether the command has the option `--no-removals`. */
  readonly canHoldBack: boolean;
}
