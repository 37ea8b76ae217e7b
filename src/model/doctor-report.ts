// What `doctor` prints. Described by `schemas/doctor.schema.json`.
import type { Code } from './codes.js';
import type { LiveEnvironment } from './live.js';
import type { Refusal } from './notice.js';
import type { RequestCounts } from './plan.js';

/** What is looked at, in this order. */
export const checkNames = [
  'settings',
  'configuration',
  'connection',
  'token',
  'clock',
  'lock',
  'scopes for plan',
  'scopes for apply',
  'scopes beyond need',
  'reading',
] as const;

export type CheckName = (typeof checkNames)[number];

/** One thing that was looked at. A warning stops nothing; a problem stops apply, and most of them plan too. */
export interface Check {
  readonly check: CheckName;
  /** `skipped`: it could not be looked at, since something before it is missing. */
  readonly status: 'ok' | 'warning' | 'problem' | 'skipped';
  readonly code?: Code | Refusal['guard'];
  readonly message: string;
  /** What to do; with every problem and every warning. */
  readonly cure?: string;
  /** The variable, the place in the files or the place in Kinde's dashboard where that is done. */
  readonly where?: string;
}

/** One operation that the configuration needs. */
export interface NeededOperation {
  /** Kinde's operation id. */
  readonly operation: string;
  readonly scope: string;
  readonly neededFor: 'plan' | 'apply';
  /** Null where the token does not say which scopes it has. */
  readonly granted: boolean | null;
}

export interface DoctorReport {
  readonly formatVersion: '1';
  /** Null where KINDE_DOMAIN can't be used. */
  readonly domain: string | null;
  /** Null where it could not be read. */
  readonly environment: LiveEnvironment | null;
  /** Whether nothing was found that stops plan; and likewise apply. */
  readonly canPlan: boolean;
  readonly canApply: boolean;
  readonly checks: readonly Check[];
  /** Empty where there is no valid configuration. */
  readonly operations: readonly NeededOperation[];
  readonly requests: RequestCounts;
  /** How many tokens were asked for. */
  readonly tokens: number;
}
