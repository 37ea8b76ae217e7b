// Asks Kinde once more for what a list did not show: the own member list of an organization, and people by id or address.
import type { Doubted } from '../kinds/membership/find-doubted.js';
import type { Listing, ReadClient } from '../model/client.js';
import type { LiveMember, LiveState, MemberSources } from '../model/live.js';
import type { ReadNeeds } from '../model/read-needs.js';
import { splitFilter } from '../model/split-filter.js';
import { identifyLeaving } from './identify-leaving.js';
import type { OnReading } from './read-memberships.js';
import { toRead, toReads } from './to-reads.js';

/** The client, and the needs of the plan. */
export interface AskAgainOptions {
  readonly needs: ReadNeeds;
  readonly client: ReadClient;
  readonly onReading: OnReading;
}

const reason = 'a change rests on a role, a suspension or a person that the other lists may not show';

/**
 * Returns the live state with the answers. It takes one request for each 500 members of an organization and one for each 100
 * people. Scopes: `read:organization_users` and `read:users`. Throws the errors of the client.
 */
export async function askAgain(
  { codes, ids, emails }: Doubted,
  live: LiveState,
  { needs, client, onReading }: AskAgainOptions,
): Promise<LiveState> {
  onReading({ requests: codes.length + splitFilter(ids).length + splitFilter(emails).length, reason });
  const [lists, byId, byEmail] = await Promise.all([
    Promise.all(codes.map(async (code) => [code, await client.listMembers(code)] as const)),
    ids.length === 0 ? null : client.listUsers({ by: 'id', ids }),
    emails.length === 0 ? null : client.listUsers({ by: 'email', emails }),
  ]);
  const found = [...(byId?.rows ?? []), ...(byEmail?.rows ?? [])];
  const known = new Map([...live.people, ...found.map((one) => [one.userId, one] as const)]);
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
    people: new Map([...known, ...leaving.people.map((one) => [one.userId, one] as const)]),
    isMadeOfPeople: live.isMadeOfPeople && codes.length === 0,
    doubts: { ...doubts, members: new Set([...doubts.members, ...unread]) },
    ...(sources === undefined ? {} : { sources: noteAsked(sources, lists, [...codes, ...ids, ...emails]) }),
    reads: [
      ...live.reads,
      ...toReads(
        'members',
        lists.map(([, list]) => list),
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

function noteAsked(
  { ownLists, asked, ...sources }: MemberSources,
  lists: readonly (readonly [string, Listing<LiveMember>])[],
  now: readonly string[],
): MemberSources {
  return {
    ...sources,
    ownLists: new Map([...ownLists, ...lists.map(([code, { pages }]) => [code, pages] as const)]),
    asked: new Set([...asked, ...now]),
  };
}
