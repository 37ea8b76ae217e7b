// Who belongs to the managed organizations, and who the files' addresses mean: chooses the cheapest lists, reads
// each to its end, and looks up only what no list has shown.
import { matchOrganizations } from '../kinds/match-organizations.js';
import { indexPeople } from '../kinds/people-index.js';
import type { OnRows, ReadClient } from '../model/client.js';
import type { DesiredMember, DesiredOrganization, DesiredState } from '../model/desired.js';
import type { Foundations, LiveMember, LivePerson, LiveState } from '../model/live.js';
import { areFewLists } from '../kinds/member-lists.js';
import type { Reading } from './choose-reading.js';
import { countPeople, decideReading, listManaged } from './decide-reading.js';
import { listMemberships } from './list-memberships.js';
import { lookUpIds, nobody, resolvePeople } from './resolve-people.js';
import type { ResolvedPeople } from './resolve-people.js';

/** Told once what was chosen, before it is read; for progress and for whoever asks why. */
export type OnReading = (reading: Pick<Reading, 'reason' | 'requests'>) => void;

export interface MembershipReader {
  readonly client: ReadClient;
  readonly onReading: OnReading;
  /**
   * Called if memberships are made of the list of everyone alone and no roles matter: returns who is to be told of
   * everyone's rows as they arrive.
   */
  readonly onEveryone?: () => Promise<OnRows<LivePerson>>;
}

/** Returns the whole live state. Throws what the client throws; a list that breaks off is never taken as short. */
export async function readMemberships(
  desired: DesiredState,
  foundations: Foundations,
  { client, onReading, onEveryone = ignoreRows }: MembershipReader,
): Promise<LiveState> {
  const wanted = matchOrganizations(desired.organizations, foundations.organizations).matches.flatMap(
    ({ desired: entry, live }) => (entry.members === undefined ? [] : [{ entry, code: live?.code ?? null }]),
  );
  const managed = listManaged(desired, foundations.organizations);
  const listed = wanted.map(({ entry }) => entry.members ?? []);
  const peek = areFewLists(managed) ? null : await client.peekUsers();
  const reading = decideReading({
    managed,
    listedPeople: countPeople(listed),
    peek,
    roleCount: foundations.roles.length,
  });
  if (managed.length > 0) onReading(reading);
  const lists = await listMemberships(
    { reading, peek, roles: foundations.roles, codes: managed.map(({ code }) => code), onEveryone },
    client,
  );
  // Nobody is looked up where everyone is known.
  const resolved = lists.isEveryone
    ? nobody
    : await resolvePeople(
        { members: lists.members, people: lists.people.values(), ...gatherIdentifiers(listed), peek },
        client,
      );
  const people = addPeople(lists.people, resolved);
  const leaving = lists.isMadeOfPeople
    ? nobody
    : await identifyLeaving({ people, members: lists.members, wanted }, client);
  return {
    ...foundations,
    members: lists.members,
    isMadeOfPeople: lists.isMadeOfPeople,
    people: addPeople(people, leaving),
    reads: [...foundations.reads, ...lists.reads, ...resolved.reads, ...leaving.reads],
  };
}

function ignoreRows(): Promise<OnRows<LivePerson>> {
  return Promise.resolve(() => undefined);
}

function addPeople(
  known: ReadonlyMap<string, LivePerson>,
  { people }: ResolvedPeople,
): ReadonlyMap<string, LivePerson> {
  return people.length === 0
    ? known
    : new Map([...known, ...people.map((one) => [one.userId, one] as const)]);
}

function gatherIdentifiers(listed: readonly (readonly DesiredMember[])[]): {
  readonly emails: readonly string[];
  readonly ids: readonly string[];
} {
  const emails = new Set<string>();
  const ids = new Set<string>();
  for (const { email, id } of listed.flat()) {
    if (email !== null) emails.add(email);
    if (id !== null) ids.add(id);
  }
  return { emails: [...emails].sort(), ids: [...ids].sort() };
}

interface LeavingInput {
  /** Everyone who is known with all identities, by user id. */
  readonly people: ReadonlyMap<string, LivePerson>;
  readonly members: ReadonlyMap<string, readonly LiveMember[]>;
  readonly wanted: readonly { readonly entry: DesiredOrganization; readonly code: string | null }[];
}

/**
 * Whoever is about to be removed is looked up, where no list has shown them whole: they may be protected by an
 * address that the member list does not show, and a plan says whether they lose all access.
 */
async function identifyLeaving(
  { people, members, wanted }: LeavingInput,
  client: ReadClient,
): Promise<ResolvedPeople> {
  const isUnidentified = ({ userId, email }: LiveMember): boolean => email !== null && !people.has(userId);
  const exact = wanted.flatMap(({ entry, code }) =>
    code !== null && entry.membership === 'exact' && members.get(code)?.some(isUnidentified) === true
      ? [{ entry, code }]
      : [],
  );
  // An index over a million people is not made for nothing.
  if (exact.length === 0) return nobody;
  const index = indexPeople(people.values(), members.values());
  const unidentified = new Set<string>();
  for (const { entry, code } of exact) {
    const staying = new Set((entry.members ?? []).flatMap((one) => idsOf(one, index.findByEmail)));
    for (const member of members.get(code) ?? []) {
      if (!staying.has(member.userId) && isUnidentified(member)) unidentified.add(member.userId);
    }
  }
  return unidentified.size === 0 ? nobody : lookUpIds([...unidentified].sort(), client);
}

function idsOf({ email, id }: DesiredMember, find: (email: string) => readonly string[]): readonly string[] {
  return id === null ? find(email ?? '') : [id];
}
