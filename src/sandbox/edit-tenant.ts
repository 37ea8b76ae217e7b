// Changes by hand, as a person makes them in the dashboard between two commands of kinde-sync.
// Bypasses the API on purpose: no token, no scope, no record in the journal.
import type { PasskeyPolicy } from '../model/desired.js';
import { UsageError } from '../model/errors.js';
import type { SeedFeatureFlag, SeedOrganization, SeedRole, TimelessUser } from './seed.js';
import { mintOrganizationCode, mintRoleId, mintUserId } from './state/mint-id.js';
import { Register } from './state/register.js';
import type { Organization, Role, Tenant, User } from './state/tenant.js';

/**
 * What a person can do in the dashboard. `organization` is a code, external id, handle or name; `user` an id or
 * any address. Everything throws `UsageError` where there is no such thing.
 */
export interface TenantEditor {
  /** Returns the new user id. */
  addUser(user: TimelessUser): string;
  changeUser(user: string, fields: Omit<TimelessUser, 'id'>): void;
  /** Removes the person everywhere. */
  deleteUser(user: string): void;
  /** Returns the new code. */
  addOrganization(organization: Omit<SeedOrganization, 'members' | 'isDefault'>): string;
  changeOrganization(
    organization: string,
    fields: Partial<Pick<SeedOrganization, 'name' | 'handle' | 'externalId' | 'allowRegistrations'>>,
  ): void;
  deleteOrganization(organization: string): void;
  addMember(organization: string, user: string, roles?: readonly string[]): void;
  removeMember(organization: string, user: string): void;
  /** Sets the roles of a member to exactly these. */
  setRoles(organization: string, user: string, roles: readonly string[]): void;
  /** Suspends a member in this organization alone, or ends that. */
  suspendMember(organization: string, user: string, isSuspended?: boolean): void;
  addRole(role: SeedRole): void;
  /** Removes the role and takes it from everybody who holds it. */
  deleteRole(key: string): void;
  setFeatureFlag(key: string, flag: SeedFeatureFlag): void;
  deleteFeatureFlag(key: string): void;
  setPasskeys(policy: PasskeyPolicy): void;
  setEnvironment(environment: { readonly code: string; readonly name: string }): void;
}

function notThere(what: string, name: string): UsageError {
  return new UsageError('unknown-in-sandbox', `The sandbox has no ${what} ${name}.`);
}

export class EditableTenant implements TenantEditor {
  readonly #tenant: Tenant;
  readonly #timestamp: () => string;

  constructor(tenant: Tenant, timestamp: () => string) {
    this.#tenant = tenant;
    this.#timestamp = timestamp;
  }

  addUser(user: TimelessUser): string {
    const number = this.#tenant.nextNumber();
    const id = user.id ?? mintUserId(`dashboard:${number}`, (taken) => this.#tenant.users.has(taken));
    const nothing = { firstName: null, lastName: null, emails: [], phone: null, username: null };
    const rest = { isSuspended: false, providedId: null, createdOn: this.#timestamp() };
    this.#refuseTaken(id, user.emails ?? []);
    this.#tenant.putUser({ ...nothing, ...rest, ...user, id });
    return id;
  }

  changeUser(user: string, fields: Omit<TimelessUser, 'id'>): void {
    const live = this.#user(user);
    this.#refuseTaken(live.id, fields.emails ?? []);
    this.#tenant.putUser({ ...live, ...fields });
  }

  deleteUser(user: string): void {
    this.#tenant.removeUser(this.#user(user).id);
  }

  addOrganization(organization: Omit<SeedOrganization, 'members' | 'isDefault'>): string {
    const { organizations } = this.#tenant;
    const source = `dashboard:${this.#tenant.nextNumber()}`;
    const code = organization.code ?? mintOrganizationCode(source, (taken) => organizations.has(taken));
    const nothing = { handle: null, externalId: null, allowRegistrations: false };
    const rest = { isDefault: false, isSuspended: false, createdOn: this.#timestamp() };
    organizations.put(code, { ...nothing, ...rest, ...organization, code, members: new Register() });
    return code;
  }

  changeOrganization(
    organization: string,
    fields: Partial<Pick<SeedOrganization, 'name' | 'handle' | 'externalId' | 'allowRegistrations'>>,
  ): void {
    const live = this.#organization(organization);
    this.#tenant.organizations.put(live.code, { ...live, ...fields });
  }

  deleteOrganization(organization: string): void {
    const { code, isDefault } = this.#organization(organization);
    if (isDefault) throw new UsageError('taken-in-sandbox', 'The default organization cannot be deleted.');
    this.#tenant.removeOrganization(code);
  }

  addMember(organization: string, user: string, roles: readonly string[] = []): void {
    this.#putMember(this.#organization(organization), this.#user(user).id, roles);
  }

  removeMember(organization: string, user: string): void {
    const { code, members } = this.#organization(organization);
    const { id } = this.#user(user);
    if (!members.has(id)) throw notThere(`member of ${organization}:`, user);
    this.#tenant.removeMember(code, id);
  }

  suspendMember(organization: string, user: string, isSuspended = true): void {
    const live = this.#organization(organization);
    const member = live.members.get(this.#user(user).id);
    if (!member) throw notThere(`member of ${organization}:`, user);
    this.#tenant.putMember(live, { ...member, isSuspended });
  }

  setRoles(organization: string, user: string, roles: readonly string[]): void {
    const live = this.#organization(organization);
    const { id } = this.#user(user);
    if (!live.members.has(id)) throw notThere(`member of ${organization}:`, user);
    this.#putMember(live, id, roles);
  }

  addRole({ key, id = mintRoleId(key), name = key, isDefault = false }: SeedRole): void {
    this.#tenant.roles.put(key, { id, key, name, isDefault });
  }

  deleteRole(key: string): void {
    this.#role(key);
    for (const organization of this.#tenant.organizations.ordered()) {
      for (const member of organization.members.ordered()) {
        if (!member.roles.includes(key)) continue;
        this.#tenant.putMember(organization, {
          ...member,
          roles: member.roles.filter((role) => role !== key),
        });
      }
    }
    this.#tenant.roles.remove(key);
  }

  setFeatureFlag(key: string, flag: SeedFeatureFlag): void {
    this.#tenant.featureFlags.set(key, { ...flag });
  }

  deleteFeatureFlag(key: string): void {
    if (!this.#tenant.featureFlags.delete(key)) throw notThere('feature flag', key);
  }

  setPasskeys(policy: PasskeyPolicy): void {
    this.#tenant.passkeys = policy;
  }

  setEnvironment(environment: { readonly code: string; readonly name: string }): void {
    this.#tenant.environment = { ...environment };
  }

  #putMember(organization: Organization, userId: string, roles: readonly string[]): void {
    for (const role of roles) this.#role(role);
    const member = organization.members.get(userId) ?? { userId, joinedOn: this.#timestamp() };
    this.#tenant.putMember(organization, { ...member, roles: [...new Set(roles)] });
  }

  #refuseTaken(userId: string, emails: readonly string[]): void {
    const taken = emails.find((email) => (this.#tenant.findOwner('email', email)?.id ?? userId) !== userId);
    if (taken === undefined) return;
    throw new UsageError('taken-in-sandbox', `Somebody else in the sandbox has the address ${taken}.`);
  }

  #role(key: string): Role {
    const role = this.#tenant.roles.get(key);
    if (!role) throw notThere('role', key);
    return role;
  }

  #user(name: string): User {
    const user = this.#tenant.users.get(name) ?? this.#tenant.findOwner('email', name);
    if (!user) throw notThere('person', name);
    return user;
  }

  #organization(name: string): Organization {
    const rows = this.#tenant.organizations.ordered();
    const found =
      this.#tenant.organizations.get(name) ??
      rows.find((row) => row.externalId === name) ??
      rows.find((row) => row.handle === name) ??
      rows.find((row) => row.name === name);
    if (!found) throw notThere('organization', name);
    return found;
  }
}
