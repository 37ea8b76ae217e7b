// A row of `getOrganizationUsers` becomes a member, and members become the body of a bulk write.
import type { BulkAnswer, MemberWrite } from '../../model/client.js';
import type { LiveMember } from '../../model/live.js';
import { readFullName } from './person-row.js';
import {
  readBooleanOrNull,
  readObject,
  readText,
  readTextOrNull,
  readTextsOrNull,
  type JsonObject,
} from '../http/read-json.js';

/** Returns the member of a row. A row without an id can't be told from others: throws `BadShapeError`. */
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

/** Returns the body that adds or updates members; absent roles are not sent. */
export function writeMembers(members: readonly MemberWrite[]): JsonObject {
  const users = members.map(({ userId, roles }) => ({
    id: userId,
    ...(roles === undefined ? {} : { roles }),
  }));
  return { users };
}

/** Returns the body that removes people from an organization. */
export function writeRemovals(userIds: readonly string[]): JsonObject {
  return { users: userIds.map((id) => ({ id, operation: 'delete' })) };
}

/** Returns the user ids that a bulk answer names as done. An absent list and an empty answer (204) name nobody. */
export function readBulkAnswer(answer: unknown): BulkAnswer {
  const row = answer === null ? {} : readObject(answer, 'the answer');
  return {
    added: readTextsOrNull(row, 'users_added') ?? [],
    updated: readTextsOrNull(row, 'users_updated') ?? [],
    removed: readTextsOrNull(row, 'users_removed') ?? [],
  };
}
