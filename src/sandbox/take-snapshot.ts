// A tenant becomes a snapshot: a seed with every field filled, sorted so that equal tenants give equal text.
import type {
  SandboxSnapshot,
  SnapshotMember,
  SnapshotOrganization,
  SnapshotRole,
  SnapshotUser,
} from './seed.js';
import { compareText } from '../model/text/compare-text.js';
import type { Register } from './state/register.js';
import type { Member, Organization, Role, User } from './state/rows.js';
import type { Tenant } from './state/tenant.js';

/** Returns the fields that have a value, without the empty ones. */
function whereSet<Fields extends object>(fields: Fields): Partial<Fields> {
  const isSet = (value: unknown): boolean =>
    typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value);
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => isSet(value))) as Partial<Fields>;
}

function sortedRecord<Value>(map: ReadonlyMap<string, Value>): Readonly<Record<string, Value>> {
  return Object.fromEntries([...map].sort(([left], [right]) => compareText(left, right)));
}

function byKey<Row extends { readonly key: string }>(rows: Register<Row>): readonly Row[] {
  return rows.ordered('key', (left, right) => compareText(left.key, right.key));
}

function snapshotUser(user: User): SnapshotUser {
  const { id, firstName, lastName, phone, username, isSuspended, sessions = 0 } = user;
  const [preferred, ...others] = user.emails;
  const emails = preferred === undefined ? [] : [preferred, ...others.toSorted(compareText)];
  return { id, firstName, lastName, emails, phone, username, isSuspended, ...whereSet({ sessions }) };
}

function snapshotMember({ userId, roles, permissions = [], isSuspended = false }: Member): SnapshotMember {
  const member = { user: userId, roles: roles.toSorted(compareText) };
  return { ...member, ...whereSet({ permissions: permissions.toSorted(compareText), isSuspended }) };
}

function snapshotSettings(organization: Organization): Partial<SnapshotOrganization> {
  const { allowedDomains, isSuspended, flagOverrides, properties, connections, hasDirectory } = organization;
  const invitations = [...organization.invitations.values()].map(
    ({ id: _id, code: _code, createdOn: _createdOn, ...invitation }) => invitation,
  );
  return whereSet({
    allowedDomains: allowedDomains.toSorted(compareText),
    isSuspended,
    featureFlags: sortedRecord(flagOverrides),
    properties: sortedRecord(properties),
    connections: connections.toSorted(compareText),
    hasDirectory,
    invitations: invitations.sort((left, right) => compareText(left.email, right.email)),
  });
}

function snapshotRole({ description, permissions, systemPermissions, ...role }: Role): SnapshotRole {
  const sorted = permissions.toSorted(compareText);
  return { ...role, ...whereSet({ description, permissions: sorted, systemPermissions }) };
}

/** Returns the flags with the environment's values, without those of their definitions. */
function snapshotFlags({ featureFlags }: Tenant): SandboxSnapshot['featureFlags'] {
  return sortedRecord(new Map([...featureFlags].map(([key, { type, value }]) => [key, { type, value }])));
}

function snapshotOrganization(organization: Organization): SnapshotOrganization {
  const { code, name, handle, externalId, isDefault, allowRegistrations } = organization;
  const members = organization.members
    .ordered()
    .map(snapshotMember)
    .sort((left, right) => compareText(left.user, right.user));
  const often = { code, name, handle, externalId, isDefault, allowRegistrations };
  return { ...often, ...snapshotSettings(organization), members };
}

/** Returns the snapshot; it shares nothing with the tenant. */
export function takeSnapshot(tenant: Tenant): SandboxSnapshot {
  const properties = byKey(tenant.properties).map((row) => ({ ...row }));
  const connections = tenant.connections
    .ordered('name', (left, right) => compareText(left.name, right.name))
    .map((row) => ({ ...row }));
  return {
    environment: { ...tenant.environment },
    passkeys: tenant.passkeys,
    featureFlags: snapshotFlags(tenant),
    ...whereSet({
      permissions: byKey(tenant.permissions).map((row) => ({ ...row })),
      properties,
      connections,
    }),
    roles: byKey(tenant.roles).map(snapshotRole),
    organizations: tenant.organizations
      .ordered('code', (left, right) => compareText(left.code, right.code))
      .map(snapshotOrganization),
    users: tenant.users.ordered('id', (left, right) => compareText(left.id, right.id)).map(snapshotUser),
  };
}
