// The calls that write: each names its operation, its parameters, its body and the function that reads the answer. The
// table of operations says the rest.
import type { MemberWrite, WriteClient } from '../../model/client.js';
import { InternalError } from '../../model/errors.js';
import { bulkLimit } from '../../model/kinde-limits.js';
import { writes } from '../../model/operations/operations.js';
import type { Caller } from './caller.js';
import { writeValue } from './value-calls.js';
import { readBulkAnswer, writeMembers, writeRemovals } from '../rows/member-row.js';
import { writeOrganization } from '../rows/organization-row.js';
import { readCreatedPerson, writePerson } from '../rows/person-row.js';
import { writeEntity } from '../rows/role-row.js';
import { writeInvitation } from '../rows/way-in-row.js';
import { readObject, readText } from '../http/read-json.js';

/** Returns the client that writes. `WriteClient` says what its calls return and throw. */
export function createWriteClient(call: Caller): WriteClient {
  return {
    createOrganization: (fields) =>
      call({
        operation: writes.createOrganization,
        body: writeOrganization(fields),
        readAnswer: readCreatedOrganization,
      }),
    updateOrganization: (code, fields) =>
      call({
        operation: writes.updateOrganization,
        parts: { path: { org_code: code } },
        body: writeOrganization(fields),
        readAnswer: readNothing,
      }),
    clearOrganizationHandle: (code) =>
      call({
        operation: writes.clearOrganizationHandle,
        parts: { path: { org_code: code } },
        readAnswer: readNothing,
      }),
    createUser: (user) =>
      call({ operation: writes.createUser, body: writePerson(user), readAnswer: readCreatedPerson }),
    createInvitation: (organizationCode, invitation) =>
      call({
        operation: writes.createInvitation,
        parts: { path: { org_code: organizationCode } },
        body: writeInvitation(invitation),
        readAnswer: readNothing,
      }),
    revokeInvitation: (organizationCode, invitationCode) =>
      call({
        operation: writes.revokeInvitation,
        parts: { path: { org_code: organizationCode, invite_code: invitationCode } },
        readAnswer: readNothing,
      }),
    addMembers: async (organizationCode, members) =>
      call({
        operation: writes.addMembers,
        parts: { path: { org_code: organizationCode } },
        body: writeMembers(requireBatchSize(members)),
        readAnswer: readBulkAnswer,
      }),
    updateMembers: async (organizationCode, members) =>
      call({
        operation: writes.updateMembers,
        parts: { path: { org_code: organizationCode } },
        body: writeMembers(requireBatchSize(members)),
        readAnswer: readBulkAnswer,
      }),
    removeMembers: async (organizationCode, userIds) =>
      call({
        operation: writes.removeMembers,
        parts: { path: { org_code: organizationCode } },
        body: writeRemovals(requireBatchSize(userIds)),
        readAnswer: readBulkAnswer,
      }),
    removeMemberRole: (organizationCode, userId, roleId) =>
      call({
        operation: writes.removeMemberRole,
        parts: { path: { org_code: organizationCode, user_id: userId, role_id: roleId } },
        readAnswer: readNothing,
      }),
    endSessions: (userId) =>
      call({
        operation: writes.endSessions,
        parts: { path: { user_id: userId } },
        readAnswer: readNothing,
      }),
    createPermission: (fields) =>
      call({ operation: writes.createPermission, body: writeEntity(fields), readAnswer: readNothing }),
    updatePermission: (id, fields) =>
      call({
        operation: writes.updatePermission,
        parts: { path: { permission_id: id } },
        body: writeEntity(fields),
        readAnswer: readNothing,
      }),
    createRole: (fields) =>
      call({ operation: writes.createRole, body: writeEntity(fields), readAnswer: readCreatedRole }),
    updateRole: (id, fields) =>
      call({
        operation: writes.updateRole,
        parts: { path: { role_id: id } },
        body: writeEntity(fields),
        readAnswer: readNothing,
      }),
    updateRolePermissions: (roleId, permissions) =>
      call({
        operation: writes.updateRolePermissions,
        parts: { path: { role_id: roleId } },
        body: {
          permissions: permissions.map(({ permissionId, isRemoved }) => ({
            id: permissionId,
            ...(isRemoved === true ? { operation: 'delete' } : {}),
          })),
        },
        readAnswer: readNothing,
      }),
    writeValue: async (operation, value) => writeValue(call, operation, value),
  };
}

// Kinde's answer to an empty bulk write is unknown.
function requireBatchSize<Entry extends MemberWrite | string>(entries: readonly Entry[]): readonly Entry[] {
  if (entries.length >= 1 && entries.length <= bulkLimit) return entries;
  throw new InternalError(`A bulk write takes 1 to ${bulkLimit} members, not ${entries.length}.`);
}

function readCreatedOrganization(answer: unknown): string {
  return readText(readObject(readObject(answer, 'the answer')['organization'], 'organization'), 'code');
}

function readCreatedRole(answer: unknown): string {
  return readText(readObject(readObject(answer, 'the answer')['role'], 'role'), 'id');
}

function readNothing(): void {
  // The status alone says that the write succeeded.
}
