// The result of `doctor --format json`. `schemas/doctor.schema.json` describes it.
import type { Code } from '../codes.js';
import type { LiveEnvironment } from '../live.js';
import type { Refusal } from '../notice.js';
import type { RequestCounts } from '../plan.js';

/** The checks of `doctor`, in order. */
export const checkNames = [
  'settings',
  'configuration',
  'connection',
  'token',
  'clock',
  'lock',
  'scopes for plan',
  'scopes for apply',
  'unneeded scopes',
  'reading',
] as const;

export type CheckName = (typeof checkNames)[number];

/** The result of one check. A warning stops nothing; a problem stops apply, and most problems stop plan too. */
export interface Check {
  readonly check: CheckName;
  /** `skipped`: the check depends on one that failed. */
  readonly status: 'ok' | 'warning' | 'problem' | 'skipped';
  readonly code?: Code | Refusal['guard'];
  readonly message: string;
  /** The instruction that mends it; present with every problem and warning. */
  readonly cure?: string;
  /** The variable, the place in the files or the page of Kinde's dashboard to change. */
  readonly where?: string;
}

/** One operation that the configuration needs. */
export interface NeededOperation {
  /** Kinde's operation id. */
  readonly operation: string;
  readonly scope: string;
  readonly neededFor: 'plan' | 'apply';
  /** Null if the token does not tell its scopes. */
  readonly granted: boolean | null;
}

export interface DoctorReport {
  readonly formatVersion: '1';
  /** Null if KINDE_DOMAIN can't be used. */
  readonly domain: string | null;
  /** Null if it could not be read. */
  readonly environment: LiveEnvironment | null;
  /** True if no check found a problem that stops plan; `canApply` likewise for apply. */
  readonly canPlan: boolean | null;
  readonly canApply: boolean | null;
  readonly checks: readonly Check[];
  /** Empty without a valid configuration. */
  readonly operations: readonly NeededOperation[];
  readonly requests: RequestCounts;
  /** The number of tokens requested. */
  readonly tokens: number;
}
