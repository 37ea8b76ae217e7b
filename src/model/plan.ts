// The plan: versioned plain JSON that holds exactly the changes of an apply. `schemas/plan.schema.json` describes it.
import type { Change, OrganizationRef, RemoveMember } from './change.js';
import type { Day } from './day.js';
import type { SessionRule } from './desired.js';
import type { ListRead } from './live.js';
import type { Notice, Refusal } from './notice.js';

/** HTTP requests by method. */
export type RequestCounts = Readonly<Record<string, number>>;

export interface PlanSummary {
  /** People and organizations to create. */
  readonly create: number;
  /** Organizations, members and settings to change. */
  readonly update: number;
  /** Memberships to add, and invitations to send. */
  readonly add: number;
  /** Memberships to take away, and invitations to revoke. */
  readonly remove: number;
  /** Settings that a person must change by hand. */
  readonly manual: number;
  /** Managed organizations, memberships and settings that match the files. */
  readonly unchanged: number;
  /** Listed people whose invitation is pending; absent if there are none. */
  readonly pendingInvitations?: number;
  /** Live organizations that no file names; absent if the plan did not compare a whole list of organizations. */
  readonly unmanagedOrganizations?: number;
}

/** The default organization if its membership is `exact`. Apply takes new people out of it that Kinde puts there. */
export interface ExactDefaultOrganization {
  readonly code: string;
  readonly name: string;
  /** Addresses of new people who stay if Kinde puts them into it, since they are protected; absent if there are none. */
  readonly stays?: readonly string[];
}

/** An organization of which removals and losses of roles wait until its additions are read back. */
export interface ReliedList {
  readonly organization: OrganizationRef;
  /** Keys of the roles that new holders take over from the last ones. */
  readonly roles: readonly string[];
}

export interface Plan {
  readonly formatVersion: '1';
  readonly environment: { readonly domain: string; readonly code: string };
  /** The day (UTC) that decides which listings hold; absent in an undo and in plans of earlier versions. */
  readonly asOf?: Day;
  /** The last day of the next membership that ends; absent if no listing that holds has an end. */
  readonly nextEnd?: Day;
  readonly summary: PlanSummary;
  readonly changes: readonly Change[];
  readonly warnings: readonly Notice[];
  readonly refusals: readonly Refusal[];
  /** The rule by which apply ends sessions; absent if no change ends any. */
  readonly endSessions?: Exclude<SessionRule, 'never'>;
  /**
   * Removals of a saved plan that were made before, and after which this apply ends sessions that go on. Only the approved part of a
   * saved plan has them, and no output.
   */
  readonly madeBefore?: readonly RemoveMember[];
  /** The value of `--allow-removals` at planning time; absent without the option. */
  readonly approvedRemovals?: number | 'any';
  /** Absent if apply may remove no one from it. */
  readonly exactDefaultOrganization?: ExactDefaultOrganization;
  /** The member lists that are read after adding and before removing; absent if no removal relies on them. */
  readonly readBeforeRemovals?: readonly ReliedList[];
  readonly reads: readonly ListRead[];
  readonly requests: RequestCounts;
  readonly estimate: { readonly requests: RequestCounts };
  /** SHA-256, in hexadecimal, of every part of the plan that decides what apply does. */
  readonly fingerprint: string;
}
