// The endpoints of a member's permissions: through roles, or of the member alone.
import { ApiRefusal } from '../serve/api-refusal.js';
import type { Endpoint } from '../serve/call.js';
import type { Member } from '../state/rows.js';
import type { Tenant } from '../state/tenant.js';
import { readBody, readExpand, success } from './answer-parts.js';
import { describePermission, findPermission } from './permission-endpoints.js';
import { membershipOf } from './role-endpoints.js';

/** Returns the keys of all permissions of a member, those of the roles included. */
export function permissionsOf({ roles, permissions = [] }: Member, tenant: Tenant): ReadonlySet<string> {
  return new Set([...permissions, ...roles.flatMap((role) => tenant.roles.get(role)?.permissions ?? [])]);
}

const listPermissions: Endpoint = (call, ground) => {
  const { tenant } = ground;
  const expand = readExpand(call, ['roles']);
  const { member } = membershipOf(call, ground);
  const held = permissionsOf(member, tenant);
  const own = tenant.roles.ordered().filter(({ key }) => member.roles.includes(key));
  const rolesWith = (key: string) =>
    own
      .filter(({ permissions }) => permissions.includes(key))
      .map((role) => ({ id: role.id, key: role.key }));
  const rows = tenant.permissions.ordered().filter(({ key }) => held.has(key));
  const permissions = rows.map((row) => ({
    ...describePermission(row),
    ...(expand.has('roles') ? { roles: rolesWith(row.key) } : {}),
  }));
  return { ...success, permissions };
};

const addPermission: Endpoint = (call, ground) => {
  const { organization, member } = membershipOf(call, ground);
  const { key } = findPermission(readBody<{ permission_id?: string }>(call, {}).permission_id, ground);
  const { permissions = [] } = member;
  if (permissions.includes(key))
    throw new ApiRefusal('PERMISSION_ALREADY_ASSIGNED', 'User already has the permission');
  ground.tenant.putMember(organization, { ...member, permissions: [...permissions, key] });
  return success;
};

const removePermission: Endpoint = (call, ground) => {
  const { organization, member } = membershipOf(call, ground);
  const { key } = findPermission(call.params['permission_id'], ground);
  const { permissions = [] } = member;
  if (!permissions.includes(key))
    throw new ApiRefusal('PERMISSION_NOT_ASSIGNED', 'User does not have the permission');
  const others = permissions.filter((held) => held !== key);
  ground.tenant.putMember(organization, { ...member, permissions: others });
  return success;
};

export const memberPermissionEndpoints = {
  GetOrganizationUserPermissions: listPermissions,
  CreateOrganizationUserPermission: addPermission,
  DeleteOrganizationUserPermission: removePermission,
};
