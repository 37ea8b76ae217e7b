// The options of both pulls, and the lists that both need from Kinde.
import type { LoadOptions } from '../load/load-documents.js';
import { everyMember, nothing } from '../model/read-needs.js';
import type { ReadNeeds } from '../model/read-needs.js';
import type { SelectorChoice } from '../model/selector-choice.js';
import type { OnReading } from '../read/read-memberships.js';

/** The options of a pull. */
export interface PullOptions extends Pick<LoadOptions, 'cwd' | 'env'> {
  /** The values of `--organization`; empty for all organizations of the files or of Kinde. */
  readonly selectors: readonly string[];
  readonly onReading: OnReading;
  /** How new entries name organizations. Null: as the existing entries do, else by code. */
  readonly by: SelectorChoice | null;
}

/** The need for the roles of the environment. */
export const everyRole: ReadNeeds = { ...nothing, roles: true };

/** Returns the need for all members of these organizations, with their roles. */
export function membersOf(codes: ReadonlySet<string>): ReadNeeds {
  return { ...nothing, members: new Map([...codes].map((code) => [code, everyMember])) };
}
