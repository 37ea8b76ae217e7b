// Reads the members of the managed organizations and the people behind the files' addresses. It chooses the cheapest lists,
// reads each to its end, and looks up only people whom no list shows.
import { areFewLists } from '../kinds/membership/member-lists.js';
import type { FirstPage, ReadClient } from '../model/client.js';
import type { LiveOverview, LivePerson, LiveState, MemberSources } from '../model/live.js';
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
import { identifyLeaving } from './identify-leaving.js';
import { nobody, lookUpPeople } from './look-up-people.js';
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
  const onlyLists = explainOnlyLists(managed, needs);
  const firstPage = onlyLists === null ? await (open.people ?? client.readFirstUsers()) : null;
  const facts = firstPage === null ? null : gatherFacts(firstPage, managed, needs, overview);
  const reading = facts === null ? readMemberLists(managed, onlyLists ?? '') : chooseReading(facts);
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
    sources: { ...lists.sources, ownLists: new Map([...lists.sources.ownLists, ...holders.ownLists]) },
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

/** Returns the reason for reading the member list of each organization, if there is no choice; else null. */
function explainOnlyLists(
  managed: readonly ManagedOrganization[],
  { suspensions }: ReadNeeds,
): string | null {
  if (areFewLists(managed)) return 'no more than two member lists to read';
  return suspensions.size === 0 ? null : 'safety.refuseOn needs the suspended members of each organization';
}

interface Holders extends Pick<ListedMemberships, 'members' | 'partlyRead' | 'reads'> {
  readonly ownLists: MemberSources['ownLists'];
}

const noHolders: Holders = { members: new Map(), partlyRead: new Set(), reads: [], ownLists: new Map() };

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
  const input = { reading, codes: lists.memberLists, roles: [], firstPage: null };
  const { sources, ...found } = await listMemberships(input, client);
  return { ...found, ownLists: sources.ownLists };
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
