// From what is known so far to the choice of a reading: the organizations whose members are managed, and what the first
// page of everyone shows of them.
import { managesRoles } from '../kinds/managed-roles.js';
import { matchOrganizations } from '../kinds/match-organizations.js';
import { costOfMemberLists } from '../kinds/member-lists.js';
import type { Peek } from '../model/client.js';
import type { DesiredMember, DesiredOrganization, DesiredState } from '../model/desired.js';
import type { LiveOrganization, LivePerson } from '../model/live.js';
import { chooseReading } from './choose-reading.js';
import type { ManagedOrganization, PeopleSample, Reading } from './choose-reading.js';

/** Returns those of the organizations whose members the files manage, each once. */
export function listManaged(
  desired: DesiredState,
  organizations: readonly LiveOrganization[],
): readonly ManagedOrganization[] {
  const { matches } = matchOrganizations(desired.organizations, organizations);
  return mergeByCode(
    matches.flatMap(({ desired: entry, live }) =>
      entry.members === undefined || live === null ? [] : [toManaged(entry, live.code, desired)],
    ),
  );
}

function toManaged(entry: DesiredOrganization, code: string, { safety }: DesiredState): ManagedOrganization {
  const members = entry.members ?? [];
  const mayLoseHolder = safety.keepHolder.length > 0 && entry.membership === 'exact';
  const needsRoles = mayLoseHolder || managesRoles(members);
  return { code, listed: members.length, needsRoles };
}

/** Where two configurations are read for, each may have an entry for an organization; its list is read once. */
function mergeByCode(managed: readonly ManagedOrganization[]): readonly ManagedOrganization[] {
  const merged = new Map<string, ManagedOrganization>();
  for (const one of managed) {
    const other = merged.get(one.code);
    const listed = Math.max(one.listed, other?.listed ?? 0);
    const needsRoles = one.needsRoles || other?.needsRoles === true;
    merged.set(one.code, { code: one.code, listed, needsRoles });
  }
  return [...merged.values()];
}

export interface DecisionInput {
  readonly managed: readonly ManagedOrganization[];
  /** How many different people the files list. */
  readonly listedPeople: number;
  readonly peek: Peek<LivePerson> | null;
  readonly roleCount: number;
}

/** Returns the cheapest reading of these organizations' members; without a look at everyone, their lists. */
export function decideReading({ managed, listedPeople, peek, roleCount }: DecisionInput): Reading {
  const codes = managed.map(({ code }) => code);
  if (peek === null) {
    const reason = 'no more than two member lists to read';
    return {
      everyone: false,
      memberLists: codes,
      roleLists: false,
      requests: costOfMemberLists(managed),
      reason,
    };
  }
  return chooseReading({
    organizations: managed,
    listedPeople,
    roleCount,
    sample: takeSample(peek, managed),
  });
}

/** Returns what the first page of everyone says of how many are in these organizations. */
export function takeSample(
  { rows, readRest }: Peek<LivePerson>,
  managed: readonly ManagedOrganization[],
): PeopleSample {
  const ours = new Set(managed.map(({ code }) => code));
  const inOurs = rows.filter(({ organizations }) => organizations?.some((code) => ours.has(code)) === true);
  return { size: rows.length, managed: inOurs.length, hasMore: readRest !== null };
}

/** Returns how many different people lists of members name. */
export function countPeople(listed: readonly (readonly DesiredMember[])[]): number {
  const people = new Set<string | null>();
  for (const members of listed) for (const { email, id } of members) people.add(email ?? id);
  return people.size;
}
