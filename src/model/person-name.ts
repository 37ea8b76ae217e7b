// A person as the files name them.
import { compareText } from './text/compare-text.js';

/** By address or by Kinde's id, never by both. */
export type PersonName =
  | {
      /** Normalized with `normalizeEmail`. */
      readonly email: string;
      readonly id: null;
    }
  | {
      readonly email: null;
      /** Kinde's user id (`kp_…`). */
      readonly id: string;
    };

/** Returns the address or the id. */
export function nameOf(person: PersonName): string {
  return person.id === null ? person.email : person.id;
}

/** Sorts by address, then the people given by id. */
export function compareNames(one: PersonName, other: PersonName): number {
  return compareText(one.email ?? `\uffff${one.id}`, other.email ?? `\uffff${other.id}`);
}
