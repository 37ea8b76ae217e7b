// Reads the members of the managed organizations and the people behind the files' addresses. It chooses the cheapest lists,
// reads each to its end, and looks up only people whom no list shows.
import { areFewLists } from '../kinds/membership/member-lists.js';
import { indexPeople } from '../kinds/person/people-index.js';
import type { FirstPage, ReadClient } from '../model/client.js';
import type { LiveOverview, LiveMember, LivePerson, LiveState } from '../model/live.js';
import { nameOf } from '../model/person-name.js';
import type { ReadNeeds } from '../model/read-needs.js';
import { addValues, environmentCode } from '../model/values.js';
import { chooseReading, readMemberLists, takeSample, watchEveryone } from './choose-member-lists.js';
import type { ManagedOrganization, Reading, ReadingFacts } from './choose-member-lists.js';
import { listMemberships } from './list-memberships.js';
import type { ListedMemberships } from './list-memberships.js';
import type { OpenReading } from './open-reading.js';
import { countHolders } from './read-entities.js';
import { readInvitations } from './read-invitations.js';
import { readValues } from './read-values.js';
import { lookUpIds, nobody, lookUpPeople } from './look-up-people.js';
import { addShownAddresses, unitePeople } from './unite-people.js';
import type { FoundPeople, LookUpInput } from './look-up-people.js';

/** Takes the chosen reading once, before it starts, for progress and for the explanation of the choice. */
export type OnReading = (reading: Pick<Reading, 'reason' | 'requests'>) => void;

/** The client, the progress callback and the prefetched requests. */
export interface MembershipReader {
  readonly client: ReadClient;
  readonly onReading: OnReading;
  /** The prefetched first page of everyone, if any. */
  readonly reading?: Pick<OpenReading, 'people'>;
}

/** Returns the whole live state. Throws the errors of the client, also if a list is incomplete. */
export async function readMemberships(
  needs: ReadNeeds,
  overview: LiveOverview,
  { client, onReading, reading: open = { people: null } }: MembershipReader,
): Promise<LiveState> {
  const managed = [...needs.members].map(([code, need]) => ({ code, ...need }));
  const firstPage = areFewLists(managed) ? null : await (open.people ?? client.readFirstUsers());
  const facts = firstPage === null ? null : gatherFacts(firstPage, managed, needs, overview);
  const reading = facts === null ? readMemberLists(managed) : chooseReading(facts);
  const valueLists = countValueLists(needs) + needs.invitations.size;
  if (managed.length > 0 || valueLists > 0)
    onReading({ ...reading, requests: reading.requests + valueLists });
  const { roles } = overview;
  const limit = facts === null ? {} : { isWorthwhile: watchEveryone(facts) };
  const [lists, { values, reads }, counted, invited] = await Promise.all([
    listMemberships({ reading, firstPage, roles, codes: [...needs.members.keys()], ...limit }, client),
    readValues(needs, 'organization', client),
    countHolders(needs.roleHolders, roles, client),
    readInvitations([...needs.invitations], client),
  ]);
  const resolved = lists.isEveryone
    ? nobody
    : await resolveNeeded(needs, lists, firstPage ?? open.people, client);
  const people = unitePeople(lists.people, resolved.people);
  const leaving = lists.isMadeOfPeople
    ? nobody
    : await identifyLeaving({ people, members: lists.members, needs }, client);
  const identified = unitePeople(people, leaving.people);
  const everyKnown = lists.isMadeOfPeople
    ? identified
    : addShownAddresses(identified, lists.members.values());
  const holders = await readHolders(everyKnown, needs, client);
  return {
    ...overview,
    members: holders.members.size === 0 ? lists.members : new Map([...lists.members, ...holders.members]),
    isMadeOfPeople: lists.isMadeOfPeople && holders.members.size === 0,
    doubts: {
      members: new Set([...lists.partlyRead, ...holders.partlyRead]),
      absent: new Set(resolved.unproven),
    },
    people: everyKnown,
    values: addValues(overview.values, values),
    ...(counted.holders.size === 0 ? {} : { roleHolders: counted.holders }),
    ...(invited.invitations === undefined ? {} : { invitations: invited.invitations }),
    reads: [
      ...overview.reads,
      ...lists.reads,
      ...resolved.reads,
      ...leaving.reads,
      ...holders.reads,
      ...reads,
      ...counted.reads,
      ...invited.reads,
    ],
  };
}

type Holders = Pick<ListedMemberships, 'members' | 'partlyRead' | 'reads'>;

const noHolders: Holders = { members: new Map(), partlyRead: new Set(), reads: [] };

/** Reads the members of the organizations whose holders of roles a leaver may be the last of. */
async function readHolders(
  people: ReadonlyMap<string, LivePerson>,
  { holders, leavers }: ReadNeeds,
  client: ReadClient,
): Promise<Holders> {
  if (holders.size === 0) return noHolders;
  const names = new Set(leavers.map(nameOf));
  const left = [...people.values()].filter((one) =>
    [...one.emails, one.userId].some((name) => names.has(name)),
  );
  const codes = left.flatMap(({ organizations }) => organizations ?? []).filter((code) => holders.has(code));
  const lists = { memberLists: [...new Set(codes)].sort(), everyone: false, roleLists: false };
  if (codes.length === 0) return noHolders;
  const reading = { ...lists, reason: 'a leaver may be the last holder of a role' };
  return listMemberships({ reading, codes: lists.memberLists, roles: [], firstPage: null }, client);
}

/** One request for each organization and collection. */
function countValueLists({ values }: ReadNeeds): number {
  const codes = [...values.values()].flatMap((one) => [...one]);
  return codes.filter((code) => code !== environmentCode).length;
}

function gatherFacts(
  firstPage: FirstPage<LivePerson>,
  organizations: readonly ManagedOrganization[],
  { emails, ids }: ReadNeeds,
  { roles }: LiveOverview,
): ReadingFacts {
  return {
    organizations,
    listedPeople: emails.size + ids.size,
    roleCount: roles.length,
    sample: takeSample(firstPage, organizations),
  };
}

async function resolveNeeded(
  { emails, ids, leavers }: ReadNeeds,
  { members, people, isCrowd }: ListedMemberships,
  firstPage: LookUpInput['firstPage'],
  client: ReadClient,
): Promise<FoundPeople> {
  const inFull = new Set(leavers.flatMap(({ email }) => email ?? []));
  const leaving = leavers.flatMap(({ id }) => id ?? []);
  const needed = {
    emails: [...(inFull.size === 0 ? emails : new Set([...emails, ...inFull]))].sort(),
    inFull,
    ids: [...(leaving.length === 0 ? ids : new Set([...ids, ...leaving]))].sort(),
  };
  const everyone = isCrowd ? 'never' : 'where-cheap';
  return lookUpPeople({ members, people: people.values(), ...needed, firstPage, everyone }, client);
}

interface LeavingInput {
  /** The people who are known with all identities, by user id. */
  readonly people: ReadonlyMap<string, LivePerson>;
  readonly members: ReadonlyMap<string, readonly LiveMember[]>;
  readonly needs: ReadNeeds;
}

/**
 * Looks up each member whom the plan may remove and whom no list shows with all addresses. A hidden address may protect
 * them, and the plan says whether they lose all access.
 */
async function identifyLeaving(
  { people, members, needs }: LeavingInput,
  client: ReadClient,
): Promise<FoundPeople> {
  const unidentified = [...needs.members].flatMap(([code, need]) => {
    const { exactLists } = need;
    const ended = [...need.ended, ...needs.leavers];
    // A member without an address stays, unless an ended listing names them by id.
    const isUnidentified = ({ userId, email }: LiveMember): boolean =>
      (email !== null || ended.length > 0) && !people.has(userId);
    const mayLeave = exactLists.length + ended.length > 0;
    const open = mayLeave ? (members.get(code) ?? []).filter(isUnidentified) : [];
    return open.length === 0 ? [] : [{ open, exactLists, ended }];
  });
  // The index may cover a million people, so it is built only if a member needs it.
  if (unidentified.length === 0) return nobody;
  const { findIds } = indexPeople(people.values(), members.values());
  const leaving = new Set<string>();
  for (const { open, exactLists, ended } of unidentified) {
    for (const list of exactLists) {
      const staying = new Set(list.flatMap((one) => findIds(one)));
      for (const { userId, email } of open) if (email !== null && !staying.has(userId)) leaving.add(userId);
    }
    const gone = new Set(ended.flatMap((one) => findIds(one)));
    for (const { userId } of open) if (gone.has(userId)) leaving.add(userId);
  }
  return leaving.size === 0 ? nobody : lookUpIds([...leaving].sort(), client);
}
