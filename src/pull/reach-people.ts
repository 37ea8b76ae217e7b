// The people whom a reference to a group reaches, also through the groups in it, as entries that could replace the reference.
import { earlierEnd } from '../model/listing-end.js';
import { joinReasons } from '../model/join-reasons.js';
import { groupOf, rolesOf, termsOf } from './member-entries.js';
import { isMapValue } from './yaml/yaml-value.js';

export interface ReachedPerson {
  /** The entry with the last day and the reasons of the whole way, and with the roles that the group states. */
  readonly entry: unknown;
  /** The roles that the whole way states; null if it states none. */
  readonly roles: readonly string[] | null;
}

/** Returns the people of a reference. The groups have no cycle, since `validate` has accepted them. */
export function reachPeople(
  reference: unknown,
  groups: ReadonlyMap<string, readonly unknown[]>,
): readonly ReachedPerson[] {
  const people = listPeople(groups.get(groupOf(reference) ?? '') ?? [], groups);
  const passed = people.map((person) => passOn(person, reference));
  // Two ways through groups often give the same entry, and their number would double with each level.
  return [...new Map(passed.map((person) => [JSON.stringify(person), person])).values()];
}

/** Returns the people of a list: those whom its entries name, and those whom its groups reach. */
export function listPeople(
  list: readonly unknown[],
  groups: ReadonlyMap<string, readonly unknown[]>,
): readonly ReachedPerson[] {
  return list.flatMap((entry) =>
    groupOf(entry) === null ? [{ entry, roles: rolesOf(entry) }] : reachPeople(entry, groups),
  );
}

function passOn({ entry, roles }: ReachedPerson, reference: unknown): ReachedPerson {
  const [own, outer] = [termsOf(entry), termsOf(reference)];
  const united = uniteRoles(roles, rolesOf(reference));
  if (outer.until === undefined && outer.reason === undefined) return { entry, roles: united };
  const until = earlierEnd(own.until, outer.until);
  const reason = joinReasons(own.reason, outer.reason);
  const terms = {
    ...(until === undefined ? {} : { until }),
    ...(reason === undefined ? {} : { reason }),
  };
  return { entry: isMapValue(entry) ? { ...entry, ...terms } : { email: entry, ...terms }, roles: united };
}

/** Returns the union of two lists of roles; null if there is neither. */
export function uniteRoles(
  some: readonly string[] | null,
  more: readonly string[] | null,
): readonly string[] | null {
  return some === null || more === null ? (some ?? more) : [...new Set([...some, ...more])].sort();
}
