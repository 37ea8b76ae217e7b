// Indexes what was read from Kinde by the codes, ids, keys and addresses that changes name.
import { normalizeEmail } from '../model/email.js';
import type { LiveEntities, LiveEntity } from '../model/entities.js';
import type { LiveMember, LiveOrganization, LivePerson } from '../model/live.js';
import type { LiveInvitation } from '../model/invitation.js';
import { once } from '../model/once.js';
import { valuesOf } from '../model/values.js';
import type { LiveValue, LiveValues } from '../model/values.js';
import { indexPeople } from './person/people-index.js';

/** The state read from Kinde, by planning or by a later reading of the touched things. */
export interface LiveThings {
  readonly organizations: readonly LiveOrganization[];
  /** By organization code. */
  readonly members: ReadonlyMap<string, readonly LiveMember[]>;
  /** By user id. */
  readonly people: ReadonlyMap<string, LivePerson>;
  /** The keys of Kinde's roles; null if the roles were not read. */
  readonly roleKeys: ReadonlySet<string> | null;
  readonly values: LiveValues;
  /** None if absent. */
  readonly entities?: LiveEntities;
  /** The number of people who hold a role, by its key. */
  readonly roleHolders?: ReadonlyMap<string, number>;
  /** The pending invitations by organization code; absent if none were read. */
  readonly invitations?: ReadonlyMap<string, readonly LiveInvitation[]>;
  /** Codes of the organizations in whose list somebody could not be understood; none if absent. */
  readonly partlyRead?: ReadonlySet<string>;
}

export interface LiveIndex {
  readonly organizations: readonly LiveOrganization[];
  organization(code: string | null): LiveOrganization | undefined;
  member(code: string | null, userId: string | null): LiveMember | undefined;
  /** Returns everyone in the organization; undefined if its members were not read. */
  membersOf(code: string): readonly LiveMember[] | undefined;
  /** Whether a row of the organization's list could not be understood: whoever is not in it may be there all the same. */
  isPartlyRead(code: string | null): boolean;
  person(userId: string): LivePerson | undefined;
  /** Returns the user ids of everyone read who has this address, in any spelling. */
  ownersOf(email: string): readonly string[];
  /** Returns the user id of the only person read who has this address, in any spelling; null for nobody and for several. */
  ownerOf(email: string): string | null;
  /** Returns the pending invitations of the organization; undefined if they were not read. */
  invitationsOf(code: string): readonly LiveInvitation[] | undefined;
  /** False only if the roles were read and the key is not among them. */
  mayHaveRole(key: string): boolean;
  /** Whether the list of values was read. */
  hasValues(collection: string, code: string): boolean;
  value(collection: string, code: string | null, key: string): LiveValue | undefined;
  /** Returns the entity of a kind; undefined also if its list was not read. */
  entity(kind: string, key: string): LiveEntity | undefined;
  /** Returns the number of people who hold the role; undefined if they were not counted. */
  holdersOf(roleKey: string): number | undefined;
}

/** Returns the index. Each part is built on first use. */
export function indexLive(things: LiveThings): LiveIndex {
  const organizations = once(() => new Map(things.organizations.map((one) => [one.code, one])));
  const members = new Map<string, ReadonlyMap<string, LiveMember>>();
  const owners = once(() => indexPeople(things.people.values(), things.members.values()));
  const indexMembers = (code: string): ReadonlyMap<string, LiveMember> => {
    const known = members.get(code);
    if (known !== undefined) return known;
    const made = new Map((things.members.get(code) ?? []).map((one) => [one.userId, one]));
    members.set(code, made);
    return made;
  };
  const ownersOf = (email: string): readonly string[] => owners().findByEmail(normalizeEmail(email));
  return {
    organizations: things.organizations,
    organization: (code) => (code === null ? undefined : organizations().get(code)),
    member: (code, userId) => (code === null || userId === null ? undefined : indexMembers(code).get(userId)),
    membersOf: (code) => things.members.get(code),
    isPartlyRead: (code) => things.partlyRead?.has(code ?? '') === true,
    person: (userId) => things.people.get(userId),
    ownersOf,
    ownerOf: (email) => {
      const [owner = null, ...others] = ownersOf(email);
      return others.length === 0 ? owner : null;
    },
    invitationsOf: (code) => things.invitations?.get(code),
    mayHaveRole: (key) => things.roleKeys?.has(key) !== false,
    hasValues: (collection, code) => valuesOf(things.values, collection, code) !== undefined,
    value: (collection, code, key) =>
      code === null ? undefined : valuesOf(things.values, collection, code)?.find((one) => one.key === key),
    entity: (kind, key) => things.entities?.get(kind)?.find((one) => one.key === key),
    holdersOf: (roleKey) => things.roleHolders?.get(roleKey),
  };
}
