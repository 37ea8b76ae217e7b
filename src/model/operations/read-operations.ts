// The rows of the operations that read, but for those of values by key. It is data only.
import type { ConfirmClient, ReadClient } from '../client.js';
import { list, read } from './operation.js';
import type { Operation } from './operation.js';
import type { WaysInClient } from '../ways-in.js';

/** A `readFirst…` call sends the operation of the list, and `listInvitationCodes` that of `listInvitations`. */
export const callReads = {
  getEnvironment: {
    ...read,
    id: 'getEnvironment',
    path: '/api/v1/environment',
    scope: 'read:environments',
    does: 'Read which environment this is',
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
    does: 'Search for an address that the look-up did not find',
    when: 'members or leavers are listed by address',
  },
  listRoles: {
    ...list,
    id: 'getRoles',
    path: '/api/v1/roles',
    scope: 'read:roles',
    does: 'List the roles',
    when: '`roles` of a member, `business.roles`, `keepHolder` or `requireReason` is set',
  },
  listRoleHolders: {
    ...list,
    id: 'getRoleUsers',
    path: '/api/v1/roles/{role_id}/users',
    scope: 'read:organization_user_roles',
    does: 'List who holds a role',
    when: 'a role loses permissions; or `roles` of a member, `keepHolder` or `requireReason` is set, and reading the member lists takes more than two requests',
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
  // The link of an invitation is a credential.
  listInvitations: {
    ...list,
    isConfidential: true,
    id: 'getOrganizationInvites',
    path: '/api/v1/organization/{org_code}/invites',
    scope: 'read:organization_invites',
    does: 'List the pending invitations of an organization',
    when: 'an entry has `newcomers: invite`, or `report` has `--ways-in`',
  },
} as const satisfies Readonly<
  Record<Exclude<keyof ReadClient, 'readValues' | 'listInvitationCodes' | `readFirst${string}`>, Operation>
>;

/** The operations that only apply reads, each to confirm a write, by the name of the client call. `findPeople` sends `listUsers`. */
export const confirmations = {
  countSessions: {
    ...read,
    id: 'getUserSessions',
    path: '/api/v1/users/{user_id}/sessions',
    scope: 'read:user_sessions',
    does: "List a person's sessions, to confirm that they have ended",
    when: '`safety.endSessions` is `lastAccess` or `always`',
    confirms: 'endSessions',
  },
} as const satisfies Readonly<
  Record<
    Exclude<keyof ConfirmClient, 'findPeople' | 'readKindeClock'>,
    Operation & { readonly confirms: string }
  >
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
    when: '`report` has `--ways-in`',
  },
  listSystemPermissions: {
    ...list,
    id: 'getRoleSystemPermissions',
    path: '/api/v1/roles/{role_id}/system_permissions',
    scope: 'read:role_system_permissions',
    does: 'List what members with a role may do in the self-serve portal',
    when: '`report` has `--ways-in`',
  },
} as const satisfies Readonly<Record<keyof WaysInClient, Operation>>;
