// The calls that read: each names its operation, its parameters and the function that reads a row. The table of
// operations says the rest.
import type { AccessClient } from '../../model/access.js';
import type { ReadClient } from '../../model/client.js';
import type { LivePermission } from '../../model/live.js';
import { operations, reads } from '../../model/operations/operations.js';
import type { Caller } from './caller.js';
import { readAccessMember } from '../rows/access-row.js';
import { readEnvironment } from '../rows/environment-row.js';
import { listPages, readEachRow, readRows, type PageRows } from './list-pages.js';
import { findAccessPeople, listAccessPeople, listUsers, readFirstUsers, searchUsers } from './list-users.js';
import { valueReads } from '../../model/operations/value-operations.js';
import { listValues } from './value-calls.js';
import { readMember } from '../rows/member-row.js';
import { readOrganization, readWholeOrganization } from '../rows/organization-row.js';
import { readObject, type JsonObject } from '../http/read-json.js';
import { readInvitation, readInvitationCode } from '../rows/way-in-row.js';
import { readPermission, readRole, readRoleHolder } from '../rows/role-row.js';

/** Returns the client that reads. `ReadClient` says what its calls return and throw. */
export function createReadClient(call: Caller): ReadClient {
  return {
    getEnvironment: () => call({ operation: reads.getEnvironment, readAnswer: readEnvironment }),
    readValues: (list, code) => listValues(call, valueReads[list], code),
    listOrganizations: () =>
      listPages(call, {
        operation: reads.listOrganizations,
        readRows: (page) => readEachRow(page, 'organizations', readOrganization),
        keyOf: (organization) => organization.code,
      }),
    getOrganization: (code) =>
      call({
        operation: reads.getOrganization,
        parts: { query: { code } },
        readAnswer: (answer) => readWholeOrganization(readObject(answer, 'the answer'), code),
      }),
    listMembers: (organizationCode) =>
      listPages(call, {
        operation: reads.listMembers,
        path: { org_code: organizationCode },
        readRows: (page) => readEachRow(page, 'organization_users', readMember),
        keyOf: (member) => member.userId,
      }),
    // Without `include_accepted` and `include_revoked`, Kinde should list pending invitations only.
    listInvitations: async (organizationCode) => {
      const { rows, ...listing } = await listPages(call, {
        operation: reads.listInvitations,
        path: { org_code: organizationCode },
        readRows: (page) => readRows(page, 'invites', readInvitation),
        keyOf: ({ id }) => id,
      });
      const pending = rows.flatMap(({ isPending, ...invitation }) => (isPending ? [invitation] : []));
      return { rows: pending, ...listing };
    },
    listInvitationCodes: async (organizationCode) => {
      const { rows } = await listPages(call, {
        operation: reads.listInvitations,
        path: { org_code: organizationCode },
        readRows: (page) => readRows(page, 'invites', readInvitationCode),
        keyOf: ([first]) => first?.code ?? '',
      });
      return rows.flat();
    },
    listRoles: () =>
      listPages(call, {
        operation: reads.listRoles,
        readRows: (page) => readRows(page, 'roles', readRole),
        keyOf: (role) => role.id,
      }),
    listRoleHolders: (roleId) =>
      listPages(call, {
        operation: reads.listRoleHolders,
        path: { role_id: roleId },
        readRows: (page) => readEachRow(page, 'users', readRoleHolder),
        keyOf: (holder) => holder.userId,
      }),
    listPermissions: () =>
      listPages(call, {
        operation: reads.listPermissions,
        readRows: readPermissionsPage,
        keyOf: (permission) => permission.id,
      }),
    listRolePermissions: (roleId) =>
      listPages(call, {
        operation: reads.listRolePermissions,
        path: { role_id: roleId },
        readRows: readPermissionsPage,
        keyOf: (permission) => permission.id,
      }),
    listUsers: (options) => listUsers(call, options),
    searchUsers: (text) => searchUsers(call, text),
    readFirstUsers: () => readFirstUsers(call),
  };
}

function readPermissionsPage(page: JsonObject): PageRows<LivePermission> {
  return readRows(page, 'permissions', readPermission);
}

/** Returns the client of the report, whose rows hold times. `AccessClient` says what its calls return and throw. */
export function createAccessClient(call: Caller): AccessClient {
  return {
    listAccessMembers: (organizationCode) =>
      listPages(call, {
        operation: operations.listMembers,
        path: { org_code: organizationCode },
        readRows: (page) => readRows(page, 'organization_users', readAccessMember),
        keyOf: (member) => member.userId,
      }),
    listAccessPeople: () => listAccessPeople(call),
    findAccessPeople: (ids) => findAccessPeople(call, ids),
  };
}
