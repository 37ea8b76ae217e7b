// The endpoints of system permissions, which hold in Kinde's self-serve portal: the list, and those of a role.
import { ApiRefusal } from '../serve/api-refusal.js';
import type { Endpoint, Ground } from '../serve/call.js';
import { takePage } from '../serve/take-page.js';
import { mintUuid } from '../state/mint-id.js';
import { readBody, success } from './answer-parts.js';
import { orderPermissions } from './permission-endpoints.js';
import { roleOf } from './role-endpoints.js';

/** The system permissions that Kinde's documents name; a seed may give roles others. */
const documented = ['org:read:billing', 'org:write:members'];

interface SystemPermission {
  readonly id: string;
  readonly key: string;
  readonly name: string;
}

function describe(key: string): SystemPermission {
  return { id: mintUuid('permission', `system:${key}`), key, name: key };
}

function allSystemPermissions({ tenant }: Ground): readonly SystemPermission[] {
  const ofRoles = tenant.roles.ordered().flatMap(({ systemPermissions }) => systemPermissions);
  return [...new Set([...documented, ...ofRoles])].map(describe);
}

const listAll: Endpoint = (call, ground) => {
  const page = takePage(
    orderPermissions(allSystemPermissions(ground), call),
    call,
    ground.unknowns.endOfList,
  );
  return { ...success, system_permissions: page.rows, ...page.next };
};

const listOfRole: Endpoint = (call, ground) => {
  const rows = roleOf(call, ground).systemPermissions.map(describe);
  const page = takePage(orderPermissions(rows, call), call, ground.unknowns.endOfList);
  return { ...success, system_permissions: page.rows, ...page.next };
};

interface WrittenTie {
  readonly id?: string;
  readonly operation?: string;
}

/** Adds and removes the named system permissions; the others stay. */
const updateOfRole: Endpoint = (call, ground) => {
  const role = roleOf(call, ground);
  const { system_permissions: ties = [] } = readBody<{ system_permissions?: readonly WrittenTie[] }>(
    call,
    {},
  );
  const known = new Map(allSystemPermissions(ground).map(({ id, key }) => [id, key]));
  const written = ties.map(({ id = '', operation }) => {
    const key = known.get(id);
    if (key === undefined) throw new ApiRefusal('SYSTEM_PERMISSION_NOT_FOUND', 'System permission not found');
    return { id, key, isDeletion: operation === 'delete' };
  });
  const before = role.systemPermissions;
  const added = written.filter(({ key, isDeletion }) => !isDeletion && !before.includes(key));
  const removed = written.filter(({ key, isDeletion }) => isDeletion && before.includes(key));
  const kept = before.filter((key) => !removed.some((row) => row.key === key));
  const systemPermissions = [...new Set([...kept, ...added.map(({ key }) => key)])];
  ground.tenant.roles.put(role.key, { ...role, systemPermissions });
  return {
    ...success,
    system_permissions_added: added.map(({ id }) => id),
    system_permissions_removed: removed.map(({ id }) => id),
  };
};

export const systemPermissionEndpoints = {
  GetSystemPermissions: listAll,
  GetRoleSystemPermissions: listOfRole,
  UpdateRoleSystemPermissions: updateOfRole,
};
