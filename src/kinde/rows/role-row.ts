// Rows of `getRoles`, `getRoleUsers` and `getPermissions` become roles, their holders and permissions.
import type { EntityFields, RolePermissionWrite, RoleHolder } from '../../model/client.js';
import type { LivePermission, LiveRole } from '../../model/live.js';
import {
  BadShapeError,
  readText,
  readTextOrNull,
  readTextsOrNull,
  type JsonObject,
} from '../http/read-json.js';

/** Returns the role of a row. */
export function readRole(row: JsonObject): LiveRole {
  const isDefault = row['is_default_role'];
  return { ...readPermission(row), isDefault: typeof isDefault === 'boolean' ? isDefault : null };
}

/** Returns the permission of a row. An empty description is none. */
export function readPermission(row: JsonObject): LivePermission {
  const description = readTextOrNull(row, 'description');
  return {
    id: readText(row, 'id'),
    key: readText(row, 'key'),
    name: readTextOrNull(row, 'name') ?? '',
    description: description === '' ? null : description,
  };
}

/** Returns the body that creates or updates a role or permission. */
export function writeEntity({
  key,
  name,
  description,
  isDefault,
}: EntityFields & { readonly isDefault?: boolean }): Readonly<Record<string, unknown>> {
  return {
    key,
    name,
    ...(description === undefined ? {} : { description }),
    ...(isDefault === undefined ? {} : { is_default_role: isDefault }),
  };
}

/** Returns the body that gives permissions to a role, or takes them away. */
export function writeRolePermissions(permissions: readonly RolePermissionWrite[]): JsonObject {
  return {
    permissions: permissions.map(({ permissionId, isRemoved }) => ({
      id: permissionId,
      ...(isRemoved === true ? { operation: 'delete' } : {}),
    })),
  };
}

/** Returns the holder of a row. A row must name its organizations, else it throws `BadShapeError`. */
export function readRoleHolder(row: JsonObject): RoleHolder {
  const organizations = readTextsOrNull(row, 'org_codes');
  if (organizations === null) throw new BadShapeError('org_codes is not a list');
  return { userId: readText(row, 'id'), organizations: [...new Set(organizations)].sort() };
}
