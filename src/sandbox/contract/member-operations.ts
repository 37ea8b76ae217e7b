// The contract of who is in an organization and with which roles.
import type { Operation } from './operation.js';
import { fields, flag, list, nullable, text } from './schema.js';
import { head, memberSort, nextToken, paging, textList } from './shared-fields.js';

const membersPath = '/api/v1/organizations/{org_code}/users';
const rolesPath = `${membersPath}/{user_id}/roles` as const;

const member = fields({
  id: nullable(text),
  email: nullable(text),
  full_name: text,
  last_name: nullable(text),
  first_name: nullable(text),
  picture: nullable(text),
  joined_on: text,
  last_accessed_on: nullable(text),
  is_suspended: flag,
  roles: textList,
});

export const memberOperations = {
  GetOrganizationUsers: {
    method: 'GET',
    path: membersPath,
    scope: 'read:organization_users',
    query: { sort: memberSort, ...paging, permissions: text, roles: text },
    status: 200,
    response: fields({ ...head, organization_users: list(member), next_token: nextToken }),
  },
  AddOrganizationUsers: {
    method: 'POST',
    path: membersPath,
    scope: 'create:organization_users',
    body: fields({ users: list(fields({ id: text, roles: textList, permissions: textList })) }),
    status: 200,
    response: fields({ ...head, users_added: textList }),
  },
  UpdateOrganizationUsers: {
    method: 'PATCH',
    path: membersPath,
    scope: 'update:organization_users',
    body: fields({
      users: list(fields({ id: text, operation: text, roles: textList, permissions: textList })),
    }),
    status: 200,
    response: fields({
      ...head,
      users_added: textList,
      users_updated: textList,
      users_removed: textList,
    }),
  },
  GetOrganizationUserRoles: {
    method: 'GET',
    path: rolesPath,
    scope: 'read:organization_user_roles',
    status: 200,
    response: fields({
      ...head,
      roles: list(fields({ id: text, key: text, name: text })),
      next_token: nextToken,
    }),
  },
  CreateOrganizationUserRole: {
    method: 'POST',
    path: rolesPath,
    scope: 'create:organization_user_roles',
    body: fields({ role_id: text }),
    isBodyRequired: true,
    status: 200,
    response: fields(head),
  },
  DeleteOrganizationUserRole: {
    method: 'DELETE',
    path: `${rolesPath}/{role_id}`,
    scope: 'delete:organization_user_roles',
    status: 200,
    response: fields(head),
  },
} as const satisfies Record<string, Operation>;
