// Who belongs to the managed organizations, and who the files' addresses mean: chooses the cheapest lists, reads
// each to its end, and looks up only what no list has shown.
import { areFewLists } from '../kinds/membership/member-lists.js';
import { indexPeople } from '../kinds/person/people-index.js';
import type { Peek, ReadClient } from '../model/client.js';
import type { Foundations, LiveMember, LivePerson, LiveState } from '../model/live.js';
import type { Named, ReadNeeds } from '../model/read-needs.js';
import { addValues, environmentCode } from '../model/values.js';
import { chooseReading, readMemberLists, takeSample, watchEveryone } from './choose-reading.js';
import type { ManagedOrganization, Reading, ReadingFacts } from './choose-reading.js';
import { listMemberships } from './list-memberships.js';
import type { ListedMemberships } from './list-memberships.js';
import type { OpenReading } from './open-reading.js';
import { readValues } from './read-values.js';
import { lookUpIds, nobody, resolvePeople } from './resolve-people.js';
import type { ResolvedPeople, ResolveInput } from './resolve-people.js';

/** Told once what was chosen, before it is read; for progress and for whoever asks why. */
export type OnReading = (reading: Pick<Reading, 'reason' | 'requests'>) => void;

export interface MembershipReader {
  readonly client: ReadClient;
  readonly onReading: OnReading;
  /** The first page of everyone, where it is under way. */
  readonly reading?: Pick<OpenReading, 'people'>;
}

/** Returns the whole live state. Throws what the client throws; a list that breaks off is never taken as short. */
export async function readMemberships(
  needs: ReadNeeds,
  foundations: Foundations,
  { client, onReading, reading: open = { people: null } }: MembershipReader,
): Promise<LiveState> {
  const managed = [...needs.members].map(([code, need]) => ({ code, ...need }));
  const peek = areFewLists(managed) ? null : await (open.people ?? client.peekUsers());
  const facts = peek === null ? null : gatherFacts(peek, managed, needs, foundations);
  const reading = facts === null ? readMemberLists(managed) : chooseReading(facts);
  const valueLists = countValueLists(needs);
  if (managed.length > 0 || valueLists > 0)
    onReading({ ...reading, requests: reading.requests + valueLists });
  const { roles } = foundations;
  const limit = facts === null ? {} : { isWorthwhile: watchEveryone(facts) };
  const [lists, { values, reads }] = await Promise.all([
    listMemberships({ reading, peek, roles, codes: [...needs.members.keys()], ...limit }, client),
    readValues(needs, 'organization', client),
  ]);
  const resolved = lists.isEveryone ? nobody : await resolveNeeded(needs, lists, peek ?? open.people, client);
  const people = addPeople(lists.people, resolved);
  const leaving = lists.isMadeOfPeople
    ? nobody
    : await identifyLeaving({ people, members: lists.members, needs }, client);
  return {
    ...foundations,
    members: lists.members,
    isMadeOfPeople: lists.isMadeOfPeople,
    doubts: { members: lists.partlyRead, absent: new Set(resolved.unproven) },
    people: addPeople(people, leaving),
    values: addValues(foundations.values, values),
    reads: [...foundations.reads, ...lists.reads, ...resolved.reads, ...leaving.reads, ...reads],
  };
}

/** One request for each organization and collection. */
function countValueLists({ values }: ReadNeeds): number {
  const codes = [...values.values()].flatMap((one) => [...one]);
  return codes.filter((code) => code !== environmentCode).length;
}

function addPeople(
  known: ReadonlyMap<string, LivePerson>,
  { people }: ResolvedPeople,
): ReadonlyMap<string, LivePerson> {
  return people.length === 0
    ? known
    : new Map([...known, ...people.map((one) => [one.userId, one] as const)]);
}

function gatherFacts(
  peek: Peek<LivePerson>,
  organizations: readonly ManagedOrganization[],
  { emails, ids }: ReadNeeds,
  { roles }: Foundations,
): ReadingFacts {
  return {
    organizations,
    listedPeople: emails.size + ids.size,
    roleCount: roles.length,
    sample: takeSample(peek, organizations),
  };
}

async function resolveNeeded(
  { emails, ids }: ReadNeeds,
  { members, people, isCrowd }: ListedMemberships,
  peek: ResolveInput['peek'],
  client: ReadClient,
): Promise<ResolvedPeople> {
  const needed = { emails: [...emails].sort(), ids: [...ids].sort() };
  const everyone = isCrowd ? 'never' : 'where-cheap';
  return resolvePeople({ members, people: people.values(), ...needed, peek, everyone }, client);
}

interface LeavingInput {
  /** Everyone who is known with all identities, by user id. */
  readonly people: ReadonlyMap<string, LivePerson>;
  readonly members: ReadonlyMap<string, readonly LiveMember[]>;
  readonly needs: ReadNeeds;
}

/**
 * Whoever is about to be removed is looked up, where no list has shown them whole: they may be protected by an
 * address that the member list does not show, and a plan says whether they lose all access.
 */
async function identifyLeaving(
  { people, members, needs }: LeavingInput,
  client: ReadClient,
): Promise<ResolvedPeople> {
  const isUnidentified = ({ userId, email }: LiveMember): boolean => email !== null && !people.has(userId);
  const unidentified = [...needs.members].flatMap(([code, { exactLists }]) => {
    const open = exactLists.length === 0 ? [] : (members.get(code) ?? []).filter(isUnidentified);
    return open.length === 0 ? [] : [{ open, exactLists }];
  });
  // An index over a million people is not made for nothing.
  if (unidentified.length === 0) return nobody;
  const { findByEmail } = indexPeople(people.values(), members.values());
  const leaving = new Set<string>();
  for (const { open, exactLists } of unidentified) {
    for (const list of exactLists) {
      const staying = new Set(list.flatMap((one) => idsOf(one, findByEmail)));
      for (const { userId } of open) if (!staying.has(userId)) leaving.add(userId);
    }
  }
  return leaving.size === 0 ? nobody : lookUpIds([...leaving].sort(), client);
}

function idsOf({ email, id }: Named, find: (email: string) => readonly string[]): readonly string[] {
  return id === null ? find(email ?? '') : [id];
}
