// The rows that a change by hand names as a person does: an organization by any of its names, a user by any address.
import { UsageError } from '../model/errors.js';
import type { Connection, Organization, Role, User } from './state/rows.js';
import type { Tenant } from './state/tenant.js';

/** Returns the error for a name without a row. */
export function notThere(what: string, name: string): UsageError {
  return new UsageError('unknown-in-sandbox', `The sandbox has no ${what} ${name}.`);
}

/** Returns the role of this key; throws `UsageError` if there is none. */
export function findNamedRole({ roles }: Tenant, key: string): Role {
  const role = roles.get(key);
  if (!role) throw notThere('role', key);
  return role;
}

/** Returns the connection of this name; throws `UsageError` if there is none. */
export function findNamedConnection({ connections }: Tenant, name: string): Connection {
  const connection = connections.get(name);
  if (!connection) throw notThere('connection', name);
  return connection;
}

/** Returns the user of this id or address; throws `UsageError` if there is none. */
export function findNamedUser(tenant: Tenant, name: string): User {
  const user = tenant.users.get(name) ?? tenant.findOwner('email', name);
  if (!user) throw notThere('person', name);
  return user;
}

/** Returns the organization of this code, external id, handle or name; throws `UsageError` if there is none. */
export function findNamedOrganization({ organizations }: Tenant, name: string): Organization {
  const rows = organizations.ordered();
  const found =
    organizations.get(name) ??
    rows.find((row) => row.externalId === name) ??
    rows.find((row) => row.handle === name) ??
    rows.find((row) => row.name === name);
  if (!found) throw notThere('organization', name);
  return found;
}
