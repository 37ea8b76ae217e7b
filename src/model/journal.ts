// The journal of an apply: the changes that each write carries out, with time and plan. Each write has one JSON line before it is
// sent and one with its outcome. The journal holds no secrets.
import type { Change } from './change.js';

/** The result of a write that Kinde's answer tells. */
export interface JournalAnswer {
  /** The user ids that Kinde reports as handled. */
  readonly handled?: readonly string[];
  /** The code or id of the created organization or person. */
  readonly created?: string;
}

/** The fields of both lines of a write. */
interface JournalHead {
  /** ISO 8601, UTC. */
  readonly time: string;
  /** A random id of the run, since two runs may write to one journal at once. */
  readonly run: string;
  /** The fingerprint of the plan. */
  readonly plan: string;
  /** The number of the write within its run, from 1; both lines of a write have it. */
  readonly write: number;
  /** Kinde's operation id, for example `addOrganizationUsers`. */
  readonly operation: string;
}

export interface JournalSent extends JournalHead {
  readonly event: 'sent';
  readonly environment: { readonly domain: string; readonly code: string };
  /** The changes that the write carries out, as the plan has them. */
  readonly changes: readonly Change[];
  /** Present for a write that corrects a side effect of Kinde. `undo` passes it over. */
  readonly isRepair?: true;
}

export interface JournalEnded extends JournalHead, JournalAnswer {
  readonly event: 'ended';
  /** `unclear`: the write may have taken effect or not. */
  readonly result: 'done' | 'refused' | 'unclear' | 'not-sent';
  /** The error code of kinde-sync; `kindeCode` is Kinde's own. */
  readonly error?: string;
  readonly kindeCode?: string;
}

/** One write of a run, with both of its lines. `ended` is null if the run was killed before the answer. */
export interface JournalEntry {
  readonly sent: JournalSent;
  readonly ended: JournalEnded | null;
  /** The line number of `sent`, from 1. */
  readonly line: number;
}

/** The journal's writes of one plan, which one run or several consecutive runs applied. */
export interface JournalRun {
  /** The journal's file, as the user gave it. */
  readonly file: string;
  readonly plan: string;
  readonly environment: JournalSent['environment'];
  readonly writes: readonly JournalEntry[];
}

export type JournalLine = JournalSent | JournalEnded;

/** Writes lines durably. `record` resolves once the line survives a power cut. If it rejects, no write may be sent. */
export interface Journal {
  record(line: JournalLine): Promise<void>;
}
