// The calls that write, each one an operation of Kinde. The WriteClient type says what they return and throw.
import type { MemberWrite, WriteClient } from '../../model/client.js';
import { InternalError } from '../../model/errors.js';
import type { Caller } from './caller.js';
import { readBulkAnswer, writeMembers, writeRemovals } from '../rows/member-row.js';
import { operations } from '../operations.js';
import { writeOrganization } from '../rows/organization-row.js';
import { readCreatedPerson, writePerson } from '../rows/person-row.js';
import { readObject, readText } from '../http/read-json.js';

type OrganizationWrites = Pick<WriteClient, 'createOrganization' | 'updateOrganization'>;
type MemberWrites = Pick<WriteClient, 'addMembers' | 'updateMembers' | 'removeMembers' | 'removeMemberRole'>;
type EnvironmentWrites = Pick<WriteClient, 'createUser' | 'setFeatureFlag' | 'setPasskeyPolicy'>;

/** Returns the calls that write, over `call`. */
export function createWriteClient(call: Caller): WriteClient {
  return { ...createOrganizationWrites(call), ...createMemberWrites(call), ...createEnvironmentWrites(call) };
}

function createOrganizationWrites(call: Caller): OrganizationWrites {
  return {
    createOrganization: (fields) =>
      call({
        operation: operations.createOrganization,
        body: writeOrganization(fields),
        readAnswer: readCreatedOrganization,
      }),
    updateOrganization: (code, fields) =>
      call({
        operation: operations.updateOrganization,
        parts: { path: { org_code: code } },
        body: writeOrganization(fields),
        readAnswer: readNothing,
      }),
  };
}

function createMemberWrites(call: Caller): MemberWrites {
  return {
    addMembers: async (organizationCode, members) =>
      call({
        operation: operations.addMembers,
        parts: { path: { org_code: organizationCode } },
        body: writeMembers(boundBatch(members)),
        readAnswer: readBulkAnswer,
      }),
    updateMembers: async (organizationCode, members) =>
      call({
        operation: operations.updateMembers,
        parts: { path: { org_code: organizationCode } },
        body: writeMembers(boundBatch(members)),
        readAnswer: readBulkAnswer,
      }),
    removeMembers: async (organizationCode, userIds) =>
      call({
        operation: operations.removeMembers,
        parts: { path: { org_code: organizationCode } },
        body: writeRemovals(boundBatch(userIds)),
        readAnswer: readBulkAnswer,
      }),
    removeMemberRole: (organizationCode, userId, roleId) =>
      call({
        operation: operations.removeMemberRole,
        parts: { path: { org_code: organizationCode, user_id: userId, role_id: roleId } },
        readAnswer: readNothing,
      }),
  };
}

function createEnvironmentWrites(call: Caller): EnvironmentWrites {
  return {
    createUser: (user) =>
      call({ operation: operations.createUser, body: writePerson(user), readAnswer: readCreatedPerson }),
    setFeatureFlag: (key, value) =>
      call({
        operation: operations.setFeatureFlag,
        parts: { path: { feature_flag_key: key } },
        body: { value },
        readAnswer: readNothing,
      }),
    setPasskeyPolicy: (policy) =>
      call({ operation: operations.setPasskeyPolicy, body: { policy }, readAnswer: readNothing }),
  };
}

// Kinde takes at most 100 objects in a bulk write; what it does with an empty one is not known.
function boundBatch<Entry extends MemberWrite | string>(entries: readonly Entry[]): readonly Entry[] {
  if (entries.length >= 1 && entries.length <= 100) return entries;
  throw new InternalError(`A bulk write of ${entries.length} members; it takes 1 to 100.`);
}

function readCreatedOrganization(answer: unknown): string {
  return readText(readObject(readObject(answer, 'the answer')['organization'], 'organization'), 'code');
}

function readNothing(): void {
  // The status says it all.
}
