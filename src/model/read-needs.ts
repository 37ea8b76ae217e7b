// The lists of Kinde that a plan needs, as a plain value. Two configurations need the union of their lists.
import type { PersonName } from './person-name.js';

/** The members of one organization. */
export interface MembersNeed {
  /** The number of people that the files list, which estimates the number of members. */
  readonly listed: number;
  /** True if the roles of any member are needed. */
  readonly needsRoles: boolean;
  /** The lists of an `exact` membership. A member who is missing from one is looked up before the removal. */
  readonly exactLists: readonly (readonly PersonName[])[];
  /** The people whose listings have ended. A member among them is looked up before the removal. */
  readonly ended: readonly PersonName[];
}

export interface ReadNeeds {
  readonly roles: boolean;
  /** The lists of entities by kind, each with the keys of the entities whose references are read, too. */
  readonly entities: ReadonlyMap<string, ReadonlySet<string>>;
  /** The keys of the roles whose holders are counted. */
  readonly roleHolders: ReadonlySet<string>;
  /** The lists of values by collection: codes of organizations, and `''` for the environment. */
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
  /** By organization code. */
  readonly members: ReadonlyMap<string, MembersNeed>;
  /** Codes of the organizations whose pending invitations are needed. */
  readonly invitations: ReadonlySet<string>;
  /** The normalized addresses to resolve to people. */
  readonly emails: ReadonlySet<string>;
  /** The user ids whose existence must be known. */
  readonly ids: ReadonlySet<string>;
  /** The people whose every organization must be known. */
  readonly leavers: readonly PersonName[];
  /** Codes of the organizations whose members must be known with their roles, but only if a leaver is in them. */
  readonly holders: ReadonlySet<string>;
  /** Codes of the organizations in which the suspended members must be known. Only their own member lists show them. */
  readonly suspensions: ReadonlySet<string>;
}

/** The needs of an empty configuration. */
export const nothing: ReadNeeds = {
  roles: false,
  entities: new Map(),
  roleHolders: new Set(),
  values: new Map(),
  members: new Map(),
  invitations: new Set(),
  emails: new Set(),
  ids: new Set(),
  leavers: [],
  holders: new Set(),
  suspensions: new Set(),
};

/** The need for every list of one organization's members, if the files list none. */
export const everyMember: MembersNeed = { listed: 1, needsRoles: true, exactLists: [], ended: [] };

/** Returns the union of the needs. */
export function uniteNeeds(...all: readonly ReadNeeds[]): ReadNeeds {
  return all.reduce(unite, nothing);
}

function unite(one: ReadNeeds, other: ReadNeeds): ReadNeeds {
  return {
    roles: one.roles || other.roles,
    entities: uniteValues(one.entities, other.entities),
    roleHolders: uniteSets(one.roleHolders, other.roleHolders),
    invitations: uniteSets(one.invitations, other.invitations),
    values: uniteValues(one.values, other.values),
    members: uniteMembers(one.members, other.members),
    emails: uniteSets(one.emails, other.emails),
    ids: uniteSets(one.ids, other.ids),
    leavers: [...new Set([...one.leavers, ...other.leavers])],
    holders: uniteSets(one.holders, other.holders),
    suspensions: uniteSets(one.suspensions, other.suspensions),
  };
}

/** Returns one of the two sets itself if the other is empty, since a copy of a million addresses takes memory. */
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
    ended: [...new Set([...one.ended, ...other.ended])],
  };
}
