// The kind of permissions, which all environments of a business share.
import { entity } from './entity/entity.js';

export const permission = entity({
  name: 'permission',
  section: 'permissions',
  plural: 'permissions',
  step: 'permissions',
  list: 'permissions',
  operations: { list: 'listPermissions', create: 'createPermission', update: 'updatePermission' },
  read: async (client) => {
    const { rows, pages } = await client.listPermissions();
    return { rows: rows.map(({ id, key, ...fields }) => ({ id, key, fields })), pages };
  },
  // Kinde's answer has no id. Roles find it in the list.
  create: async (client, fields) => {
    await client.createPermission(fields);
    return null;
  },
  update: (client, { id }, fields) => client.updatePermission(id, fields),
  references: null,
});
