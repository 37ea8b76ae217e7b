// The values of a plan beside its changes: notices, and refusals. Neither is an exception.
import type { OrganizationRef } from './change.js';
import type { Code } from './codes.js';

/** A fact that the reader of a plan should know. It stops nothing. */
export interface Notice {
  readonly code: Code;
  readonly message: string;
  readonly organization?: OrganizationRef;
  readonly email?: string;
  readonly source?: string;
  /** The number of things that the notice counts; absent if it is about one. */
  readonly count?: number;
}

/** The reason why a plan may not be applied. `override` is the option that allows it; null if no option does. */
export interface Refusal {
  readonly guard:
    | 'environment-lock'
    | 'wrong-clock'
    | 'max-removals'
    | 'approved-removals'
    | 'max-removed-people'
    | 'keep-holder'
    | 'max-invitations'
    | 'unmanaged-organizations'
    | 'refused-warning'
    | 'plan-overtaken';
  readonly message: string;
  /** The beginning of the message, without the sentence that names the option; absent if no option overrides the guard. */
  readonly reason?: string;
  readonly override: string | null;
  readonly organization?: OrganizationRef;
}
