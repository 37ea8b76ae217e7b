// Asks Kinde once more for what a list did not show: the own member list of an organization, and people by id or address.
import type { Doubted } from '../kinds/membership/find-doubted.js';
import type { Listing, ReadClient, RoleHolder } from '../model/client.js';
import type { LiveMember, LiveState, MemberSources } from '../model/live.js';
import type { ReadNeeds } from '../model/read-needs.js';
import { splitFilter } from '../model/split-filter.js';
import { identifyLeaving } from './identify-leaving.js';
import type { OnReading } from './read-memberships.js';
import { toRead, toReads } from './to-reads.js';
import { addShownAddresses, unitePeople } from './unite-people.js';

/** The client, and the needs of the plan. */
export interface AskAgainOptions {
  readonly needs: ReadNeeds;
  readonly client: ReadClient;
  readonly onReading: OnReading;
}

const reason = 'a change rests on a role, a suspension or a person that the other lists may not show';

/**
 * Returns the live state with the answers. It takes one request for each 500 members of an organization and one for each 500
 * holders of a role, and one for each 100 people. Scopes: `read:organization_users`, `read:organization_user_roles` and
 * `read:users`. Throws the errors of the client.
 */
export async function askAgain(
  { codes, roles, ids, emails }: Doubted,
  live: LiveState,
  { needs, client, onReading }: AskAgainOptions,
): Promise<LiveState> {
  const holderPages = roles.reduce((sum, key) => sum + (live.sources?.holderPages.get(key) ?? 1), 0);
  const lookUps = splitFilter(ids).length + splitFilter(emails).length;
  onReading({ requests: codes.length + holderPages + lookUps, reason });
  const roleIds = live.roles.flatMap(({ key, id }) => (roles.includes(key) ? [[key, id] as const] : []));
  const [lists, holders, byId, byEmail] = await Promise.all([
    Promise.all(codes.map(async (code) => [code, await client.listMembers(code)] as const)),
    Promise.all(roleIds.map(async ([key, id]) => [key, await client.listRoleHolders(id)] as const)),
    ids.length === 0 ? null : client.listUsers({ by: 'id', ids }),
    emails.length === 0 ? null : client.listUsers({ by: 'email', emails }),
  ]);
  const found = [...(byId?.rows ?? []), ...(byEmail?.rows ?? [])];
  const known = unitePeople(live.people, found);
  const members = new Map([
    ...live.members,
    ...lists.map(([code, list]) => [code, uniteRows(live.members.get(code) ?? [], list)] as const),
  ]);
  const leaving = await identifyLeaving({ people: known, members, needs }, client);
  const { doubts, sources } = live;
  const unread = lists.flatMap(([code, list]) => (list.unread === undefined ? [] : [code]));
  return {
    ...live,
    members,
    people: addShownAddresses(unitePeople(known, leaving.people), members.values()),
    isMadeOfPeople: live.isMadeOfPeople && codes.length === 0,
    doubts: { ...doubts, members: new Set([...doubts.members, ...unread]) },
    ...(sources === undefined
      ? {}
      : {
          sources: noteAsked(sources, { lists, holders, members: live.members }, [
            ...codes,
            ...ids,
            ...emails,
          ]),
        }),
    reads: [
      ...live.reads,
      ...toReads(
        'members',
        lists.map(([, list]) => list),
        reason,
      ),
      ...toReads(
        'role holders',
        holders.map(([, list]) => list),
        reason,
      ),
      ...(byId === null ? [] : [toRead('people by id', byId, reason)]),
      ...(byEmail === null ? [] : [toRead('people by address', byEmail, reason)]),
      ...leaving.reads,
    ],
  };
}

/** Returns the new rows. A list of several pages may lack a row again, so the earlier rows that it lacks stay. */
export function uniteRows(
  before: readonly LiveMember[],
  { rows, pages }: Pick<Listing<LiveMember>, 'rows' | 'pages'>,
): readonly LiveMember[] {
  if (pages <= 1) return rows;
  const shown = new Set(rows.map(({ userId }) => userId));
  return [...rows, ...before.filter(({ userId }) => !shown.has(userId))];
}

interface Answers {
  readonly lists: readonly (readonly [code: string, Listing<LiveMember>])[];
  readonly holders: readonly (readonly [key: string, Listing<RoleHolder>])[];
  /** The members before the answers. */
  readonly members: LiveState['members'];
}

function noteAsked(
  { ownLists, asked, movedHolders, ...sources }: MemberSources,
  { lists, holders, members }: Answers,
  now: readonly string[],
): MemberSources {
  return {
    ...sources,
    ownLists: new Map([...ownLists, ...lists.map(([code, { pages }]) => [code, pages] as const)]),
    movedHolders: new Map([
      ...movedHolders,
      ...holders.map(([key, list]) => [key, findMoved(key, list, members)] as const),
    ]),
    asked: new Set([...asked, ...now]),
  };
}

/** Returns the organizations in which the list has other holders than the members show. */
function findMoved(
  key: string,
  { rows, unread }: Listing<RoleHolder>,
  members: LiveState['members'],
): ReadonlySet<string> {
  if (unread !== undefined) return new Set(members.keys());
  const listed = new Map<string, Set<string>>();
  for (const { userId, organizations } of rows)
    for (const code of organizations) listed.set(code, (listed.get(code) ?? new Set()).add(userId));
  const moved = new Set<string>();
  for (const [code, list] of members) {
    const now = listed.get(code) ?? new Set();
    const before = list.filter(({ roles }) => roles?.includes(key) === true);
    if (before.length !== now.size || !before.every(({ userId }) => now.has(userId))) moved.add(code);
  }
  return moved;
}
