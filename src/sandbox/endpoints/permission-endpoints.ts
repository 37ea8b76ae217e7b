// The endpoints of permissions, which all environments of a business share.
import { ApiRefusal } from '../serve/api-refusal.js';
import type { Call, Endpoint, Ground } from '../serve/call.js';
import { takePage } from '../serve/take-page.js';
import { makePermission } from '../state/from-seed.js';
import { compareText } from '../../model/text/compare-text.js';
import type { Permission } from '../state/rows.js';
import { findById, present, readBody, success } from './answer-parts.js';

/** Returns permissions in the order that the query names. */
export function orderPermissions<Row extends Pick<Permission, 'id' | 'name'>>(
  rows: readonly Row[],
  call: Call,
): readonly Row[] {
  const sort = call.query.get('sort');
  if (!sort) return rows;
  const field = sort.startsWith('name') ? 'name' : 'id';
  const sign = sort.endsWith('_asc') ? 1 : -1;
  return rows.toSorted((left, right) => sign * compareText(left[field], right[field]));
}

/** Returns a permission in the form of lists. */
export function describePermission({
  id,
  key,
  name,
  description,
}: Permission): Readonly<Record<string, unknown>> {
  return { id, key, name, ...present({ description }) };
}

/** Returns the permission of this id; throws `ApiRefusal` if there is none. */
export function findPermission(id: string | undefined, { tenant }: Ground): Permission {
  return findById(tenant.permissions, id, 'Permission');
}

const listPermissions: Endpoint = (call, ground) => {
  const rows = orderPermissions(ground.tenant.permissions.ordered(), call);
  const page = takePage(rows, call, ground.unknowns.endOfList);
  return { ...success, permissions: page.rows.map(describePermission), ...page.next };
};

interface WrittenPermission {
  readonly key?: string;
  readonly name?: string;
  readonly description?: string;
}

const createPermission: Endpoint = (call, { tenant }) => {
  const { key, name, description } = readBody<WrittenPermission>(call, {});
  if (!key || !name) throw new ApiRefusal('PERMISSION_DETAILS_REQUIRED', 'Name and key are required');
  if (tenant.permissions.has(key)) throw new ApiRefusal('PERMISSION_KEY_IN_USE', 'The key is already in use');
  tenant.permissions.put(key, makePermission({ key, name, description: description ?? null }));
  return success;
};

const updatePermission: Endpoint = (call, ground) => {
  const { tenant } = ground;
  const permission = findPermission(call.params['permission_id'], ground);
  const written = readBody<WrittenPermission>(call, {});
  const key = written.key ?? permission.key;
  if (key !== permission.key && tenant.permissions.has(key)) {
    throw new ApiRefusal('PERMISSION_KEY_IN_USE', 'The key is already in use');
  }
  tenant.replacePermission(permission.key, { ...permission, ...written, key });
  return success;
};

const deletePermission: Endpoint = (call, ground) => {
  ground.tenant.removePermission(findPermission(call.params['permission_id'], ground).key);
  return success;
};

export const permissionEndpoints = {
  GetPermissions: listPermissions,
  CreatePermission: createPermission,
  UpdatePermissions: updatePermission,
  DeletePermission: deletePermission,
};
