// Looks up which organizations people are in: between writes, and after the removals.
import type { RemoveMember } from '../../model/change.js';
import type { ReadClient } from '../../model/client.js';
import type { ApplyRun } from '../kind.js';

/** One person, with the removals after which their sessions end. */
export interface Departure {
  readonly userId: string;
  readonly removals: readonly RemoveMember[];
}

/** The organizations of one person, by a reading after the removals. */
export interface Presence {
  /** The removals that the reading proves. */
  readonly gone: readonly RemoveMember[];
  /** The removals whose organization may still have the person. */
  readonly still: readonly RemoveMember[];
  /** Whether the person is in an organization that none of the removals names; null if Kinde does not show it. */
  readonly isElsewhere: boolean | null;
  /** Whether the look-up shows the person at all. */
  readonly isShown: boolean;
}

/** Returns whether the removal was applied, or its outcome is unclear and a reading decides. */
export function mayBeMade(removal: RemoveMember, run: ApplyRun): boolean {
  const outcome = run.outcomeOf(removal);
  return outcome?.result === 'applied' || outcome?.error.code === 'unclear-outcome';
}

/**
 * Looks the people up, one request (GET users) a hundred people. If the look-up does not prove a removal, the organization's own
 * list decides, since the look-up may lag behind. Throws the errors of the client.
 */
export async function readPresence(
  departures: readonly Departure[],
  run: ApplyRun,
): Promise<ReadonlyMap<string, Presence>> {
  const { rows } = await run.client.listUsers({ by: 'id', ids: departures.map(({ userId }) => userId) });
  const shown = new Map(rows.map(({ userId, organizations }) => [userId, organizations]));
  const isDoubtful = ({ userId, organization }: RemoveMember): boolean =>
    shown.get(userId)?.includes(organization.code ?? '') !== false;
  const removals = departures.flatMap((departure) => departure.removals);
  const lists = await readLists(
    removals.filter((removal) => mayBeMade(removal, run) && isDoubtful(removal)),
    run,
  );
  const isGone = (removal: RemoveMember): boolean =>
    !isDoubtful(removal) || lists.get(removal.organization.code ?? '')?.has(removal.userId) === false;
  return new Map(
    departures.map(({ userId, removals: own }) => {
      const codes = new Set(own.map(({ organization }) => organization.code));
      const isElsewhere = shown.get(userId)?.some((code) => !codes.has(code)) ?? null;
      const gone = own.filter(isGone);
      const still = own.filter((removal) => !gone.includes(removal));
      return [userId, { gone, still, isElsewhere, isShown: shown.has(userId) }];
    }),
  );
}

/** Returns the ids of the members by organization code. A list with a row that can't be read proves nothing. */
async function readLists(
  removals: readonly RemoveMember[],
  { client }: ApplyRun,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const codes = [...new Set(removals.flatMap(({ organization }) => organization.code ?? []))];
  const lists = await Promise.all(
    codes.map(async (code) => {
      const { rows, unread } = await client.listMembers(code);
      return unread === undefined ? [[code, new Set(rows.map(({ userId }) => userId))] as const] : [];
    }),
  );
  return new Map(lists.flat());
}

/** Returns the organization codes of these people by user id, with one request (GET users) a hundred people. */
export async function readOrganizationsOf(
  client: ReadClient,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await client.listUsers({ by: 'id', ids });
  return new Map(rows.map(({ userId, organizations }) => [userId, organizations ?? []]));
}

/**
 * Returns for each of these people whether they are in the organization; a person without an entry is in doubt. If the look-up
 * does not show the organizations of everyone, the organization's own list decides. Throws the errors of the client.
 */
export async function readMembership(
  code: string,
  ids: readonly string[],
  { client }: Pick<ApplyRun, 'client'>,
): Promise<ReadonlyMap<string, boolean>> {
  const { rows } = await client.listUsers({ by: 'id', ids });
  const shown = new Map(
    rows.flatMap(({ userId, organizations }) =>
      organizations === null ? [] : [[userId, organizations.includes(code)] as const],
    ),
  );
  if (ids.every((id) => shown.has(id))) return shown;
  const { rows: members, unread } = await client.listMembers(code);
  const listed = new Set(members.map(({ userId }) => userId));
  const isProven = (id: string): boolean => listed.has(id) || unread === undefined;
  const others = ids.filter((id) => !shown.has(id) && isProven(id));
  return new Map([...shown, ...others.map((id) => [id, listed.has(id)] as const)]);
}
