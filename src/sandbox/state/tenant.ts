// The tenant: the rows of one Kinde environment, and the indexes that the endpoints use. It keeps its indexes right; the
// endpoints decide what is allowed.
import type { PasskeyPolicy } from '../../model/desired.js';
import { Register, withEntry } from './register.js';
import type {
  Category,
  Connection,
  FeatureFlag,
  IdentityType,
  Member,
  Organization,
  Permission,
  Property,
  Role,
  RoleHolder,
  User,
} from './rows.js';

const nobody: ReadonlySet<string> = new Set();

function identityKey(type: IdentityType, value: string): string {
  return `${type}:${value.toLowerCase()}`;
}

function identityKeys(user: User): readonly string[] {
  return [
    ...user.emails.map((email) => identityKey('email', email)),
    ...(user.phone === null ? [] : [identityKey('phone', user.phone)]),
    ...(user.username === null ? [] : [identityKey('username', user.username)]),
  ];
}

function listHolders(organizations: Iterable<Organization>, roleKey: string): readonly RoleHolder[] {
  const codes = new Map<string, string[]>();
  for (const organization of organizations) {
    for (const member of organization.members.rows()) {
      if (!member.roles.includes(roleKey)) continue;
      const held = codes.get(member.userId);
      if (held) held.push(organization.code);
      else codes.set(member.userId, [organization.code]);
    }
  }
  return [...codes].map(([userId, organizationCodes]) => ({ userId, organizationCodes }));
}

function renameIn(keys: readonly string[], from: string, to: string): readonly string[] {
  return keys.map((key) => (key === from ? to : key));
}

/** The content of one Kinde environment. */
export class Tenant {
  environment = { code: 'production', name: 'Production' };
  passkeys: PasskeyPolicy = 'off';
  readonly featureFlags = new Map<string, FeatureFlag>();
  /** By key. */
  readonly permissions = new Register<Permission>();
  /** Definitions by key. */
  readonly properties = new Register<Property>();
  /** By id; a property belongs to one. */
  readonly categories = new Register<Category>();
  /** By name. */
  readonly connections = new Register<Connection>();
  /** By key. */
  readonly roles = new Register<Role>();
  /** By code. */
  readonly organizations = new Register<Organization>();
  readonly #users = new Register<User>();
  readonly #owners = new Map<string, string>();
  readonly #organizationsOf = new Map<string, Set<string>>();
  readonly #holders = new Map<string, readonly RoleHolder[]>();
  #mintedIds = 0;

  get users(): Pick<Register<User>, 'get' | 'has' | 'ordered'> {
    return this.#users;
  }

  /** Returns a number that is never repeated, to make ids from. */
  nextNumber(): number {
    this.#mintedIds += 1;
    return this.#mintedIds;
  }

  /** Returns the user who has this identity, without regard to case. */
  findOwner(type: IdentityType, value: string): User | undefined {
    const id = this.#owners.get(identityKey(type, value));
    return id === undefined ? undefined : this.#users.get(id);
  }

  putUser(user: User): void {
    this.#forgetIdentities(user.id);
    this.#users.put(user.id, user);
    for (const key of identityKeys(user)) this.#owners.set(key, user.id);
  }

  removeUser(userId: string): void {
    for (const code of [...this.organizationsOf(userId)]) this.removeMember(code, userId);
    this.#forgetIdentities(userId);
    this.#users.remove(userId);
  }

  /** Returns the codes of the organizations that this user is a member of. */
  organizationsOf(userId: string): ReadonlySet<string> {
    return this.#organizationsOf.get(userId) ?? nobody;
  }

  /** Adds a member, or replaces the row of an existing one. */
  putMember(organization: Organization, member: Member): void {
    this.#holders.clear();
    organization.members.put(member.userId, member);
    const codes = this.#organizationsOf.get(member.userId) ?? new Set<string>();
    codes.add(organization.code);
    this.#organizationsOf.set(member.userId, codes);
  }

  removeMember(code: string, userId: string): void {
    this.#holders.clear();
    this.organizations.get(code)?.members.remove(userId);
    this.#organizationsOf.get(userId)?.delete(code);
  }

  /** Removes a role, also from its holders. */
  removeRole(key: string): void {
    this.#changeMembers(({ roles }) => ({ roles: roles.filter((role) => role !== key) }));
    this.roles.remove(key);
  }

  /** Removes a flag of the environment and every organization's own value of it. */
  removeFeatureFlag(key: string): void {
    this.featureFlags.delete(key);
    for (const organization of this.organizations.ordered()) {
      if (!organization.flagOverrides.has(key)) continue;
      const flagOverrides = withEntry(organization.flagOverrides, key, null);
      this.organizations.put(organization.code, { ...organization, flagOverrides });
    }
  }

  /** Replaces the role of this key; its holders keep it. */
  replaceRole(key: string, role: Role): void {
    this.roles.put(role.key, role);
    if (key === role.key) return;
    this.#changeMembers(({ roles }) => ({ roles: renameIn(roles, key, role.key) }));
    this.roles.remove(key);
  }

  /** Replaces the permission of this key; its roles and members keep it. */
  replacePermission(key: string, permission: Permission): void {
    this.permissions.put(permission.key, permission);
    if (key === permission.key) return;
    for (const role of this.roles.ordered()) {
      this.roles.put(role.key, { ...role, permissions: renameIn(role.permissions, key, permission.key) });
    }
    this.#changeMembers(({ permissions = [] }) => ({
      permissions: renameIn(permissions, key, permission.key),
    }));
    this.permissions.remove(key);
  }

  /** Removes the definition of a property and every organization's value of it. */
  removeProperty(key: string): void {
    this.properties.remove(key);
    for (const organization of this.organizations.ordered()) {
      const properties = withEntry(organization.properties, key, null);
      this.organizations.put(organization.code, { ...organization, properties });
    }
  }

  /** Removes a permission, also from every role and member. */
  removePermission(key: string): void {
    for (const role of this.roles.ordered()) {
      const permissions = role.permissions.filter((permission) => permission !== key);
      if (permissions.length < role.permissions.length) this.roles.put(role.key, { ...role, permissions });
    }
    this.#changeMembers(({ permissions = [] }) => ({
      permissions: permissions.filter((held) => held !== key),
    }));
    this.permissions.remove(key);
  }

  removeOrganization(code: string): void {
    const members = this.organizations.get(code)?.members.ordered() ?? [];
    for (const member of members) this.removeMember(code, member.userId);
    this.organizations.remove(code);
  }

  defaultOrganization(): Organization | undefined {
    for (const organization of this.organizations.rows()) if (organization.isDefault) return organization;
    return undefined;
  }

  /** Returns the holders of a role with their organizations, in a stable order, cached until a membership changes. */
  holdersOf(roleKey: string): readonly RoleHolder[] {
    const known = this.#holders.get(roleKey);
    if (known) return known;
    const holders = listHolders(this.organizations.rows(), roleKey);
    this.#holders.set(roleKey, holders);
    return holders;
  }

  #changeMembers(change: (member: Member) => Partial<Member>): void {
    for (const organization of this.organizations.ordered()) {
      for (const member of organization.members.ordered())
        this.putMember(organization, { ...member, ...change(member) });
    }
  }

  #forgetIdentities(userId: string): void {
    const user = this.#users.get(userId);
    for (const key of user ? identityKeys(user) : []) this.#owners.delete(key);
  }
}
