// A person as the files name them.

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
