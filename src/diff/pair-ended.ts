// Finds the live members behind ended listings. Also diagnoses people whom a listing does not name clearly.
import type { MemberPair } from '../model/comparison.js';
import type { DesiredMember, EndedMember } from '../model/desired.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { LiveMember } from '../model/live.js';
import { nameOf } from '../model/person-name.js';
import type { PeopleIndex } from '../kinds/person/people-index.js';

/** The pair of a listing that holds. */
export interface WantedPair extends MemberPair {
  readonly desired: DesiredMember;
}

/** The pairs of the listings that hold, and the live members of the organization, both by user id. */
export interface HeldPairs {
  readonly wanted: ReadonlyMap<string, WantedPair>;
  readonly liveById: ReadonlyMap<string, LiveMember>;
  readonly index: PeopleIndex;
  readonly isExact: boolean;
}

/** The effect of the ended listings. */
export interface PairedEnds {
  /** The ended listing of each live member without one that holds, by user id. */
  readonly ended: ReadonlyMap<string, EndedMember>;
  /** The pairs whose roles are managed only because an ended listing names roles. */
  readonly managed: ReadonlyMap<string, WantedPair>;
  readonly problems: readonly Diagnostic[];
}

/** Returns the effect of the ended listings. A person who is no member needs nothing, so an unknown person is no error. */
export function pairEnded(listings: readonly EndedMember[], held: HeldPairs): PairedEnds {
  const ended = new Map<string, EndedMember>();
  const managed = new Map<string, WantedPair>();
  const problems: Diagnostic[] = [];
  for (const one of listings) {
    const meant = held.index.findIds(one);
    const ids = meant.filter((id) => held.liveById.has(id));
    // An exact list removes each of them anyway.
    if (ids.length > 0 && meant.length > 1 && !held.isExact) problems.push(diagnoseAmbiguity(one, meant));
    for (const userId of ids) {
      const pair = held.wanted.get(userId);
      if (pair === undefined) ended.set(userId, laterOf(one, ended.get(userId)));
      else if (pair.desired.roles === undefined && one.roles !== undefined)
        managed.set(userId, withoutRoles(pair));
    }
  }
  for (const pair of managed.values()) problems.push(...diagnoseHiddenRoles(pair));
  return { ended, managed, problems };
}

function laterOf(one: EndedMember, other: EndedMember | undefined): EndedMember {
  return other === undefined || other.until < one.until ? one : other;
}

/** The person has a listing that holds under another address, without roles. */
function withoutRoles(pair: WantedPair): WantedPair {
  return { ...pair, desired: { ...pair.desired, roles: [] } };
}

/** Returns the error of an address that several people have. */
export function diagnoseAmbiguity(member: DesiredMember, ids: readonly string[]): Diagnostic {
  return {
    code: 'ambiguous-person',
    severity: 'error',
    message: `${ids.length} people in Kinde have the address ${nameOf(member)}: ${ids.join(', ')}.`,
    place: member.place,
    hint: 'List the one you mean by id: { id: kp_… }.',
  };
}

/**
 * Returns an error if Kinde hides the roles that the files manage. If hidden roles counted as none, every apply would set the
 * same roles again, or miss roles to remove.
 */
export function diagnoseHiddenRoles({ desired, live, email }: WantedPair): readonly Diagnostic[] {
  if (desired.roles === undefined || live?.roles !== null) return [];
  return [
    {
      code: 'roles-not-shown',
      severity: 'error',
      message: `Kinde does not say which roles ${email ?? live.userId} holds, so they can't be managed.`,
      place: desired.place,
      hint: 'Leave out `roles:` for this member, and report the answer of Kinde.',
    },
  ];
}
