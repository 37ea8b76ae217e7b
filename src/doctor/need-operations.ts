// Which of Kinde's operations a configuration may make plan and apply use, and so which scopes they need. One row for
// each operation that there is: a new one does not compile without its row. Looks at the desired state only.
import type { operations } from '../kinde/operations.js';
import { areFewLists, countListed } from '../kinds/member-lists.js';
import type { DesiredMember, DesiredOrganization, DesiredState } from '../model/desired.js';

export type OperationName = keyof typeof operations;

export interface OperationNeed {
  readonly for: 'plan' | 'apply';
  /** For people, as the README's table has it. */
  readonly when: string;
  readonly isNeeded: (desired: DesiredState) => boolean;
}

const always = { for: 'plan', when: 'always', isNeeded: () => true } as const;

/** Every operation, in the order of the README's table. */
export const operationNeeds: Readonly<Record<OperationName, OperationNeed>> = {
  getEnvironment: always,
  listOrganizations: always,
  getOrganization: always,
  listMembers: { for: 'plan', when: 'members are managed', isNeeded: hasMembers },
  listUsers: { for: 'plan', when: 'members are managed', isNeeded: hasMembers },
  listRoles: { for: 'plan', when: 'roles are managed, or `keepHolder` is set', isNeeded: hasRoles },
  listRoleHolders: {
    for: 'plan',
    when: 'the same, and there are more than two lists of members to read',
    isNeeded: (desired) => hasRoles(desired) && hasManyMembers(desired),
  },
  listFeatureFlags: { for: 'plan', when: 'feature flags are managed', isNeeded: hasFlags },
  getPasskeyPolicy: { for: 'plan', when: '`passkeys` is set', isNeeded: hasPasskeys },
  createOrganization: {
    for: 'apply',
    when: 'an organization is named by external id, handle or name',
    isNeeded: ({ organizations }) => organizations.some(mayBeCreated),
  },
  updateOrganization: {
    for: 'apply',
    when: 'a name, handle, external id or `allowRegistrations` is managed',
    isNeeded: ({ organizations }) => organizations.some(mayBeChanged),
  },
  createUser: {
    for: 'apply',
    when: 'members are given by address',
    isNeeded: (desired) => hasMember(desired, ({ email }) => email !== null),
  },
  addMembers: {
    for: 'apply',
    when: 'members are listed',
    isNeeded: (desired) => hasMember(desired, () => true),
  },
  updateMembers: {
    for: 'apply',
    when: 'members are managed as `exact`, or roles are managed',
    isNeeded: mayUpdateMembers,
  },
  removeMembers: {
    for: 'apply',
    when: 'members are managed as `exact`, or roles are managed',
    isNeeded: mayUpdateMembers,
  },
  removeMemberRole: {
    for: 'apply',
    when: 'roles are managed and bulk calls only add them',
    isNeeded: managesRoles,
  },
  setFeatureFlag: { for: 'apply', when: 'feature flags are managed', isNeeded: hasFlags },
  setPasskeyPolicy: { for: 'apply', when: '`passkeys` is set', isNeeded: hasPasskeys },
};

/** Returns the operations that plan, and those that apply alone, may use for this configuration. */
export function needOperations(desired: DesiredState): readonly OperationName[] {
  return operationNames.filter((name) => operationNeeds[name].isNeeded(desired));
}

const operationNames = Object.keys(operationNeeds) as readonly OperationName[];

function hasMembers({ organizations }: DesiredState): boolean {
  return organizations.some(({ members }) => members !== undefined);
}

function hasMember({ organizations }: DesiredState, is: (member: DesiredMember) => boolean): boolean {
  return organizations.some(({ members }) => members?.some(is) === true);
}

function managesRoles(desired: DesiredState): boolean {
  return hasMember(desired, ({ roles }) => roles !== undefined);
}

function hasRoles(desired: DesiredState): boolean {
  return desired.safety.keepHolder.length > 0 || managesRoles(desired);
}

function hasManyMembers({ organizations }: DesiredState): boolean {
  return !areFewLists(countListed(organizations));
}

function mayUpdateMembers(desired: DesiredState): boolean {
  const isExact = desired.organizations.some(
    ({ members, membership }) => members !== undefined && membership === 'exact',
  );
  return isExact || managesRoles(desired);
}

function mayBeCreated({ selector }: DesiredOrganization): boolean {
  return selector.by !== 'default' && selector.by !== 'code';
}

function mayBeChanged({ selector, ...desired }: DesiredOrganization): boolean {
  const managed = ['name', 'handle', 'externalId', 'allowRegistrations'] as const;
  return managed.some((field) => desired[field] !== undefined && selector.by !== field);
}

function hasFlags({ environment }: DesiredState): boolean {
  return environment.featureFlags.length > 0;
}

function hasPasskeys({ environment }: DesiredState): boolean {
  return environment.passkeys !== undefined;
}
