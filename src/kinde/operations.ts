// The one table of what kinde-sync asks of Kinde: each operation's id, method, path and scope, and whether it may
// be sent again. It must agree with Kinde's OpenAPI document and decides nothing itself.

/**
 * Whether a request may be sent again when nobody knows if it was carried out.
 * `read`: it changes nothing. `sets-a-value`: carried out twice, it leaves what carrying it out once leaves.
 * `once`: twice may do harm or answer an error that hides the success of the first.
 */
export type Repetition = 'read' | 'sets-a-value' | 'once';

export interface Operation {
  /** Kinde's operation id, with a small first letter, as messages show it. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Path with `{name}` for each part to fill in. */
  readonly path: string;
  readonly scope: string;
  readonly repetition: Repetition;
  /** Query parameters that kinde-sync may send, `next_token` aside. */
  readonly query: readonly string[];
}

const read = { method: 'GET', repetition: 'read', query: [] } as const;
const list = { method: 'GET', repetition: 'read', query: ['page_size'] } as const;

/** Every operation kinde-sync uses, by the name of the client call. */
export const operations = {
  getEnvironment: { ...read, id: 'getEnvironment', path: '/api/v1/environment', scope: 'read:environments' },
  getPasskeyPolicy: { ...read, id: 'getPasskey', path: '/api/v1/passkey', scope: 'read:passkey' },
  // Answers with next_token but takes no page_size, the only list that does.
  listFeatureFlags: {
    ...read,
    id: 'getEnvironementFeatureFlags',
    path: '/api/v1/environment/feature_flags',
    scope: 'read:environment_feature_flags',
  },
  listOrganizations: {
    ...list,
    id: 'getOrganizations',
    path: '/api/v1/organizations',
    scope: 'read:organizations',
  },
  getOrganization: {
    ...read,
    id: 'getOrganization',
    path: '/api/v1/organization',
    scope: 'read:organizations',
    query: ['code'],
  },
  listMembers: {
    ...list,
    id: 'getOrganizationUsers',
    path: '/api/v1/organizations/{org_code}/users',
    scope: 'read:organization_users',
  },
  listRoles: { ...list, id: 'getRoles', path: '/api/v1/roles', scope: 'read:roles' },
  listRoleHolders: {
    ...list,
    id: 'getRoleUsers',
    path: '/api/v1/roles/{role_id}/users',
    scope: 'read:organization_user_roles',
  },
  listUsers: {
    ...list,
    id: 'getUsers',
    path: '/api/v1/users',
    scope: 'read:users',
    query: ['page_size', 'expand', 'email', 'user_id'],
  },
  // Once: names need not be unique, so a second one makes a second organization.
  createOrganization: {
    id: 'createOrganization',
    method: 'POST',
    path: '/api/v1/organization',
    scope: 'create:organizations',
    repetition: 'once',
    query: [],
  },
  // Sets a value: only the fields sent change, and they become what was sent.
  updateOrganization: {
    id: 'updateOrganization',
    method: 'PATCH',
    path: '/api/v1/organization/{org_code}',
    scope: 'update:organizations',
    repetition: 'sets-a-value',
    query: [],
  },
  // Once: a second one answers "Email already in use", which hides that the first made the person.
  createUser: {
    id: 'createUser',
    method: 'POST',
    path: '/api/v1/user',
    scope: 'create:users',
    repetition: 'once',
    query: [],
  },
  // Once: people whom the first one added are missing from the second's users_added, which reads as a failure.
  addMembers: {
    id: 'addOrganizationUsers',
    method: 'POST',
    path: '/api/v1/organizations/{org_code}/users',
    scope: 'create:organization_users',
    repetition: 'once',
    query: [],
  },
  // Sets a value: whether roles replace or add, sending them twice leaves what sending them once leaves.
  updateMembers: {
    id: 'updateOrganizationUsers',
    method: 'PATCH',
    path: '/api/v1/organizations/{org_code}/users',
    scope: 'update:organization_users',
    repetition: 'sets-a-value',
    query: [],
  },
  // Once: after the first, USER_NOT_IN_ORGANIZATION or an empty users_removed would hide that it worked.
  removeMembers: {
    id: 'updateOrganizationUsers',
    method: 'PATCH',
    path: '/api/v1/organizations/{org_code}/users',
    scope: 'update:organization_users',
    repetition: 'once',
    query: [],
  },
  // Once: removing a role that is not held is an error, which would hide that the first removed it.
  removeMemberRole: {
    id: 'deleteOrganizationUserRole',
    method: 'DELETE',
    path: '/api/v1/organizations/{org_code}/users/{user_id}/roles/{role_id}',
    scope: 'delete:organization_user_roles',
    repetition: 'once',
    query: [],
  },
  // Sets a value: the flag becomes what was sent.
  setFeatureFlag: {
    id: 'updateEnvironementFeatureFlagOverride',
    method: 'PATCH',
    path: '/api/v1/environment/feature_flags/{feature_flag_key}',
    scope: 'update:environment_feature_flags',
    repetition: 'sets-a-value',
    query: [],
  },
  // Sets a value: the policy becomes what was sent.
  setPasskeyPolicy: {
    id: 'updatePasskey',
    method: 'PUT',
    path: '/api/v1/passkey',
    scope: 'update:passkey',
    repetition: 'sets-a-value',
    query: [],
  },
} as const satisfies Readonly<Record<string, Operation>>;

/** Where scopes are granted. */
export const scopesPlace =
  'Kinde: Settings > APIs > Kinde Management API > Machine to machine applications > your application > Manage scopes';
