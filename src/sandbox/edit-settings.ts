// The dashboard's changes to the environment and to what a business shares. `edit-tenant.ts` adds those to people and
// organizations.
import type { PasskeyPolicy } from '../model/desired.js';
import { findNamedRole, notThere } from './find-named.js';
import type { SeedConnection, SeedFeatureFlag, SeedPermission, SeedProperty, SeedRole } from './seed.js';
import {
  makeConnection,
  makeFeatureFlag,
  makePermission,
  makeProperty,
  makeRole,
} from './state/from-seed.js';
import type { Tenant } from './state/tenant.js';

/** The settings of a tenant, changed by hand. */
export class EditableSettings {
  protected readonly tenant: Tenant;

  constructor(tenant: Tenant) {
    this.tenant = tenant;
  }

  addRole(role: SeedRole): void {
    this.tenant.roles.put(role.key, makeRole(role));
  }

  deleteRole(key: string): void {
    findNamedRole(this.tenant, key);
    this.tenant.removeRole(key);
  }

  addPermission(permission: SeedPermission): void {
    this.tenant.permissions.put(permission.key, makePermission(permission));
  }

  deletePermission(key: string): void {
    if (!this.tenant.permissions.has(key)) throw notThere('permission', key);
    this.tenant.removePermission(key);
  }

  addProperty(property: SeedProperty): void {
    this.tenant.properties.put(property.key, makeProperty(property));
  }

  addConnection(connection: SeedConnection): void {
    this.tenant.connections.put(connection.name, makeConnection(connection));
  }

  setFeatureFlag(key: string, flag: SeedFeatureFlag): void {
    this.tenant.featureFlags.set(key, makeFeatureFlag(flag));
  }

  deleteFeatureFlag(key: string): void {
    if (!this.tenant.featureFlags.has(key)) throw notThere('feature flag', key);
    this.tenant.removeFeatureFlag(key);
  }

  setPasskeys(policy: PasskeyPolicy): void {
    this.tenant.passkeys = policy;
  }

  setEnvironment(environment: { readonly code: string; readonly name: string }): void {
    this.tenant.environment = { ...environment };
  }
}
