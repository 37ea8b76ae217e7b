// One list of people and one of memberships out of lists that were read one after the other. Where they disagree,
// since somebody moved meanwhile, an access that either shows is reported, and a warning says so.
import type { AccessMember, AccessPerson } from '../model/access.js';
import { countNoun } from '../model/count-noun.js';
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

/** Returns people and memberships that fit together; `isWhole` says whether every organization was read. */
export function uniteFacts(facts: ListedFacts, { isWhole }: { readonly isWhole: boolean }): UnitedFacts {
  const people = new Map(facts.people.map((person) => [person.userId, person]));
  const members = new Map([...facts.members].map(([code, list]) => [code, [...list]]));
  const strangers = addStrangers(people, members);
  const known = new Set(facts.organizations.map(({ code }) => code));
  const missing = findMissing(facts, isWhole);
  for (const { code, person } of missing) members.set(code, [...(members.get(code) ?? []), toMember(person)]);
  const unlisted = [...new Set(missing.map(({ code }) => code))].filter((code) => !known.has(code));
  return {
    organizations: [...facts.organizations, ...unlisted.map(toOrganization)],
    people,
    members,
    warnings: warn(strangers + missing.length),
  };
}

/** People whom only a member list shows; returns how many. */
function addStrangers(
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

/** Memberships that only the list of people shows. */
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

function warn(count: number): readonly Notice[] {
  if (count === 0) return [];
  const what = countNoun(count, 'person or membership is', 'people or memberships are');
  const message = `${what} in only one of Kinde's two lists, because of a change while they were read. The report shows the known facts; run again for a report without this warning.`;
  return [{ code: 'lists-disagree', message }];
}
