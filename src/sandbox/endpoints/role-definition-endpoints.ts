// The endpoints that define roles: create, read, change and delete one, and change its permissions.
import { ApiRefusal } from '../serve/api-refusal.js';
import type { Call, Endpoint, Ground } from '../serve/call.js';
import { takePage } from '../serve/take-page.js';
import { makeRole } from '../state/from-seed.js';
import { present, readBody, refuseUnmodelled, success } from './answer-parts.js';
import { describePermission, findPermission, orderPermissions } from './permission-endpoints.js';
import { roleOf } from './role-endpoints.js';

interface WrittenRole {
  readonly key?: string;
  readonly name?: string;
  readonly description?: string;
  readonly is_default_role?: boolean;
}

const modelledFields = ['key', 'name', 'description', 'is_default_role'];

/** Returns the written role. Throws `ApiRefusal` if name or key is missing, or another role has the key. */
function readRole(
  call: Call,
  { tenant }: Ground,
  own?: string,
): WrittenRole & Required<Pick<WrittenRole, 'key' | 'name'>> {
  const body = readBody<WrittenRole>(call, {});
  refuseUnmodelled(body, modelledFields);
  const { key, name } = body;
  if (!key || !name) throw new ApiRefusal('ROLE_DETAILS_REQUIRED', 'Name and key are required');
  if (key !== own && tenant.roles.has(key))
    throw new ApiRefusal('ROLE_KEY_IN_USE', 'The key is already in use');
  return { ...body, key, name };
}

const createRole: Endpoint = (call, ground) => {
  const { key, name, description, is_default_role: isDefault = false } = readRole(call, ground);
  const role = makeRole({ key, name, description: description ?? null, isDefault });
  ground.tenant.roles.put(key, role);
  return { ...success, role: { id: role.id } };
};

const getRole: Endpoint = (call, ground) => {
  const { id, key, name, description, isDefault } = roleOf(call, ground);
  return { ...success, role: { id, key, name, ...present({ description }), is_default_role: isDefault } };
};

const updateRole: Endpoint = (call, ground) => {
  const role = roleOf(call, ground);
  const { key, name, description, is_default_role: isDefault } = readRole(call, ground, role.key);
  ground.tenant.replaceRole(role.key, {
    ...role,
    key,
    name,
    description: description ?? role.description,
    isDefault: isDefault ?? role.isDefault,
  });
  return success;
};

const deleteRole: Endpoint = (call, ground) => {
  ground.tenant.removeRole(roleOf(call, ground).key);
  return success;
};

const listRolePermissions: Endpoint = (call, ground) => {
  const { permissions: keys } = roleOf(call, ground);
  const held = ground.tenant.permissions.ordered().filter(({ key }) => keys.includes(key));
  const page = takePage(orderPermissions(held, call), call, ground.unknowns.endOfList);
  return { ...success, permissions: page.rows.map(describePermission), ...page.next };
};

interface WrittenTie {
  readonly id?: string;
  readonly operation?: string;
}

const updateRolePermissions: Endpoint = (call, ground) => {
  const role = roleOf(call, ground);
  const { permissions: ties = [] } = readBody<{ permissions?: readonly WrittenTie[] }>(call, {});
  const written = ties.map(({ id, operation }) => ({ ...findPermission(id, ground), operation }));
  const named = written.filter(({ operation }) => operation !== 'delete');
  const dropped = written.filter(({ operation }) => operation === 'delete').map(({ key }) => key);
  const kept = ground.unknowns.rolePermissions === 'add' || named.length === 0 ? role.permissions : [];
  const permissions = [...new Set([...kept, ...named.map(({ key }) => key)])].filter(
    (key) => !dropped.includes(key),
  );
  ground.tenant.roles.put(role.key, { ...role, permissions });
  const idsOf = (keys: readonly string[]) => keys.map((key) => ground.tenant.permissions.get(key)?.id ?? key);
  return {
    ...success,
    permissions_added: idsOf(permissions.filter((key) => !role.permissions.includes(key))),
    permissions_removed: idsOf(role.permissions.filter((key) => !permissions.includes(key))),
  };
};

const removeRolePermission: Endpoint = (call, ground) => {
  const role = roleOf(call, ground);
  const { key } = findPermission(call.params['permission_id'], ground);
  if (!role.permissions.includes(key))
    throw new ApiRefusal('PERMISSION_NOT_ASSIGNED', 'The role does not have the permission');
  const permissions = role.permissions.filter((held) => held !== key);
  ground.tenant.roles.put(role.key, { ...role, permissions });
  return success;
};

export const roleDefinitionEndpoints = {
  CreateRole: createRole,
  GetRole: getRole,
  UpdateRoles: updateRole,
  DeleteRole: deleteRole,
  GetRolePermissions: listRolePermissions,
  UpdateRolePermissions: updateRolePermissions,
  RemoveRolePermission: removeRolePermission,
};
