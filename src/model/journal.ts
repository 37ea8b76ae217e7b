// The record of an apply: who was given and who lost access, when, by which plan. One JSON line for each write
// before it is sent and one with its outcome. Holds no secrets.

/** A person as far as a write names them. */
export interface JournalPerson {
  readonly email: string | null;
  /** Null for a person who is being created. */
  readonly userId: string | null;
  /** The roles that were sent, where any were. */
  readonly roles?: readonly string[];
  /** The roles held before the write, sorted; absent for somebody who was no member, or where they are not known. */
  readonly rolesBefore?: readonly string[];
}

/** What a write was about to do. */
export interface JournalWrite {
  /** Kinde's operation id, for example `addOrganizationUsers`. */
  readonly operation: string;
  readonly organization?: { readonly code: string | null; readonly name: string | null };
  readonly people?: readonly JournalPerson[];
  /** Fields of an organization or settings of the environment, as sent. */
  readonly fields?: Readonly<Record<string, string | boolean>>;
  /** The values of `fields` before the write; null where there was none. */
  readonly before?: Readonly<Record<string, string | boolean | null>>;
}

export interface JournalSent extends JournalWrite {
  readonly event: 'sent';
  /** ISO 8601, UTC. */
  readonly time: string;
  /** The fingerprint of the plan. */
  readonly plan: string;
  readonly environment: { readonly domain: string; readonly code: string };
  /** Counts the writes of one run from 1; joins the two lines of a write. */
  readonly write: number;
}

export interface JournalEnded {
  readonly event: 'ended';
  readonly time: string;
  readonly plan: string;
  readonly write: number;
  readonly operation: string;
  /** `unclear`: the write may or may not have taken effect. */
  readonly result: 'done' | 'refused' | 'unclear' | 'not-sent';
  /** The user ids that Kinde says it handled, for bulk writes and new people. */
  readonly handled?: readonly string[];
  /** The code of an organization that was created. */
  readonly created?: string;
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

/** What the journal says of one plan that was carried out, in one go or in several that follow each other. */
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
