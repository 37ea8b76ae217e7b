// The endpoints of roles and their holders: list both, and give a member a role or remove it.
import { ApiRefusal } from '../serve/api-refusal.js';
import type { Call, Endpoint, Ground } from '../serve/call.js';
import { endOfList, takePage } from '../serve/take-page.js';
import { compareText } from '../../model/text/compare-text.js';
import type { Member, Organization, Role } from '../state/rows.js';
import { findById, organizationOf, readBody, success } from './answer-parts.js';

function orderRoles(call: Call, { tenant }: Ground): readonly Role[] {
  const sort = call.query.get('sort');
  if (!sort) return tenant.roles.ordered();
  const field = sort.startsWith('name') ? 'name' : 'key';
  const sign = sort.endsWith('_asc') ? 1 : -1;
  return tenant.roles.ordered(sort, (left, right) => sign * compareText(left[field], right[field]));
}

const listRoles: Endpoint = (call, ground) => {
  const page = takePage(orderRoles(call, ground), call, ground.unknowns.endOfList);
  const roles = page.rows.map(({ id, key, name, description, isDefault }) => ({
    id,
    key,
    name,
    description,
    is_default_role: isDefault,
  }));
  return { ...success, roles, ...page.next };
};

/** Returns the role that the path names; throws `ApiRefusal` if there is none. */
export function roleOf(call: Call, ground: Ground): Role {
  return findById(ground.tenant.roles, call.params['role_id'], 'Role');
}

const listRoleHolders: Endpoint = (call, ground) => {
  const role = roleOf(call, ground);
  const page = takePage(ground.tenant.holdersOf(role.key), call, ground.unknowns.endOfList);
  const users = page.rows.map(({ userId, organizationCodes }) => ({
    id: userId,
    org_codes: organizationCodes,
  }));
  return { ...success, users, ...page.next };
};

const listOwnHolders: Endpoint = (call, ground) => {
  const { members } = organizationOf(call, ground);
  const { key } = roleOf(call, ground);
  const holders = members.ordered().filter(({ roles }) => roles.includes(key));
  const page = takePage(holders, call, ground.unknowns.endOfList);
  return { ...success, users: page.rows.map(({ userId }) => ({ id: userId })), ...page.next };
};

/** A member and the organization. */
export interface Place {
  readonly organization: Organization;
  readonly member: Member;
}

/** Returns the membership that the path names; throws `ApiRefusal` if there is none. Kinde refuses a user who is no member with a code of its own. */
export function membershipOf(call: Call, ground: Ground): Place {
  const organization = organizationOf(call, ground);
  const member = organization.members.get(call.params['user_id'] ?? '');
  if (!member) throw new ApiRefusal('USER_NOT_IN_ORGANIZATION', 'User is not in the organization');
  return { organization, member };
}

const listMemberRoles: Endpoint = (call, ground) => {
  const { member } = membershipOf(call, ground);
  const held = ground.tenant.roles.ordered().filter((role) => member.roles.includes(role.key));
  const roles = held.map(({ id, key, name }) => ({ id, key, name }));
  return { ...success, roles, ...endOfList(ground.unknowns.endOfList) };
};

const addMemberRole: Endpoint = (call, ground) => {
  const { organization, member } = membershipOf(call, ground);
  const { role_id: id } = readBody<{ role_id?: string }>(call, {});
  const role = findById(ground.tenant.roles, id, 'Role');
  if (member.roles.includes(role.key))
    throw new ApiRefusal('ROLE_ALREADY_ASSIGNED', 'User already has the role');
  ground.tenant.putMember(organization, { ...member, roles: [...member.roles, role.key] });
  return success;
};

const removeMemberRole: Endpoint = (call, ground) => {
  const { organization, member } = membershipOf(call, ground);
  const { key } = roleOf(call, ground);
  if (!member.roles.includes(key)) throw new ApiRefusal('ROLE_NOT_ASSIGNED', 'User does not have the role');
  ground.tenant.putMember(organization, { ...member, roles: member.roles.filter((role) => role !== key) });
  return success;
};

export const roleEndpoints = {
  GetRoles: listRoles,
  GetRoleUsers: listRoleHolders,
  GetOrganizationRoleUsers: listOwnHolders,
  GetOrganizationUserRoles: listMemberRoles,
  CreateOrganizationUserRole: addMemberRole,
  DeleteOrganizationUserRole: removeMemberRole,
};
