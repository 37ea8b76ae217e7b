// The lists of Kinde that a plan rests on, as a plain value: a set, so that two configurations are read for by its union.
import type { DesiredMember } from './desired.js';

/** How the files name a person. */
export type Named = Pick<DesiredMember, 'email' | 'id'>;

/** The members of one organization. */
export interface MembersNeed {
  /** How many people the files list: the best guess at how many are there. */
  readonly listed: number;
  /** Whether the roles of any of its members matter. */
  readonly needsRoles: boolean;
  /** Lists that hold everyone who stays: members who are not on one of them are looked up before they are removed. */
  readonly exactLists: readonly (readonly Named[])[];
}

export interface ReadNeeds {
  readonly roles: boolean;
  /** Lists of values, by collection: codes of organizations, `''` for the environment. */
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
  /** By organization code. */
  readonly members: ReadonlyMap<string, MembersNeed>;
  /** Normalized addresses of which must be known whom they mean. */
  readonly emails: ReadonlySet<string>;
  /** User ids of which must be known whether anybody has them. */
  readonly ids: ReadonlySet<string>;
}

export const nothing: ReadNeeds = {
  roles: false,
  values: new Map(),
  members: new Map(),
  emails: new Set(),
  ids: new Set(),
};

/** Everything that can be read of one organization's members; nobody is listed there yet. */
export const everyMember: MembersNeed = { listed: 1, needsRoles: true, exactLists: [] };

/** Returns what all of these need. */
export function uniteNeeds(...all: readonly ReadNeeds[]): ReadNeeds {
  return all.reduce(unite, nothing);
}

function unite(one: ReadNeeds, other: ReadNeeds): ReadNeeds {
  return {
    roles: one.roles || other.roles,
    values: uniteValues(one.values, other.values),
    members: uniteMembers(one.members, other.members),
    emails: uniteSets(one.emails, other.emails),
    ids: uniteSets(one.ids, other.ids),
  };
}

/** A set of a million addresses is not copied to add none. */
function uniteSets(one: ReadonlySet<string>, other: ReadonlySet<string>): ReadonlySet<string> {
  if (one.size === 0 || other.size === 0) return one.size === 0 ? other : one;
  return new Set([...one, ...other]);
}

function uniteValues(one: ReadNeeds['values'], other: ReadNeeds['values']): ReadNeeds['values'] {
  const united = new Map(one);
  for (const [name, codes] of other) united.set(name, uniteSets(united.get(name) ?? new Set(), codes));
  return united;
}

function uniteMembers(one: ReadNeeds['members'], other: ReadNeeds['members']): ReadNeeds['members'] {
  const united = new Map(one);
  for (const [code, need] of other) {
    const known = united.get(code);
    united.set(code, known === undefined ? need : uniteLists(known, need));
  }
  return united;
}

function uniteLists(one: MembersNeed, other: MembersNeed): MembersNeed {
  return {
    listed: Math.max(one.listed, other.listed),
    needsRoles: one.needsRoles || other.needsRoles,
    exactLists: [...new Set([...one.exactLists, ...other.exactLists])],
  };
}
