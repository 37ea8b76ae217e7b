// The endpoints of an organization's members: the list, the two bulk writes and the single removal. A bulk write is
// refused as a whole, or it takes effect for the people whom its answer lists.
import { ApiRefusal } from '../serve/api-refusal.js';
import type { Call, Endpoint, Ground } from '../serve/call.js';
import { takePage } from '../serve/take-page.js';
import { compareText } from '../../model/text/compare-text.js';
import type { Member, Organization } from '../state/rows.js';
import { permissionsOf } from './member-permission-endpoints.js';
import { findUser, joinName, organizationOf, readBody, splitQuery, success } from './answer-parts.js';

const largestBulk = 100;

interface WrittenMember {
  readonly id: string;
  readonly operation?: string;
  readonly roles?: readonly string[];
  readonly permissions?: readonly string[];
}

function describeMember(member: Member, ground: Ground): Readonly<Record<string, unknown>> {
  const user = findUser(member.userId, ground);
  return {
    id: user.id,
    email: user.emails[0] ?? null,
    full_name: joinName(user.firstName, user.lastName),
    last_name: user.lastName,
    first_name: user.firstName,
    picture: null,
    // Kinde's documents do not allow null here, so the field is left out.
    ...(member.joinedOn === null ? {} : { joined_on: member.joinedOn }),
    last_accessed_on: member.lastAccessedOn ?? null,
    is_suspended: user.isSuspended || member.isSuspended === true,
    roles: member.roles,
  };
}

function sortText(field: 'name' | 'email', member: Member, { tenant }: Ground): string {
  const user = tenant.users.get(member.userId);
  if (field === 'email') return user?.emails[0] ?? '';
  return joinName(user?.firstName, user?.lastName);
}

function orderMembers(call: Call, organization: Organization, ground: Ground): readonly Member[] {
  const sort = call.query.get('sort');
  if (!sort) return organization.members.ordered();
  const field = sort.startsWith('name') ? 'name' : 'email';
  const sign = sort.endsWith('_asc') ? 1 : -1;
  // The order is not cached: a name or address may change without a change of the membership.
  return organization.members
    .ordered()
    .toSorted(
      (left, right) => sign * compareText(sortText(field, left, ground), sortText(field, right, ground)),
    );
}

/** Returns the members that match the filters of the call. */
function filterMembers(all: readonly Member[], call: Call, { tenant }: Ground): readonly Member[] {
  const roles = splitQuery(call, 'roles');
  const permissions = splitQuery(call, 'permissions');
  if (roles.length + permissions.length === 0) return all;
  const hasPermission = (member: Member, permission: string): boolean =>
    permissionsOf(member, tenant).has(permission);
  return all.filter(
    (member) =>
      roles.every((role) => member.roles.includes(role)) &&
      permissions.every((permission) => hasPermission(member, permission)),
  );
}

const listMembers: Endpoint = (call, ground) => {
  const all = orderMembers(call, organizationOf(call, ground), ground);
  const page = takePage(filterMembers(all, call, ground), call, ground.unknowns.endOfList);
  const organizationUsers = page.rows.map((member) => describeMember(member, ground));
  return { ...success, organization_users: organizationUsers, ...page.next };
};

function checkWritten(written: WrittenMember, members: Organization['members'], ground: Ground): void {
  const isNew = !members.has(written.id) && written.operation === undefined;
  if (findUser(written.id, ground).isSuspended && isNew && ground.unknowns.addSuspended === 'refused')
    throw new ApiRefusal('USER_SUSPENDED', 'The user is suspended');
  const unknownRole = written.roles?.find((role) => !ground.tenant.roles.has(role));
  if (unknownRole !== undefined) throw new ApiRefusal('ROLE_NOT_FOUND', `Role not found: ${unknownRole}`);
  const unknown = written.permissions?.find((key) => !ground.tenant.permissions.has(key));
  if (unknown !== undefined) throw new ApiRefusal('PERMISSION_NOT_FOUND', `Permission not found: ${unknown}`);
  if (written.operation !== undefined && written.operation !== 'delete') {
    throw new ApiRefusal('INVALID_OPERATION', 'The only operation is delete', { breaksContract: true });
  }
}

/** Returns the users of a bulk body, without those to leave out. Throws `ApiRefusal` if one of them can't be written. */
function readBulk(call: Call, ground: Ground): readonly WrittenMember[] {
  const { users = [] } = readBody<{ users?: readonly WrittenMember[] }>(call, {});
  if (users.length === 0) throw new ApiRefusal('USERS_REQUIRED', 'No users given');
  if (users.length > largestBulk) {
    const message = `No more than ${largestBulk} users can be written at a time`;
    throw new ApiRefusal('TOO_MANY_USERS', message, { breaksContract: true });
  }
  const { members } = organizationOf(call, ground);
  for (const user of users) checkWritten(user, members, ground);
  return users.filter((user) => !call.leaveOut.has(user.id));
}

/** Adds a member, and returns whether the organization accepted the user. */
function join(organization: Organization, { id, ...written }: WrittenMember, ground: Ground): boolean {
  const { tenant, timestamp, unknowns } = ground;
  if (unknowns.addSuspended === 'skipped' && findUser(id, ground).isSuspended) return false;
  const { roles = [], permissions = [] } = written;
  const keys = { roles: [...new Set(roles)], permissions: [...new Set(permissions)] };
  tenant.putMember(organization, { userId: id, ...keys, joinedOn: timestamp() });
  return true;
}

const addMembers: Endpoint = (call, ground) => {
  const organization = organizationOf(call, ground);
  const users = readBulk(call, ground);
  const { members } = organization;
  if (ground.unknowns.addExistingMember === 'refused' && users.some((user) => members.has(user.id))) {
    throw new ApiRefusal('USER_ALREADY_IN_ORGANIZATION', 'User is already in the organization');
  }
  const added: string[] = [];
  for (const user of users) {
    if (!members.has(user.id) && join(organization, user, ground)) added.push(user.id);
  }
  return { ...success, users_added: added };
};

type BulkAnswer = Record<'users_added' | 'users_updated' | 'users_removed', string[]>;

interface MemberChange {
  readonly organization: Organization;
  readonly written: WrittenMember;
  readonly answer: BulkAnswer;
}

function changeMember({ organization, written, answer }: MemberChange, ground: Ground): void {
  const member = organization.members.get(written.id);
  if (written.operation === 'delete') {
    if (!member) return;
    ground.tenant.removeMember(organization.code, written.id);
    answer.users_removed.push(written.id);
  } else if (!member) {
    // Kinde's documents say "users to add, update or remove", so this call adds as well.
    if (join(organization, written, ground)) answer.users_added.push(written.id);
  } else {
    const patch = (live: readonly string[], keys = live): readonly string[] =>
      ground.unknowns.patchRoles === 'add' ? [...new Set([...live, ...keys])] : [...new Set(keys)];
    const roles = patch(member.roles, written.roles);
    const permissions = patch(member.permissions ?? [], written.permissions);
    ground.tenant.putMember(organization, { ...member, roles, permissions });
    answer.users_updated.push(written.id);
  }
}

const updateMembers: Endpoint = (call, ground) => {
  const organization = organizationOf(call, ground);
  const answer: BulkAnswer = { users_added: [], users_updated: [], users_removed: [] };
  for (const written of readBulk(call, ground)) changeMember({ organization, written, answer }, ground);
  return { ...success, ...answer };
};

const removeMember: Endpoint = (call, ground) => {
  const { code, members } = organizationOf(call, ground);
  const userId = call.params['user_id'] ?? '';
  if (!members.has(userId))
    throw new ApiRefusal('USER_NOT_IN_ORGANIZATION', 'User is not in the organization');
  ground.tenant.removeMember(code, userId);
  return success;
};

export const memberEndpoints = {
  GetOrganizationUsers: listMembers,
  AddOrganizationUsers: addMembers,
  UpdateOrganizationUsers: updateMembers,
  RemoveOrganizationUser: removeMember,
};
