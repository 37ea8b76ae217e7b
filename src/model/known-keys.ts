// The keys that the format of the configuration and of attestations knows, without the keys that users choose.

/** The keys whose values are maps with keys of the user's choice, none of them private. */
export const freeMaps: ReadonlySet<string> = new Set(['featureFlags', 'groups']);

/** Every key that the schemas name. */
export const knownKeys: ReadonlySet<string> = new Set([
  ...['allowOrganizationCreation', 'allowRegistrations', 'allowSelfSignUp', 'allowedEmailDomains', 'at'],
  ...['attestations', 'attestedFor', 'business', 'by', 'code', 'count', 'default', 'description', 'email'],
  ...['endSessions', 'environment', 'externalId', 'featureFlags', 'firstName', 'group', 'groups', 'handle'],
  ...['id', 'keepHolder', 'key', 'lastName', 'leavers', 'managedFrom', 'maxInvitations', 'maxRemovals'],
  ...['maxRemovedPeople', 'members', 'membership', 'name', 'newcomers', 'organizations', 'passkeys'],
  ...['percent', 'permissions', 'properties', 'protect', 'reason', 'refuseOn', 'registrationDomains'],
  ...['requireReason', 'roles', 'safety', 'setting', 'signUp', 'signUpToDefaultOrganization'],
  ...['unmanagedOrganizations', 'until', 'value', 'version'],
]);
