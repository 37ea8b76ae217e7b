// The kind of roles, which all environments of a business share, with their permissions as an exact list. Who holds a role
// is the kind `member-role`.
import type { EntityChange } from '../model/change.js';
import type { DesiredState } from '../model/desired.js';
import type { LiveOverview } from '../model/live.js';
import { entity } from './entity/entity.js';
import { isManagedFrom, listWanted } from './entity/managed-from.js';
import { itemsOf, lostOf } from './field-items.js';
import type { Kind } from './kind.js';

const section = 'roles';
const field = 'permissions';

const described = entity({
  name: 'role',
  section,
  plural: 'roles',
  step: 'role-definitions',
  list: null,
  operations: { list: 'listRoles', create: 'createRole', update: 'updateRole' },
  read: async (client) => {
    const { rows, pages } = await client.listRoles();
    return { rows: rows.map(({ id, key, ...fields }) => ({ id, key, fields })), pages };
  },
  create: (client, fields) => client.createRole(fields),
  // Kinde's behaviour for an absent `is_default_role` is unknown, so the live value is sent.
  update: (client, { id, fields: { isDefault } }, fields) =>
    client.updateRole(id, { ...fields, ...(typeof isDefault === 'boolean' ? { isDefault } : {}) }),
  references: {
    field,
    to: 'permission',
    section: 'permissions',
    list: 'role permissions',
    operations: {
      read: 'listRolePermissions',
      listTargets: 'listPermissions',
      write: 'updateRolePermissions',
    },
    read: async (client, id) => {
      const { rows, pages } = await client.listRolePermissions(id);
      return { rows: rows.map(({ key }) => key), pages };
    },
    write: (client, id, { wanted, removed }) =>
      client.updateRolePermissions(id, [
        ...wanted.map((permissionId) => ({ permissionId })),
        ...removed.map((permissionId) => ({ permissionId, isRemoved: true as const })),
      ]),
  },
});

export const role: Kind<EntityChange> = {
  ...described,
  needs: (desired, matches, overview) => ({
    ...described.needs(desired, matches, overview),
    roles: listWanted(desired, section).length > 0,
    roleHolders: overview === undefined ? new Set() : findLosing(desired, overview),
  }),
  operations: (desired, environmentCode) => {
    const needs = described.operations(desired, environmentCode);
    return { ...needs, listRoleHolders: needs.updateRolePermissions === true };
  },
};

/** Returns the keys of the roles that lose permissions. */
function findLosing(desired: DesiredState, { entities, environment }: LiveOverview): ReadonlySet<string> {
  if (!isManagedFrom(desired, environment.code)) return new Set();
  const known = new Map(entities?.get('role')?.map((one) => [one.key, one]));
  const losing = listWanted(desired, section).filter(({ key, fields }) => {
    const wanted = fields.get(field);
    const before = itemsOf(known.get(key)?.fields[field]);
    return wanted !== undefined && lostOf({ before, after: wanted.value }).length > 0;
  });
  return new Set(losing.map(({ key }) => key));
}
