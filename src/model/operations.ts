// The table of Kinde's operations: request, scope, repetition and words of each. It is data only, so that plan and the kinds may
// import it. The client follows it call by call; doctor, the journal's schema and docs/permissions.md derive from it.
import type { ReadClient, WriteClient } from './client.js';
import { create, list, read, remove, update } from './operation.js';
import type { Operation } from './operation.js';
import { valueReads, valueWrites } from './value-operations.js';
import type { WaysInClient } from './ways-in.js';

/** A `readFirst…` call sends the operation of the list, and `listInvitationCodes` that of `listInvitations`. */
const callReads = {
  getEnvironment: {
    ...read,
    id: 'getEnvironment',
    path: '/api/v1/environment',
    scope: 'read:environments',
    does: 'Tell which environment this is',
    when: 'always',
  },
  listOrganizations: {
    ...list,
    id: 'getOrganizations',
    path: '/api/v1/organizations',
    scope: 'read:organizations',
    does: 'List the organizations',
    when: 'always',
  },
  getOrganization: {
    ...read,
    id: 'getOrganization',
    path: '/api/v1/organization',
    scope: 'read:organizations',
    query: ['code'],
    does: 'Read one organization',
    when: 'always',
  },
  listMembers: {
    ...list,
    id: 'getOrganizationUsers',
    path: '/api/v1/organizations/{org_code}/users',
    scope: 'read:organization_users',
    does: 'List the members of an organization',
    when: 'members are managed',
  },
  listUsers: {
    ...list,
    id: 'getUsers',
    path: '/api/v1/users',
    scope: 'read:users',
    query: ['page_size', 'expand', 'email', 'user_id'],
    does: 'Look people up, or list everyone',
    when: 'members are managed, or there are `leavers`',
  },
  searchUsers: {
    ...list,
    id: 'searchUsers',
    path: '/api/v1/search/users',
    scope: 'read:users',
    query: ['page_size', 'query', 'expand'],
    does: 'Search for an address that no look-up has shown',
    when: 'a member or a leaver is given by an address that nobody seems to have',
  },
  listRoles: {
    ...list,
    id: 'getRoles',
    path: '/api/v1/roles',
    scope: 'read:roles',
    does: 'List the roles',
    when: 'roles of members or of the business are managed, or `keepHolder` is set',
  },
  listRoleHolders: {
    ...list,
    id: 'getRoleUsers',
    path: '/api/v1/roles/{role_id}/users',
    scope: 'read:organization_user_roles',
    does: 'List who holds a role',
    when: 'the same as for `getRoles`, and there are more than two lists of members to read; or a role loses permissions',
  },
  listPermissions: {
    ...list,
    id: 'getPermissions',
    path: '/api/v1/permissions',
    scope: 'read:permissions',
    does: 'List the permissions',
    when: 'permissions, or the permissions of roles, are managed',
  },
  listRolePermissions: {
    ...list,
    id: 'getRolePermissions',
    path: '/api/v1/roles/{role_id}/permissions',
    scope: 'read:role_permissions',
    does: 'List the permissions of a role',
    when: 'the permissions of roles are managed',
  },
  listInvitations: {
    ...list,
    id: 'getOrganizationInvites',
    path: '/api/v1/organization/{org_code}/invites',
    scope: 'read:organization_invites',
    does: 'List the pending invitations of an organization',
    when: 'an entry has `newcomers: invite`, or `report --ways-in`',
  },
} as const satisfies Readonly<
  Record<Exclude<keyof ReadClient, 'readValues' | 'listInvitationCodes' | `readFirst${string}`>, Operation>
>;

/** The operations that `report --ways-in` reads beside those above, by the name of the client call. */
export const waysInReads = {
  // The answer has `has_more`, but the operation takes no parameter for a second page.
  listConnections: {
    ...read,
    id: 'getOrganizationConnections',
    path: '/api/v1/organizations/{organization_code}/connections',
    scope: 'read:organization_connections',
    does: 'List the connections that are switched on for an organization',
    when: '`report --ways-in`',
  },
  listSystemPermissions: {
    ...list,
    id: 'getRoleSystemPermissions',
    path: '/api/v1/roles/{role_id}/system_permissions',
    scope: 'read:role_system_permissions',
    does: 'List what members with a role may do in the self-serve portal',
    when: '`report --ways-in`',
  },
} as const satisfies Readonly<Record<keyof WaysInClient, Operation>>;

const callWrites = {
  // Once: names need not be unique, so a second request creates a second organization.
  createOrganization: {
    ...create,
    id: 'createOrganization',
    path: '/api/v1/organization',
    scope: 'create:organizations',
    does: 'Create an organization',
    when: 'an organization is named by external id, handle or name',
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
    does: "Empty an organization's handle",
    when: 'an entry has `handle: null`',
  },
  // Once: a second request answers "Email already in use", which hides that the first created the person.
  createUser: {
    ...create,
    id: 'createUser',
    path: '/api/v1/user',
    scope: 'create:users',
    does: 'Create a person',
    when: 'members are given by address',
  },
  // Once: a second request may send a second mail.
  createInvitation: {
    ...create,
    patienceMs: 30_000,
    id: 'createOrganizationInvite',
    path: '/api/v1/organization/{org_code}/invites',
    scope: 'create:organization_invites',
    does: 'Invite a person by mail',
    when: 'an entry has `newcomers: invite`',
  },
  // Once: a second request answers an error, which hides that the first revoked the invitation.
  revokeInvitation: {
    ...remove,
    id: 'deleteOrganizationInvite',
    path: '/api/v1/organization/{org_code}/invites/{invite_code}',
    scope: 'delete:organization_invites',
    does: 'Revoke a pending invitation',
    when: 'an entry has `newcomers: invite`, and its membership is `exact`, a listing has an end, or there are `leavers`',
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
    when: 'members are managed as `exact`, a listing has ended, or there are `leavers`',
  },
  // Once: removing a role that is not held is an error, which hides that the first request removed it.
  removeMemberRole: {
    ...remove,
    id: 'deleteOrganizationUserRole',
    path: '/api/v1/organizations/{org_code}/users/{user_id}/roles/{role_id}',
    scope: 'delete:organization_user_roles',
    does: 'Take one role from a member',
    when: 'roles are managed and bulk calls only add them',
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

/** The operations that read, by the name of the client call or of the list of values. */
export const reads = { ...callReads, ...valueReads } as const;

/** The operations that write, by the name of the client call or of the written value. */
export const writes = { ...callWrites, ...valueWrites } as const;

export type ReadCall = keyof typeof reads;
export type WriteCall = keyof typeof writes;
export type OperationName = ReadCall | WriteCall;

/** Every operation kinde-sync uses, by the name of the client call. */
export const operations = { ...reads, ...writes } as const;

/** The page of Kinde's dashboard where scopes are granted. */
export const scopesPlace =
  'Kinde: Settings > APIs > Kinde Management API > Machine to machine applications > your application > Manage scopes';
