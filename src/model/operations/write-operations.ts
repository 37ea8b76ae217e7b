// The rows of the operations that write, but for those of values by key. It is data only. Each row says in its comment why its
// request may or may not be repeated.
import type { WriteClient } from '../client.js';
import { create, remove, update } from './operation.js';
import type { Operation } from './operation.js';

/** By the name of the client call. */
export const callWrites = {
  // Once: names need not be unique, so a second request creates a second organization.
  createOrganization: {
    ...create,
    id: 'createOrganization',
    path: '/api/v1/organization',
    scope: 'create:organizations',
    does: 'Create an organization',
    when: 'an entry selects its organization by external id, handle or name',
  },
  // Sets a value: only the fields sent change.
  updateOrganization: {
    ...update,
    id: 'updateOrganization',
    path: '/api/v1/organization/{org_code}',
    scope: 'update:organizations',
    does: "Change an organization's fields",
    when: 'a name, handle, external id, `allowRegistrations` or `registrationDomains` is managed',
  },
  // Once: a second request may answer an error, which hides that the first emptied the handle.
  clearOrganizationHandle: {
    ...remove,
    id: 'deleteOrganizationHandle',
    path: '/api/v1/organization/{org_code}/handle',
    scope: 'delete:organization_handles',
    does: "Clear an organization's handle",
    when: 'an entry has `handle: null`',
  },
  // Once: a second request answers "Email already in use", which hides that the first created the person.
  createUser: {
    ...create,
    id: 'createUser',
    path: '/api/v1/user',
    scope: 'create:users',
    does: 'Create a person',
    when: 'members are listed by address, with `newcomers: create` (the default)',
  },
  // Once: a second request may send a second mail.
  createInvitation: {
    ...create,
    isConfidential: true,
    patienceMs: 30_000,
    id: 'createOrganizationInvite',
    path: '/api/v1/organization/{org_code}/invites',
    scope: 'create:organization_invites',
    does: 'Invite a person by email',
    when: 'an entry has `newcomers: invite`',
  },
  // Once: a second request answers an error, which hides that the first revoked the invitation.
  revokeInvitation: {
    ...remove,
    isConfidential: true,
    id: 'deleteOrganizationInvite',
    path: '/api/v1/organization/{org_code}/invites/{invite_code}',
    scope: 'delete:organization_invites',
    does: 'Revoke a pending invitation',
    when: 'an entry has `newcomers: invite`, and one of these is true: it has `membership: exact`, it has a member with `until`, or the files have `leavers`',
  },
  // Once: the second answer's `users_added` lacks the people whom the first request added, which reads as a failure.
  addMembers: {
    ...create,
    id: 'addOrganizationUsers',
    path: '/api/v1/organizations/{org_code}/users',
    scope: 'create:organization_users',
    does: 'Add people to an organization',
    when: 'members are listed',
  },
  // Sets a value: the request is idempotent, whether Kinde replaces or adds roles.
  updateMembers: {
    ...update,
    id: 'updateOrganizationUsers',
    path: '/api/v1/organizations/{org_code}/users',
    scope: 'update:organization_users',
    does: 'Set the roles of members',
    when: 'roles are managed',
  },
  // Once: a second answer is `USER_NOT_IN_ORGANIZATION` or an empty `users_removed`, which hides that the first worked.
  removeMembers: {
    ...update,
    repetition: 'once',
    id: 'updateOrganizationUsers',
    path: '/api/v1/organizations/{org_code}/users',
    scope: 'update:organization_users',
    does: 'Remove people from an organization',
    when: 'members are managed with `membership: exact`, a member has `until`, or there are `leavers`',
  },
  // Once: removing a role that is not held is an error, which hides that the first request removed it.
  removeMemberRole: {
    ...remove,
    id: 'deleteOrganizationUserRole',
    path: '/api/v1/organizations/{org_code}/users/{user_id}/roles/{role_id}',
    scope: 'delete:organization_user_roles',
    does: 'Take one role away from a member',
    when: 'roles are managed, and a bulk update leaves a role that the member should lose',
  },
  // Once: a second request may answer an error, since no session is left. The sessions are counted before it is sent again.
  endSessions: {
    ...remove,
    id: 'deleteUserSessions',
    path: '/api/v1/users/{user_id}/sessions',
    scope: 'delete:user_sessions',
    does: "End a person's sessions",
    when: '`safety.endSessions` is `lastAccess` or `always`',
  },
  // Once: a second request answers that the key is in use, which hides that the first created the permission.
  createPermission: {
    ...create,
    id: 'createPermission',
    path: '/api/v1/permissions',
    scope: 'create:permissions',
    does: 'Create a permission',
    when: '`business.permissions` is set and managed from this environment',
  },
  // Sets a value: every field is sent.
  updatePermission: {
    ...update,
    id: 'updatePermissions',
    path: '/api/v1/permissions/{permission_id}',
    scope: 'update:permissions',
    does: 'Change the name or description of a permission',
    when: '`business.permissions` is set and managed from this environment',
  },
  // Once: a second request answers that the key is in use, which hides that the first created the role.
  createRole: {
    ...create,
    id: 'createRole',
    path: '/api/v1/roles',
    scope: 'create:roles',
    does: 'Create a role',
    when: '`business.roles` is set and managed from this environment',
  },
  // Sets a value: every field is sent.
  updateRole: {
    ...update,
    id: 'updateRoles',
    path: '/api/v1/roles/{role_id}',
    scope: 'update:roles',
    does: 'Change the name or description of a role',
    when: '`business.roles` is set and managed from this environment',
  },
  // Sets a value: the request holds the whole list and every removal, whether Kinde replaces or adds.
  updateRolePermissions: {
    ...update,
    id: 'updateRolePermissions',
    path: '/api/v1/roles/{role_id}/permissions',
    scope: 'update:role_permissions',
    does: 'Set the permissions of a role',
    when: 'the permissions of roles are managed from this environment',
  },
} as const satisfies Readonly<Record<Exclude<keyof WriteClient, 'writeValue'>, Operation>>;
