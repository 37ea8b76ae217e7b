// The calls that write: each names its operation, its parameters, its body and the function that reads the answer. The
// table of operations says the rest.
import type { BulkAnswer, WriteClient } from '../../model/client.js';
import { InternalError } from '../../model/errors.js';
import { bulkLimit } from '../../model/kinde-limits.js';
import type { Operation } from '../../model/operations/operation.js';
import { writes } from '../../model/operations/operations.js';
import type { Caller } from './caller.js';
import { writeValue } from './value-calls.js';
import { readBulkAnswer, writeMembers, writeRemovals } from '../rows/member-row.js';
import { writeOrganization } from '../rows/organization-row.js';
import { readCreatedPerson, writePerson } from '../rows/person-row.js';
import { writeEntity, writeRolePermissions } from '../rows/role-row.js';
import { writeInvitation } from '../rows/way-in-row.js';
import { readObject, readText } from '../http/read-json.js';

/** Returns the client that writes. `WriteClient` says what its calls return and throw. */
export function createWriteClient(call: Caller): WriteClient {
  const { send, sendBatch } = startWriting(call);
  return {
    createOrganization: (fields) =>
      call({
        operation: writes.createOrganization,
        body: writeOrganization(fields),
        readAnswer: readCreatedOrganization,
      }),
    updateOrganization: (code, fields) =>
      send(writes.updateOrganization, { org_code: code }, writeOrganization(fields)),
    clearOrganizationHandle: (code) => send(writes.clearOrganizationHandle, { org_code: code }),
    createUser: (user) =>
      call({ operation: writes.createUser, body: writePerson(user), readAnswer: readCreatedPerson }),
    createInvitation: (code, invitation) =>
      send(writes.createInvitation, { org_code: code }, writeInvitation(invitation)),
    revokeInvitation: (code, invitationCode) =>
      send(writes.revokeInvitation, { org_code: code, invite_code: invitationCode }),
    addMembers: (code, members) => sendBatch(writes.addMembers, code, { rows: members, write: writeMembers }),
    updateMembers: (code, members) =>
      sendBatch(writes.updateMembers, code, { rows: members, write: writeMembers }),
    removeMembers: (code, userIds) =>
      sendBatch(writes.removeMembers, code, { rows: userIds, write: writeRemovals }),
    removeMemberRole: (code, userId, roleId) =>
      send(writes.removeMemberRole, { org_code: code, user_id: userId, role_id: roleId }),
    endSessions: (userId) => send(writes.endSessions, { user_id: userId }),
    createPermission: (fields) => send(writes.createPermission, {}, writeEntity(fields)),
    updatePermission: (id, fields) =>
      send(writes.updatePermission, { permission_id: id }, writeEntity(fields)),
    createRole: (fields) =>
      call({ operation: writes.createRole, body: writeEntity(fields), readAnswer: readCreatedRole }),
    updateRole: (id, fields) => send(writes.updateRole, { role_id: id }, writeEntity(fields)),
    updateRolePermissions: (roleId, permissions) =>
      send(writes.updateRolePermissions, { role_id: roleId }, writeRolePermissions(permissions)),
    writeValue: async (operation, value) => writeValue(call, operation, value),
  };
}

interface Batch<Row> {
  readonly rows: readonly Row[];
  /** Returns the body. */
  readonly write: (rows: readonly Row[]) => object;
}

interface Writing {
  /** Sends a write whose status alone says that it succeeded. */
  readonly send: (
    operation: Operation,
    path: Readonly<Record<string, string>>,
    body?: object,
  ) => Promise<void>;
  /** Sends a bulk write to an organization. Rejects with `InternalError` for an empty batch or one above the limit. */
  readonly sendBatch: <Row>(operation: Operation, code: string, batch: Batch<Row>) => Promise<BulkAnswer>;
}

function startWriting(call: Caller): Writing {
  return {
    send: (operation, path, body) => call({ operation, parts: { path }, body, readAnswer: () => undefined }),
    sendBatch: async (operation, code, { rows, write }) => {
      // Kinde's answer to an empty bulk write is unknown.
      if (rows.length === 0 || rows.length > bulkLimit)
        throw new InternalError(`A bulk write takes 1 to ${bulkLimit} members, not ${rows.length}.`);
      return call({
        operation,
        parts: { path: { org_code: code } },
        body: write(rows),
        readAnswer: readBulkAnswer,
      });
    },
  };
}

function readCreatedOrganization(answer: unknown): string {
  return readText(readObject(readObject(answer, 'the answer')['organization'], 'organization'), 'code');
}

function readCreatedRole(answer: unknown): string {
  return readText(readObject(readObject(answer, 'the answer')['role'], 'role'), 'id');
}
