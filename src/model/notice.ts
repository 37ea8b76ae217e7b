// Values beside the changes: something to say, and a reason why a plan may not run. Neither is an exception.
import type { OrganizationRef } from './change.js';
import type { Code } from './codes.js';

/** Something a reader of the plan should know; it stops nothing. */
export interface Notice {
  readonly code: Code;
  readonly message: string;
  readonly organization?: OrganizationRef;
  readonly email?: string;
  readonly source?: string;
}

/** Why a plan may not be applied. `override` is what to type to allow it all the same; null where nothing does. */
export interface Refusal {
  readonly guard:
    | 'environment-lock'
    | 'max-removals'
    | 'approved-removals'
    | 'max-removed-people'
    | 'keep-holder'
    | 'plan-overtaken';
  readonly message: string;
  readonly override: string | null;
  readonly organization?: OrganizationRef;
}
