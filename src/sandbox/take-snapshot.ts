// Writes down everything a tenant holds as a seed with every field filled, sorted so that equal tenants give
// equal text.
import type { SandboxSnapshot, SnapshotMember, SnapshotOrganization } from './seed.js';
import { compareText } from './state/register.js';
import type { Member, Organization, Tenant, User } from './state/tenant.js';

function snapshotUser(user: User): SandboxSnapshot['users'][number] {
  const { id, firstName, lastName, phone, username, isSuspended } = user;
  const [preferred, ...others] = user.emails;
  const emails = preferred === undefined ? [] : [preferred, ...others.toSorted(compareText)];
  return { id, firstName, lastName, emails, phone, username, isSuspended };
}

function snapshotMember({ userId, roles, isSuspended = false }: Member): SnapshotMember {
  const member = { user: userId, roles: roles.toSorted(compareText) };
  return isSuspended ? { ...member, isSuspended } : member;
}

function snapshotOrganization(organization: Organization): SnapshotOrganization {
  const { code, name, handle, externalId, isDefault, allowRegistrations } = organization;
  const members = organization.members
    .ordered()
    .map(snapshotMember)
    .sort((left, right) => compareText(left.user, right.user));
  return { code, name, handle, externalId, isDefault, allowRegistrations, members };
}

/** Returns the snapshot; it shares nothing with the tenant. */
export function takeSnapshot(tenant: Tenant): SandboxSnapshot {
  const flags = [...tenant.featureFlags].sort(([left], [right]) => compareText(left, right));
  return {
    environment: { ...tenant.environment },
    passkeys: tenant.passkeys,
    featureFlags: Object.fromEntries(flags.map(([key, row]) => [key, { ...row }])),
    roles: tenant.roles
      .ordered('key', (left, right) => compareText(left.key, right.key))
      .map(({ id, key, name, isDefault }) => ({ id, key, name, isDefault })),
    organizations: tenant.organizations
      .ordered('code', (left, right) => compareText(left.code, right.code))
      .map(snapshotOrganization),
    users: tenant.users.ordered('id', (left, right) => compareText(left.id, right.id)).map(snapshotUser),
  };
}
