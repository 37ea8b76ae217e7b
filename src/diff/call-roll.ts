// Calls the roll of every organization while everyone is read: whoever arrives is ticked off at once, so that the pairs are
// there when the last page is. Gives up on organizations where somebody is not certain.
import type { OrganizationMatch } from '../kinds/match-organizations.js';
import type { MemberPair } from '../model/comparison.js';
import type { DesiredMember, DesiredOrganization } from '../model/desired.js';
import type { LivePerson } from '../model/live.js';
import type { Turns } from '../model/turns.js';
import { toLeaver } from './pair-plainly.js';
import type { PlainPairs } from './pair-plainly.js';

/** Whom one organization should have, and what became of them so far. */
interface Roll {
  readonly desired: DesiredOrganization;
  readonly members: readonly DesiredMember[];
  /** The number of its first entry. */
  readonly start: number;
  /** Null where the organization is yet to be created. */
  readonly code: string | null;
  readonly settled: LivePerson[];
  readonly open: MemberPair[];
  isCertain: boolean;
}

export interface RollCall {
  /** Ticks off people: everyone in the environment, page by page, nobody twice. */
  readonly meet: (people: readonly LivePerson[]) => void;
  /** Ends the call, once everyone was met. */
  readonly end: () => FindPairs;
}

/**
 * Returns what `pairPlainly` does for an organization: null where somebody is unknown, ambiguous or listed twice; and
 * for organizations whose members nobody manages.
 */
export type FindPairs = (desired: DesiredOrganization) => PlainPairs | null;

/** Ends a chain of entries. */
const none = -1;
/** As many entries as take a fraction of a millisecond. */
const entriesInTurn = 256;

/** Returns a roll call in which nobody was met yet. Roles must not matter: of those who are in, nothing more is asked. */
export function* callRoll(matches: readonly OrganizationMatch[]): Turns<RollCall> {
  // Entries are numbered through all rolls; those of one person on several rolls form a chain.
  const rolls: Roll[] = [];
  let size = 0;
  for (const { desired, live } of matches) {
    const { members } = desired;
    if (members === undefined) continue;
    const code = live?.code ?? null;
    rolls.push({ desired, members, start: size, code, settled: [], open: [], isCertain: true });
    size += members.length;
  }
  const rollOf = new Int32Array(size);
  const nextOf = new Int32Array(size).fill(none);
  const firstOf = new Map<string, number>();
  let listsIds = false;
  for (const [number, { members, start }] of rolls.entries()) {
    for (const [index, member] of members.entries()) {
      const entry = start + index;
      const key = member.email ?? keyOfId(member.id ?? '');
      rollOf[entry] = number;
      nextOf[entry] = firstOf.get(key) ?? none;
      firstOf.set(key, entry);
      listsIds ||= member.id !== null;
      if (entry % entriesInTurn === 0) yield;
    }
  }
  const numberOf = new Map(rolls.flatMap(({ code }, number) => (code === null ? [] : [[code, number]])));
  const isMet = new Uint8Array(size);
  // By roll: who was the last to be in the organization, and the last to be ticked off or found to be leaving.
  const lastIn = new Int32Array(rolls.length);
  const lastSeen = new Int32Array(rolls.length);
  let serial = 0;

  const tickOff = (key: string, person: LivePerson): void => {
    for (let entry = firstOf.get(key) ?? none; entry !== none; entry = nextOf[entry] ?? none) {
      const number = rollOf[entry] ?? 0;
      const roll = rolls[number];
      const desired = roll?.members[entry - roll.start];
      if (roll === undefined || desired === undefined) continue;
      // Two people with one address, or one person under two.
      if (isMet[entry] === 1 || lastSeen[number] === serial) roll.isCertain = false;
      isMet[entry] = 1;
      lastSeen[number] = serial;
      if (lastIn[number] === serial) roll.settled.push(person);
      else roll.open.push(toArrival(desired, person));
    }
  };

  const meetOne = (person: LivePerson): void => {
    serial += 1;
    const { userId, emails, organizations } = person;
    const codes = organizations ?? [];
    for (const code of codes) {
      const number = numberOf.get(code);
      if (number !== undefined) lastIn[number] = serial;
    }
    for (const address of emails) tickOff(address, person);
    if (listsIds) tickOff(keyOfId(userId), person);
    for (const code of codes) {
      const number = numberOf.get(code);
      if (number === undefined || lastSeen[number] === serial) continue;
      lastSeen[number] = serial;
      rolls[number]?.open.push(toLeaver(person));
    }
  };

  const markUnmet = (): void => {
    for (let entry = isMet.indexOf(0); entry >= 0; entry = isMet.indexOf(0, entry + 1)) {
      const roll = rolls[rollOf[entry] ?? 0];
      const desired = roll?.members[entry - roll.start];
      if (roll === undefined || desired === undefined) continue;
      if (desired.id === null) roll.open.push({ desired, live: null, userId: null, email: desired.email });
      else roll.isCertain = false;
    }
  };

  return {
    meet: (people) => {
      for (const person of people) meetOne(person);
    },
    end: () => {
      markUnmet();
      // Of a million people this is large, and the comparison is yet to come.
      firstOf.clear();
      const byEntry = new Map(rolls.map((roll) => [roll.desired, roll]));
      return (desired) => {
        const roll = byEntry.get(desired);
        return roll?.isCertain === true ? roll : null;
      };
    },
  };
}

/** No address has a space in it. */
function keyOfId(id: string): string {
  return `id ${id}`;
}

function toArrival(desired: DesiredMember, { userId, email }: LivePerson): MemberPair {
  return { desired, live: null, userId, email: desired.email ?? email };
}
