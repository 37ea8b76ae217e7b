// Which lists to read so that memberships cost the fewest requests: the members of each organization, everyone in
// the environment, or a mix. Pure arithmetic on what is known before reading.
import { costOfMemberLists } from '../kinds/membership/member-lists.js';
import type { Peek } from '../model/client.js';
import { countNoun } from '../model/count-noun.js';
import { pageSize, pagesOf } from '../model/kinde-limits.js';
import type { LivePerson } from '../model/live.js';

/** One organization whose membership the files manage. */
export interface ManagedOrganization {
  readonly code: string;
  /** How many people the files list: the best guess at how many are there. */
  readonly listed: number;
  /** Whether the roles of any of its members matter. */
  readonly needsRoles: boolean;
}

/** What the first page of the environment's people tells. */
export interface PeopleSample {
  readonly size: number;
  /** How many of them are in a managed organization. */
  readonly managed: number;
  readonly hasMore: boolean;
}

export interface ReadingFacts {
  readonly organizations: readonly ManagedOrganization[];
  /** How many different people the files list. */
  readonly listedPeople: number;
  readonly roleCount: number;
  readonly sample: PeopleSample;
}

export interface Reading {
  /** Whether everyone in the environment is listed; then only `memberLists` are read beside it. */
  readonly everyone: boolean;
  /** After so many pages of everyone, the first not counted, the estimate has proved wrong and is given up. */
  readonly mostPages?: number;
  /** Codes of the organizations whose member list is read. */
  readonly memberLists: readonly string[];
  /** Whether holders are listed role by role, for the organizations without a member list. */
  readonly roleLists: boolean;
  /** For people: what was chosen, and the estimate behind it. */
  readonly reason: string;
  /** How many requests this should still take, the first page of everyone not counted. */
  readonly requests: number;
}

/** As many as these of the people whom the files list may join, and as many may leave. */
const movingShare = 0.025;
/** Addresses that one look-up takes. */
const lookUpSize = 100;

/** However few may join and leave: one look-up for those and one for these. */
const fewestLookUps = 2;

/** Returns the reading without a choice: the member lists of all these organizations. */
export function readMemberLists(organizations: readonly ManagedOrganization[]): Reading {
  return {
    everyone: false,
    memberLists: organizations.map(({ code }) => code),
    roleLists: false,
    requests: costOfMemberLists(organizations),
    reason: 'no more than two member lists to read',
  };
}

/** Returns what the first page of everyone says of how many are in these organizations. */
export function takeSample(
  { rows, readRest }: Peek<LivePerson>,
  managed: readonly ManagedOrganization[],
): PeopleSample {
  const ours = new Set(managed.map(({ code }) => code));
  return { size: rows.length, managed: countManaged(rows, ours), hasMore: readRest !== null };
}

/** Returns the reading that should cost the fewest requests; ties go to the list of everyone, which knows more. */
export function chooseReading(facts: ReadingFacts): Reading {
  const { organizations, sample } = facts;
  const lists = costOfMemberLists(organizations);
  const people = estimatePeoplePages(facts) - 1;
  const withRoles = organizations.filter(({ needsRoles }) => needsRoles);
  const roleLists = estimateRolePages(facts, withRoles);
  const roleMembers = costOfMemberLists(withRoles);
  const roles = Math.min(roleLists, roleMembers);
  const estimate = describePeople(people + 1, sample);
  const lookUps = estimateLookUps(facts);
  if (people + roles > lists + lookUps) {
    return {
      everyone: false,
      memberLists: organizations.map(({ code }) => code),
      roleLists: false,
      requests: lists,
      reason: `member lists: ${countNoun(lists, 'request')} and about ${lookUps} to look up who moves, against ${estimate}${roles > 0 ? ` and ${roles} for roles` : ''}`,
    };
  }
  const byRole = roleLists <= roleMembers;
  return {
    everyone: true,
    mostPages: boundPages(people, lists + lookUps),
    memberLists: byRole ? [] : withRoles.map(({ code }) => code),
    roleLists: byRole && withRoles.length > 0,
    requests: people + roles,
    reason: `everyone at once: ${estimate}${roles > 0 ? ` and ${roles} for roles` : ''}, against ${lists} for member lists and about ${lookUps} to look up who moves`,
  };
}

/** Where member lists take no more requests than these, every page of everyone that is read in vain counts. */
const fewRequests = 10;

/**
 * The first page may hold more members than the others do, and so promise a shorter list. Given up too early, everything
 * that was read is lost: so as many pages more may be read as the member lists would take, but where those are few.
 */
function boundPages(people: number, instead: number): number {
  if (instead > fewRequests) return people + instead;
  return Math.max(Math.ceil(people * roomForError), Math.floor(instead / 2));
}

const roomForError = 1.25;

/** Of the people whom the files list, some are new and in no list yet. */
const nearlyAll = 0.9;

/**
 * Returns what judges the list of everyone while it is read: told the rows of each page, whether the choice would still
 * be the same. The first page may hold more members than the others do, and so promise a shorter list.
 */
export function watchEveryone(facts: ReadingFacts): (rows: readonly LivePerson[]) => boolean {
  const ours = new Set(facts.organizations.map(({ code }) => code));
  const most = costOfMemberLists(facts.organizations) + estimateLookUps(facts);
  let size = 0;
  let inOurs = 0;
  let pages = 0;
  return (rows) => {
    const found = countManaged(rows, ours);
    size += rows.length;
    inOurs += found;
    pages += 1;
    // Nearly everyone who is listed has been seen, and a whole page holds none of them: the others are a crowd.
    if (most <= fewRequests && found === 0 && inOurs >= nearlyAll * facts.listedPeople) return false;
    const left = estimatePeoplePages({ ...facts, sample: { size, managed: inOurs, hasMore: true } }) - pages;
    return left <= most;
  };
}

function countManaged(rows: readonly LivePerson[], ours: ReadonlySet<string>): number {
  let count = 0;
  for (const { organizations } of rows) {
    if (organizations?.some((code) => ours.has(code)) === true) count += 1;
  }
  return count;
}

/** Member lists leave open who joins, and where else those who leave belong; the list of everyone tells both. */
function estimateLookUps({ listedPeople }: ReadingFacts): number {
  return fewestLookUps * Math.max(1, Math.round((listedPeople * movingShare) / lookUpSize));
}

function describePeople(pages: number, { hasMore }: PeopleSample): string {
  if (!hasMore) return 'everyone fits on one page';
  return Number.isFinite(pages) ? `about ${pages} pages of people` : 'an environment with many other people';
}

/** The sample's share of people in managed organizations, held against how many people the files list. */
function estimatePeoplePages({ sample, listedPeople }: ReadingFacts): number {
  if (!sample.hasMore) return 1;
  if (sample.managed === 0) return Number.POSITIVE_INFINITY;
  return Math.max(2, pagesOf((listedPeople * sample.size) / sample.managed));
}

/** Each role has a list of its own; how the holders spread over them is not known, so the pages are added. */
function estimateRolePages({ roleCount }: ReadingFacts, withRoles: readonly ManagedOrganization[]): number {
  if (withRoles.length === 0) return 0;
  const holders = withRoles.reduce((sum, { listed }) => sum + listed, 0);
  return roleCount + Math.floor(holders / pageSize);
}
