// Tells what the files say of the business, and whether this environment is the one that changes it.
import type { DesiredEntity } from '../../model/entities.js';
import type { DesiredState } from '../../model/desired.js';

/** Returns the desired entities of one section; empty if no file manages them. */
export function listWanted({ business }: DesiredState, section: string): readonly DesiredEntity[] {
  return business?.entities.get(section) ?? [];
}

/** Returns whether the environment of this code changes the business. */
export function isManagedFrom({ business }: DesiredState, environmentCode: string): boolean {
  return business?.managedFrom.value === environmentCode;
}
