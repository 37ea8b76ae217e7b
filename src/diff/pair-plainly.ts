// The usual case of laying an organization's two lists side by side: everybody is certain, so nothing has to be said
// and no order has to decide. Gives up where that is not so.
import { hasWantedRoles } from '../kinds/held-roles.js';
import type { PeopleIndex } from '../kinds/people-index.js';
import type { OrganizationRef } from '../model/change.js';
import type { MemberPair } from '../model/comparison.js';
import type { DesiredMember } from '../model/desired.js';
import type { LiveMember, LivePerson } from '../model/live.js';

export interface PairingInput {
  readonly organization: OrganizationRef;
  readonly desired: readonly DesiredMember[];
  readonly live: readonly LiveMember[];
  readonly index: PeopleIndex;
  readonly people: ReadonlyMap<string, LivePerson>;
}

export interface PlainPairs {
  /** Those who are there as they should be, in the order of the file. */
  readonly settled: readonly LiveMember[];
  /** Those who are to join, to leave or to change, in no order. */
  readonly open: readonly MemberPair[];
}

/**
 * Returns everyone who is wanted or there; null where somebody is unknown or ambiguous, stands in a list twice, or has
 * roles that are not shown.
 */
export function pairPlainly(input: PairingInput): PlainPairs | null {
  const settled: LiveMember[] = [];
  const open: MemberPair[] = [];
  // Whoever is paired stands under null from then on.
  const left = new Map<string, LiveMember | null>();
  for (const member of input.live) left.set(member.userId, member);
  if (left.size < input.live.length) return null;
  for (const desired of input.desired) {
    const userId = desired.id ?? input.index.findOwner(desired.email ?? '');
    const key = userId ?? `new ${desired.email ?? ''}`;
    const live = left.get(key);
    if (live === null || !isCertain(desired, live, input.index)) return null;
    left.set(key, null);
    if (live !== undefined && hasWantedRoles({ desired, live })) settled.push(live);
    else open.push(toPair(desired, userId, live ?? null, input.people));
  }
  for (const live of left.values()) {
    if (live !== null) open.push(toLeaver(live));
  }
  return { settled, open };
}

function isCertain(
  { id, email, roles }: DesiredMember,
  live: LiveMember | undefined,
  index: PeopleIndex,
): boolean {
  if (live !== undefined) return roles === undefined || live.roles !== null;
  if (id !== null) return index.hasId(id);
  return index.findByEmail(email ?? '').length < 2;
}

/** Returns somebody who is there and not wanted. */
export function toLeaver(live: LiveMember): MemberPair {
  return { desired: null, live, userId: live.userId, email: live.email };
}

/** Returns a wanted person beside their membership, if there is one, with the address to show. */
export function toPair(
  desired: DesiredMember,
  userId: string | null,
  live: LiveMember | null,
  people: PairingInput['people'],
): MemberPair {
  const email = desired.email ?? live?.email ?? (userId === null ? null : people.get(userId)?.email) ?? null;
  return { desired, live, userId, email };
}
