// The record of an apply: who was given and who lost access, when, by which plan. One JSON line for each write before it
// is sent, with the changes that it carries out, and one with its outcome. Holds no secrets.
import type { Change } from './change.js';

/** What a successful answer tells of a write. */
export interface JournalAnswer {
  /** The user ids that Kinde says it handled. */
  readonly handled?: readonly string[];
  /** The code or id of what was created. */
  readonly created?: string;
}

/** What both lines of a write say. */
interface JournalHead {
  /** ISO 8601, UTC. */
  readonly time: string;
  /** Random, one for each run: two runs may write to one journal at once. */
  readonly run: string;
  /** The fingerprint of the plan. */
  readonly plan: string;
  /** Counts the writes of one run from 1; joins the two lines of a write. */
  readonly write: number;
  /** Kinde's operation id, for example `addOrganizationUsers`. */
  readonly operation: string;
}

export interface JournalSent extends JournalHead {
  readonly event: 'sent';
  readonly environment: { readonly domain: string; readonly code: string };
  /** What the write carries out, each change with its state before and after, as the plan has it. */
  readonly changes: readonly Change[];
  /** There and true only for a write that puts right what Kinde did beside the plan: undo passes it over. */
  readonly isRepair?: true;
}

export interface JournalEnded extends JournalHead, JournalAnswer {
  readonly event: 'ended';
  /** `unclear`: the write may or may not have taken effect. */
  readonly result: 'done' | 'refused' | 'unclear' | 'not-sent';
  /** Our error code, and Kinde's where it gave one. */
  readonly error?: string;
  readonly kindeCode?: string;
}

/** One write of a run: its two lines joined. `ended` is null where the run was killed before it knew. */
export interface JournalEntry {
  readonly sent: JournalSent;
  readonly ended: JournalEnded | null;
  /** The number of the line `sent`, from 1. */
  readonly line: number;
}

/** What the journal says of one plan that was carried out, in one run or in several that follow each other. */
export interface JournalRun {
  /** The journal's file, as the user gave it. */
  readonly file: string;
  readonly plan: string;
  readonly environment: JournalSent['environment'];
  readonly writes: readonly JournalEntry[];
}

export type JournalLine = JournalSent | JournalEnded;

/** Keeps lines. `record` resolves when the line would survive a power cut; if it rejects, nothing may be sent. */
export interface Journal {
  record(line: JournalLine): Promise<void>;
}
