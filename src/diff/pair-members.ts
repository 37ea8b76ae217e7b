// Pairs the desired members of one organization with its live members.
import type { Day } from '../model/day.js';
import { compareText } from '../model/text/compare-text.js';
import type { MemberPair } from '../model/comparison.js';
import { earlierEnd, uniteTerms } from '../model/listing-end.js';
import type { DesiredLeaver, DesiredMember, DesiredRole, EndedMember } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { normalizeEmail } from '../model/email.js';
import type { Notice } from '../model/notice.js';
import type { OrganizationRef } from '../model/change.js';
import { compareNames, nameOf } from '../model/person-name.js';
import { formatPlace } from '../model/place.js';
import type { LiveMember, LivePerson } from '../model/live.js';
import { hasWantedRoles } from '../kinds/membership/held-roles.js';
import { identifyMember } from './identify-member.js';
import { diagnoseHiddenRoles, pairEnded } from './pair-ended.js';
import type { WantedPair } from './pair-ended.js';
import type { PeopleIndex } from '../kinds/person/people-index.js';

/** The members of one organization, and all known people. */
export interface PairingInput {
  readonly organization: OrganizationRef;
  readonly desired: readonly DesiredMember[];
  readonly ended: readonly EndedMember[];
  readonly isExact: boolean;
  /** True if an address that no one has is an error. */
  readonly refusesNewcomers: boolean;
  readonly live: readonly LiveMember[];
  readonly index: PeopleIndex;
  readonly people: ReadonlyMap<string, LivePerson>;
  /** By user id. */
  readonly leavers: ReadonlyMap<string, DesiredLeaver>;
}

/** The paired members of one organization. */
export interface MemberPairing {
  /** The members who must join, leave or change, sorted by address and id. */
  readonly open: readonly MemberPair[];
  /** The live members who match the configuration. */
  readonly unchanged: readonly LiveMember[];
  /** The last day of the next membership that ends; undefined if none does. */
  readonly nextEnd: Day | undefined;
  readonly problems: readonly Diagnostic[];
  readonly notices: readonly Notice[];
}

/** Returns all desired and live members, with errors for the undecided ones. */
export function pairMembers(input: PairingInput): MemberPairing {
  const liveById = new Map(input.live.map((member) => [member.userId, member]));
  const wanted = new Map<string, WantedPair>();
  const newcomers: WantedPair[] = [];
  const problems: Diagnostic[] = [];
  const notices: Notice[] = [];
  // The sort makes the result independent of the file's order if two entries mean one person.
  for (const desired of [...input.desired].sort(compareNames)) {
    const found = identifyMember(desired, input);
    if ('problem' in found) {
      problems.push(found.problem);
      continue;
    }
    const { userId } = found;
    if (userId === null) {
      newcomers.push({ desired, live: null, userId, email: desired.email });
      continue;
    }
    const live = liveById.get(userId) ?? null;
    const pair = { desired, live, userId, email: desired.email ?? findEmail(userId, live, input.people) };
    problems.push(...diagnoseHiddenRoles(pair));
    const twin = wanted.get(userId);
    if (twin !== undefined) notices.push(notifyTwin(input.organization, twin, { desired, userId }));
    wanted.set(userId, twin === undefined ? pair : mergeTwins(twin, desired));
  }
  const { ended, managed, problems: unclear } = pairEnded(input.ended, { ...input, wanted, liveById });
  for (const [userId, pair] of managed) wanted.set(userId, pair);
  problems.push(...unclear);
  const others = input.live
    .filter(({ userId }) => !wanted.has(userId))
    .map((live) => toDeparture(live, ended, input));
  const listed = [...wanted.values(), ...newcomers];
  return { ...splitPairs([...listed, ...others]), nextEnd: findNextEnd(listed), problems, notices };
}

function findNextEnd(listed: readonly WantedPair[]): Day | undefined {
  let next: Day | undefined;
  for (const { desired } of listed) next = earlierEnd(next, desired.until);
  return next;
}

function splitPairs(pairs: readonly MemberPair[]): Pick<MemberPairing, 'open' | 'unchanged'> {
  const unchanged: LiveMember[] = [];
  const open: MemberPair[] = [];
  for (const pair of pairs) {
    if (pair.desired !== null && pair.live !== null && hasWantedRoles(pair)) unchanged.push(pair.live);
    else open.push(pair);
  }
  return { open: sortPairs(open), unchanged };
}

/** Two entries of one person become one member with the roles of both, the later end and both reasons. */
function mergeTwins(twin: WantedPair, other: DesiredMember): WantedPair {
  const roles = uniteRoles(twin.desired.roles, other.roles);
  const { until: _until, ...desired } = twin.desired;
  return {
    ...twin,
    desired: { ...desired, ...(roles === undefined ? {} : { roles }), ...uniteTerms(twin.desired, other) },
  };
}

function uniteRoles(
  first: readonly DesiredRole[] | undefined,
  second: readonly DesiredRole[] | undefined,
): readonly DesiredRole[] | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  const byKey = new Map([...second, ...first].map((role) => [role.key, role]));
  return [...byKey.values()].sort((one, other) => compareText(one.key, other.key));
}

function notifyTwin(
  organization: OrganizationRef,
  twin: WantedPair,
  { desired, userId }: { readonly desired: DesiredMember; readonly userId: string },
): Notice {
  return {
    code: 'same-person',
    message: `${twin.email ?? userId} and ${nameOf(desired)} are the same person in Kinde (${userId}); ${organization.name} needs only one of the two.`,
    organization,
    source: formatPlace(desired.place),
  };
}

function toDeparture(
  live: LiveMember,
  listings: ReadonlyMap<string, EndedMember>,
  { leavers }: Pick<PairingInput, 'leavers'>,
): MemberPair {
  const { userId, email } = live;
  const ended = listings.get(userId);
  const leaver = leavers.get(userId);
  return {
    desired: null,
    live,
    userId,
    email,
    ...(ended === undefined ? {} : { ended }),
    ...(leaver === undefined ? {} : { leaver }),
  };
}

/** Returns the preferred address of a person given by id. */
function findEmail(userId: string, live: LiveMember | null, people: PairingInput['people']): string | null {
  return live?.email ?? people.get(userId)?.email ?? null;
}

/** Each address is normalized once, because normalizing at every comparison dominates the time for a long list. */
function sortPairs(pairs: readonly MemberPair[]): readonly MemberPair[] {
  return pairs
    .map((pair) => ({ pair, email: pair.email === null ? '\uffff' : normalizeEmail(pair.email) }))
    .sort(
      (one, other) =>
        compareText(one.email, other.email) || compareText(one.pair.userId ?? '', other.pair.userId ?? ''),
    )
    .map(({ pair }) => pair);
}
