// Turns a row of `getOrganizationUsers` into a member, and members into the body of a bulk write.
import type { BulkAnswer, MemberWrite } from '../../model/client.js';
import type { LiveMember } from '../../model/live.js';
import { readFullName } from './full-name.js';
import {
  readBooleanOrNull,
  readObject,
  readText,
  readTextOrNull,
  readTextsOrNull,
  type JsonObject,
} from '../http/read-json.js';

/** Returns the member in a row. A row without an id can't be told from others: `BadShapeError`. */
export function readMember(row: JsonObject): LiveMember {
  const roles = readTextsOrNull(row, 'roles');
  return {
    userId: readText(row, 'id'),
    email: readTextOrNull(row, 'email'),
    fullName: readFullName(row),
    roles: roles === null ? null : [...new Set(roles)].sort(),
    isSuspended: readBooleanOrNull(row, 'is_suspended'),
  };
}

/** Returns the body that adds or updates members; roles that are absent are not sent. */
export function writeMembers(members: readonly MemberWrite[]): JsonObject {
  const users = members.map(({ userId, roles }) => ({
    id: userId,
    ...(roles === undefined ? {} : { roles }),
  }));
  return { users };
}

/** Returns the body that takes people out of an organization. */
export function writeRemovals(userIds: readonly string[]): JsonObject {
  return { users: userIds.map((id) => ({ id, operation: 'delete' })) };
}

/** Returns what a bulk answer says was done. A list that is absent, like an empty answer (204), names nobody. */
export function readBulkAnswer(answer: unknown): BulkAnswer {
  const row = answer === null ? {} : readObject(answer, 'the answer');
  return {
    added: readTextsOrNull(row, 'users_added') ?? [],
    updated: readTextsOrNull(row, 'users_updated') ?? [],
    removed: readTextsOrNull(row, 'users_removed') ?? [],
  };
}
