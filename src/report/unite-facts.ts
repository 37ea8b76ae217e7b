// Unites the list of people with the lists of members, which were read one after the other. If they disagree because a person
// joined or left meanwhile, the report shows every access of either list and a notice.
import type { AccessMember, AccessPerson } from '../model/access.js';
import { countNoun } from '../model/text/count-noun.js';
import { normalizeEmail } from '../model/email.js';
import type { LiveOrganization } from '../model/live.js';
import type { Notice } from '../model/notice.js';

export interface UnitedFacts {
  readonly organizations: readonly LiveOrganization[];
  /** By user id. */
  readonly people: ReadonlyMap<string, AccessPerson>;
  readonly members: ReadonlyMap<string, readonly AccessMember[]>;
  readonly warnings: readonly Notice[];
}

interface ListedFacts {
  readonly organizations: readonly LiveOrganization[];
  readonly people: readonly AccessPerson[];
  readonly members: ReadonlyMap<string, readonly AccessMember[]>;
}

/** Returns consistent people and memberships. `isWhole` is true if every organization was read. */
export function uniteFacts(facts: ListedFacts, { isWhole }: { readonly isWhole: boolean }): UnitedFacts {
  const people = new Map(facts.people.map((person) => [person.userId, person]));
  const members = new Map([...facts.members].map(([code, list]) => [code, [...list]]));
  const added = addUnlisted(people, members);
  const known = new Set(facts.organizations.map(({ code }) => code));
  const missing = findMissing(facts, isWhole);
  for (const { code, person } of missing) members.set(code, [...(members.get(code) ?? []), toMember(person)]);
  const gone = [...new Set(missing.map(({ code }) => code))].filter((code) => !known.has(code));
  return {
    organizations: [...facts.organizations, ...gone.map(toOrganization)],
    people,
    members,
    warnings: notifyDisagreement(added + missing.length),
  };
}

/** Adds the people whom only a member list shows, and returns their number. */
function addUnlisted(
  people: Map<string, AccessPerson>,
  members: ReadonlyMap<string, readonly AccessMember[]>,
): number {
  const before = people.size;
  for (const list of members.values()) {
    for (const member of list) if (!people.has(member.userId)) people.set(member.userId, toPerson(member));
  }
  return people.size - before;
}

interface Missing {
  readonly code: string;
  readonly person: AccessPerson;
}

/** Returns the memberships that only the list of people shows. */
function findMissing({ people, members }: ListedFacts, isWhole: boolean): readonly Missing[] {
  const ids = new Map([...members].map(([code, list]) => [code, new Set(list.map(({ userId }) => userId))]));
  return people.flatMap((person) =>
    (person.organizations ?? [])
      .filter((code) => (isWhole || ids.has(code)) && ids.get(code)?.has(person.userId) !== true)
      .map((code) => ({ code, person })),
  );
}

function toMember({ userId, email, fullName, isSuspended }: AccessPerson): AccessMember {
  return { userId, email, fullName, isSuspended, roles: null, joinedOn: null, lastAccessedOn: null };
}

function toPerson({ userId, email, fullName, isSuspended }: AccessMember): AccessPerson {
  const emails = email === null ? [] : [normalizeEmail(email)];
  const unknown = { createdOn: null, lastSignedIn: null, signIns: null, lastSignIns: new Map() };
  return { userId, email, emails, fullName, isSuspended, roles: null, organizations: null, ...unknown };
}

function toOrganization(code: string): LiveOrganization {
  const unknown = { handle: null, externalId: null, allowRegistrations: null };
  return { code, name: '', isDefault: false, ...unknown };
}

function notifyDisagreement(count: number): readonly Notice[] {
  if (count === 0) return [];
  const what = countNoun(count, 'person or membership is', 'people or memberships are');
  const message = `${what} in only one of Kinde's two lists, because of a change while they were read. The report shows the known facts; run again for a report without this warning.`;
  return [{ code: 'lists-disagree', message }];
}
