// The calls that only read, each one an operation of Kinde. The ReadClient type says what they return and throw.
import type { ReadClient } from '../../model/client.js';
import type { Caller } from './caller.js';
import { readEnvironment, readFeatureFlags, readPasskeyPolicy } from '../rows/environment-row.js';
import { listPages, readRows } from './list-pages.js';
import { listUsers, peekUsers } from './list-users.js';
import { readMember } from '../rows/member-row.js';
import { operations } from '../operations.js';
import { readOrganization } from '../rows/organization-row.js';
import { readObject } from '../http/read-json.js';
import { readRole, readRoleHolder } from '../rows/role-row.js';

/** Returns the calls that read, over `call`. */
export function createReadClient(call: Caller): ReadClient {
  return { ...createEnvironmentReads(call), ...createOrganizationReads(call), ...createRoleReads(call) };
}

function createEnvironmentReads(
  call: Caller,
): Pick<ReadClient, 'getEnvironment' | 'getPasskeyPolicy' | 'listFeatureFlags' | 'listUsers' | 'peekUsers'> {
  return {
    getEnvironment: () => call({ operation: operations.getEnvironment, readAnswer: readEnvironment }),
    getPasskeyPolicy: () => call({ operation: operations.getPasskeyPolicy, readAnswer: readPasskeyPolicy }),
    listFeatureFlags: () =>
      listPages(call, {
        operation: operations.listFeatureFlags,
        readRows: readFeatureFlags,
        keyOf: (flag) => flag.key,
      }),
    listUsers: (options) => listUsers(call, options),
    peekUsers: () => peekUsers(call),
  };
}

function createOrganizationReads(
  call: Caller,
): Pick<ReadClient, 'listOrganizations' | 'getOrganization' | 'listMembers'> {
  return {
    listOrganizations: () =>
      listPages(call, {
        operation: operations.listOrganizations,
        readRows: (page) => readRows(page, 'organizations', readOrganization),
        keyOf: (organization) => organization.code,
      }),
    getOrganization: (code) =>
      call({
        operation: operations.getOrganization,
        parts: { query: { code } },
        readAnswer: (answer) => readOrganization(readObject(answer, 'the answer')),
      }),
    listMembers: (organizationCode) =>
      listPages(call, {
        operation: operations.listMembers,
        path: { org_code: organizationCode },
        readRows: (page) => readRows(page, 'organization_users', readMember),
        keyOf: (member) => member.userId,
      }),
  };
}

function createRoleReads(call: Caller): Pick<ReadClient, 'listRoles' | 'listRoleHolders'> {
  return {
    listRoles: () =>
      listPages(call, {
        operation: operations.listRoles,
        readRows: (page) => readRows(page, 'roles', readRole),
        keyOf: (role) => role.id,
      }),
    listRoleHolders: (roleId) =>
      listPages(call, {
        operation: operations.listRoleHolders,
        path: { role_id: roleId },
        readRows: (page) => readRows(page, 'users', readRoleHolder),
        keyOf: (holder) => holder.userId,
      }),
  };
}
