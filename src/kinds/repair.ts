// The repairs of side effects that verify found.
import type { Change } from '../model/change.js';

/** A side effect of a write that verify found and that the kind can repair. */
export type Repair = MemberRepair | EntityRepair;

export interface MemberRepair {
  /** The change whose write had the side effect. */
  readonly change: Change;
  /** The organization's code. */
  readonly code: string;
  readonly userId: string;
  /** Role keys to remove from the person; absent if the person leaves the organization. */
  readonly roles?: readonly string[];
  /** The error message for a repair that failed. */
  readonly message: string;
}

/** A repair outside organizations. */
export interface EntityRepair {
  readonly change: Change;
  readonly code: null;
  readonly message: string;
}

/** Returns whether the repair concerns a member of an organization. */
export function isMemberRepair(repair: Repair): repair is MemberRepair {
  return repair.code !== null;
}
