// The rows of a tenant, made from their form in a seed; absent fields get their defaults.
import type {
  SeedConnection,
  SeedFeatureFlag,
  SeedInvitation,
  SeedOrganization,
  SeedPermission,
  SeedProperty,
  SeedRole,
} from '../seed.js';
import { mintConnectionId, mintUuid } from './mint-id.js';
import { Register } from './register.js';
import type {
  Connection,
  FeatureFlag,
  Invitation,
  Organization,
  Permission,
  Property,
  Role,
} from './rows.js';

/** Returns the flag that a seed describes. */
export function makeFeatureFlag({ type, value, defaultValue = value }: SeedFeatureFlag): FeatureFlag {
  return { type, value, defaultValue };
}

/** Returns the permission that a seed describes. */
export function makePermission(seed: SeedPermission): Permission {
  const { key, id = mintUuid('permission', key), name = key, description = null } = seed;
  return { id, key, name, description };
}

/** Returns the role that a seed describes. */
export function makeRole(seed: SeedRole): Role {
  const { key, id = mintUuid('role', key), name = key, description = null } = seed;
  const { permissions = [], systemPermissions = [], isDefault = false } = seed;
  return { id, key, name, description, isDefault, permissions, systemPermissions };
}

/** Returns the definition of a property that a seed describes. */
export function makeProperty(seed: SeedProperty): Property {
  const { key, id = mintUuid('property', key), name = key, isPrivate = false, context = 'org' } = seed;
  return { id, key, name, isPrivate, context };
}

/** Returns the connection that a seed describes. */
export function makeConnection(seed: SeedConnection): Connection {
  const { name, id = mintConnectionId(name), displayName = name, strategy = 'saml:custom' } = seed;
  return { id, name, displayName, strategy };
}

/** Returns the invitation that a seed describes, with ids made from `source`. */
export function makeInvitation(
  seed: SeedInvitation,
  { source, createdOn }: { readonly source: string; readonly createdOn: string },
): Invitation {
  const { email, firstName = null, lastName = null, roles = [], isSent = true, state = 'pending' } = seed;
  const id = mintUuid('invitation', source);
  const code = `inv_${id.replaceAll('-', '')}`;
  return { email, firstName, lastName, roles, isSent, state, id, code, createdOn };
}

/** Returns the organization that a seed describes, without its members. */
export function makeOrganization(
  seed: Omit<SeedOrganization, 'members'>,
  { code, createdOn }: Pick<Organization, 'code' | 'createdOn'>,
): Organization {
  const invitations = (seed.invitations ?? []).map((row, index) =>
    makeInvitation(row, { source: `${code}:${index}`, createdOn }),
  );
  return {
    code,
    name: seed.name,
    handle: seed.handle ?? null,
    externalId: seed.externalId ?? null,
    isDefault: seed.isDefault ?? false,
    allowRegistrations: seed.allowRegistrations ?? false,
    allowedDomains: seed.allowedDomains ?? [],
    isSuspended: seed.isSuspended ?? false,
    createdOn,
    members: new Register(),
    flagOverrides: new Map(Object.entries(seed.featureFlags ?? {})),
    properties: new Map(Object.entries(seed.properties ?? {})),
    connections: seed.connections ?? [],
    hasDirectory: seed.hasDirectory ?? false,
    invitations: new Map(invitations.map((row) => [row.code, row])),
  };
}
