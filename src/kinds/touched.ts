// Names the things that changes touch. Their status needs a fresh reading of these things.
import { organizationKey } from '../model/change.js';
import type { OrganizationRef } from '../model/change.js';

/** A member list that is needed, with the roles of its members or without. */
export interface TouchedMembers {
  readonly organization: OrganizationRef;
  /** Whether the roles of any of its members matter. */
  readonly needsRoles: boolean;
}

/** A list of values that is needed. Without an organization it is the environment's list. */
export interface TouchedValues {
  readonly collection: string;
  readonly organization: OrganizationRef | null;
}

/** An entity of the business, with its references or without. */
export interface TouchedEntity {
  /** The name of its kind. */
  readonly kind: string;
  readonly key: string;
  readonly withReferences: boolean;
}

export interface Touched {
  /** Organizations whose fields are needed. */
  readonly organizations: readonly OrganizationRef[];
  /** The organizations of them whose registration domains are needed. The list of organizations lacks these. */
  readonly withDomains: readonly OrganizationRef[];
  readonly members: readonly TouchedMembers[];
  readonly values: readonly TouchedValues[];
  /** Organizations whose pending invitations are needed. */
  readonly invitations: readonly OrganizationRef[];
  /** Addresses whose owners are needed. Verify does not read written changes back by address. */
  readonly emails: readonly string[];
  readonly userIds: readonly string[];
  /** The people who prove by their own organizations that they have left one. */
  readonly leavers: readonly string[];
  /** Role keys that must exist. */
  readonly roles: readonly string[];
  /** Permission keys that must exist. */
  readonly permissions: readonly string[];
  readonly entities: readonly TouchedEntity[];
  /** Keys of the roles whose holders are counted. */
  readonly roleHolders: readonly string[];
}

export const nothingTouched: Touched = {
  organizations: [],
  withDomains: [],
  members: [],
  values: [],
  invitations: [],
  emails: [],
  userIds: [],
  leavers: [],
  roles: [],
  permissions: [],
  entities: [],
  roleHolders: [],
};

/** Returns the union: each thing once, with roles if any of the inputs needs them. */
export function uniteTouched(all: readonly Touched[]): Touched {
  const members = new Map<string, TouchedMembers>();
  for (const one of all.flatMap((touched) => touched.members)) {
    const key = organizationKey(one.organization);
    const needsRoles = one.needsRoles || members.get(key)?.needsRoles === true;
    members.set(key, { organization: one.organization, needsRoles });
  }
  const values = all.flatMap((touched) => touched.values);
  return {
    organizations: uniqueRefs(all.flatMap(({ organizations }) => organizations)),
    withDomains: uniqueRefs(all.flatMap(({ withDomains }) => withDomains)),
    members: [...members.values()],
    values: [...new Map(values.map((one) => [keyOfValues(one), one])).values()],
    invitations: uniqueRefs(all.flatMap(({ invitations }) => invitations)),
    emails: unique(all.flatMap(({ emails }) => emails)),
    userIds: unique(all.flatMap(({ userIds }) => userIds)),
    leavers: unique(all.flatMap(({ leavers }) => leavers)),
    roles: unique(all.flatMap(({ roles }) => roles)),
    permissions: unique(all.flatMap(({ permissions }) => permissions)),
    entities: uniteEntities(all.flatMap(({ entities }) => entities)),
    roleHolders: unique(all.flatMap(({ roleHolders }) => roleHolders)),
  };
}

function uniteEntities(all: readonly TouchedEntity[]): readonly TouchedEntity[] {
  const united = new Map<string, TouchedEntity>();
  for (const one of all) {
    const key = `${one.kind} ${one.key}`;
    const withReferences = one.withReferences || united.get(key)?.withReferences === true;
    united.set(key, { ...one, withReferences });
  }
  return [...united.values()];
}

function uniqueRefs(refs: readonly OrganizationRef[]): readonly OrganizationRef[] {
  return [...new Map(refs.map((ref) => [organizationKey(ref), ref])).values()];
}

function keyOfValues({ collection, organization }: TouchedValues): string {
  return `${collection} ${organization === null ? '' : organizationKey(organization)}`;
}

function unique<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)];
}
