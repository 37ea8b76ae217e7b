// What changes touch, and so what must be read again to tell how they stand.
import { organizationKey } from '../model/change.js';
import type { OrganizationRef } from '../model/change.js';

/** A member list that is needed, with the roles of its members or without. */
export interface TouchedMembers {
  readonly organization: OrganizationRef;
  /** Whether the roles of any of its members matter. */
  readonly needsRoles: boolean;
}

/** A list of values that is needed; of the environment where no organization is named. */
export interface TouchedValues {
  readonly collection: string;
  readonly organization: OrganizationRef | null;
}

export interface Touched {
  /** Organizations whose fields are needed. */
  readonly organizations: readonly OrganizationRef[];
  readonly members: readonly TouchedMembers[];
  /** Lists of values. */
  readonly values: readonly TouchedValues[];
  /** Addresses whose owners are needed; what was written is never read back by address. */
  readonly emails: readonly string[];
  readonly userIds: readonly string[];
  /** Role keys that must exist. */
  readonly roles: readonly string[];
}

export const nothingTouched: Touched = {
  organizations: [],
  members: [],
  values: [],
  emails: [],
  userIds: [],
  roles: [],
};

/** Returns everything that any of them names, each thing once. */
export function uniteTouched(all: readonly Touched[]): Touched {
  const members = new Map<string, TouchedMembers>();
  for (const one of all.flatMap((touched) => touched.members)) {
    const key = organizationKey(one.organization);
    const needsRoles = one.needsRoles || members.get(key)?.needsRoles === true;
    members.set(key, { organization: one.organization, needsRoles });
  }
  const values = all.flatMap((touched) => touched.values);
  const organizations = all.flatMap((touched) => touched.organizations);
  return {
    organizations: [...new Map(organizations.map((ref) => [organizationKey(ref), ref])).values()],
    members: [...members.values()],
    values: [...new Map(values.map((one) => [keyOfValues(one), one])).values()],
    emails: unique(all.flatMap(({ emails }) => emails)),
    userIds: unique(all.flatMap(({ userIds }) => userIds)),
    roles: unique(all.flatMap(({ roles }) => roles)),
  };
}

function keyOfValues({ collection, organization }: TouchedValues): string {
  return `${collection} ${organization === null ? '' : organizationKey(organization)}`;
}

function unique<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)];
}
