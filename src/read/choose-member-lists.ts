// Chooses the lists that show memberships with the fewest requests: the members of each organization, everyone in the
// environment, or a mix. The choice is arithmetic on the facts before reading.
import { costOfMemberLists } from '../kinds/membership/member-lists.js';
import type { FirstPage } from '../model/client.js';
import { countNoun } from '../model/text/count-noun.js';
import { pageSize, pagesOf } from '../model/kinde-limits.js';
import type { LivePerson } from '../model/live.js';

/** One organization whose membership the files manage. */
export interface ManagedOrganization {
  readonly code: string;
  /** The number of people in the files, which estimates the number of live members. */
  readonly listed: number;
  /** Whether the configuration manages roles of any member. */
  readonly needsRoles: boolean;
}

/** The counts of the first page of everyone. */
export interface PeopleSample {
  readonly size: number;
  /** The number of these people who are in a managed organization. */
  readonly managed: number;
  readonly hasMore: boolean;
}

/** The facts that are known before the choice. */
export interface ReadingFacts {
  readonly organizations: readonly ManagedOrganization[];
  /** The number of different people in the files. */
  readonly listedPeople: number;
  readonly roleCount: number;
  readonly sample: PeopleSample;
}

/** The chosen lists, and their estimate. */
export interface Reading {
  /** Whether the list of everyone is read; then `memberLists` are the only member lists beside it. */
  readonly everyone: boolean;
  /** The largest number of pages of everyone after the first. Beyond it the estimate was wrong, and reading stops. */
  readonly mostPages?: number;
  /** Codes of the organizations whose member list is read. */
  readonly memberLists: readonly string[];
  /** Whether the holders of each role are listed, for the organizations without a member list. */
  readonly roleLists: boolean;
  /** The choice and its estimate, as text for users. */
  readonly reason: string;
  /** The estimated number of requests, without the first page of everyone. */
  readonly requests: number;
}

/** The assumed share of listed people who join, and of those who leave. */
const movingShare = 0.025;
/** The number of addresses in one look-up. */
const lookUpSize = 100;

/** At least one look-up for people who join and one for people who leave. */
const fewestLookUps = 2;

/** Returns the reading of the member lists of all organizations, for a reason that leaves no choice. */
export function readMemberLists(organizations: readonly ManagedOrganization[], reason: string): Reading {
  return {
    everyone: false,
    memberLists: organizations.map(({ code }) => code),
    roleLists: false,
    requests: costOfMemberLists(organizations),
    reason,
  };
}

/** Returns the counts of the first page of everyone for these organizations. */
export function takeSample(
  { rows, readRemaining }: FirstPage<LivePerson>,
  managed: readonly ManagedOrganization[],
): PeopleSample {
  const ours = new Set(managed.map(({ code }) => code));
  return { size: rows.length, managed: countManaged(rows, ours), hasMore: readRemaining !== null };
}

/** Returns the reading with the fewest estimated requests. On a tie it is the list of everyone, which shows more. */
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

/** If member lists take at most this number of requests, each useless page of everyone is a large share. */
const fewRequests = 10;

/**
 * Returns the largest number of pages of everyone. The first page may hold more members than later pages and so promise a
 * shorter list. Stopping early loses all pages, so the limit adds the requests of the member lists unless these are few.
 */
function boundPages(people: number, instead: number): number {
  if (instead > fewRequests) return people + instead;
  return Math.max(Math.ceil(people * roomForError), Math.floor(instead / 2));
}

const roomForError = 1.25;

/** Some people of the files are new and in no list yet, so a share of the listed people counts as all of them. */
const nearlyAll = 0.9;

/**
 * Returns a function that takes the rows of each page of everyone and returns whether reading on is still cheapest. The
 * first page may hold more members than later pages and so promise a shorter list.
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
    // Nearly all listed people were on earlier pages and this page has none, so the remaining pages show other people.
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

/** Member lists do not show people who join, or other organizations of people who leave. The list of everyone shows both. */
function estimateLookUps({ listedPeople }: ReadingFacts): number {
  return fewestLookUps * Math.max(1, Math.round((listedPeople * movingShare) / lookUpSize));
}

function describePeople(pages: number, { hasMore }: PeopleSample): string {
  if (!hasMore) return 'everyone fits on one page';
  return Number.isFinite(pages) ? `about ${pages} pages of people` : 'an environment with many other people';
}

/** Scales the sample: its share of people in managed organizations applies to all people of the files. */
function estimatePeoplePages({ sample, listedPeople }: ReadingFacts): number {
  if (!sample.hasMore) return 1;
  if (sample.managed === 0) return Number.POSITIVE_INFINITY;
  return Math.max(2, pagesOf((listedPeople * sample.size) / sample.managed));
}

/** Each role has its own list. The spread of holders over roles is unknown, so their pages are added. */
function estimateRolePages({ roleCount }: ReadingFacts, withRoles: readonly ManagedOrganization[]): number {
  if (withRoles.length === 0) return 0;
  const holders = withRoles.reduce((sum, { listed }) => sum + listed, 0);
  return roleCount + Math.floor(holders / pageSize);
}
