// The dashboard's changes, as `tenant-editor.ts` declares them. They bypass the API on purpose: without token, scope or
// entry in the journal.
import { UsageError } from '../model/errors.js';
import { EditableSettings } from './edit-settings.js';
import {
  findNamedConnection,
  findNamedOrganization,
  findNamedRole,
  findNamedUser,
  notThere,
} from './find-named.js';
import type { SeedInvitation, SeedOrganization, TimelessUser } from './seed.js';
import { makeInvitation, makeOrganization } from './state/from-seed.js';
import { mintOrganizationCode, mintUserId } from './state/mint-id.js';
import { withEntry } from './state/register.js';
import type { Invitation, Organization, Role, User } from './state/rows.js';
import type { Tenant } from './state/tenant.js';
import type { OrganizationFields, TenantEditor } from './tenant-editor.js';

/** A tenant that is changed by hand. */
export class EditableTenant extends EditableSettings implements TenantEditor {
  readonly #timestamp: () => string;

  constructor(tenant: Tenant, timestamp: () => string) {
    super(tenant);
    this.#timestamp = timestamp;
  }

  addUser(user: TimelessUser): string {
    const number = this.tenant.nextNumber();
    const id = user.id ?? mintUserId(`dashboard:${number}`, (taken) => this.tenant.users.has(taken));
    const nothing = { firstName: null, lastName: null, emails: [], phone: null, username: null };
    const rest = { isSuspended: false, providedId: null, createdOn: this.#timestamp() };
    this.#refuseTaken(id, user.emails ?? []);
    this.tenant.putUser({ ...nothing, ...rest, ...user, id });
    return id;
  }

  changeUser(user: string, fields: Omit<TimelessUser, 'id'>): void {
    const live = this.#user(user);
    this.#refuseTaken(live.id, fields.emails ?? []);
    this.tenant.putUser({ ...live, ...fields });
  }

  deleteUser(user: string): void {
    this.tenant.removeUser(this.#user(user).id);
  }

  addOrganization(organization: Omit<SeedOrganization, 'members' | 'isDefault'>): string {
    const { organizations } = this.tenant;
    const source = `dashboard:${this.tenant.nextNumber()}`;
    const code = organization.code ?? mintOrganizationCode(source, (taken) => organizations.has(taken));
    organizations.put(code, makeOrganization(organization, { code, createdOn: this.#timestamp() }));
    return code;
  }

  changeOrganization(organization: string, fields: OrganizationFields): void {
    this.#changeOrganization(organization, () => fields);
  }

  setOrganizationFlag(organization: string, key: string, value: string | null): void {
    if (!this.tenant.featureFlags.has(key)) throw notThere('feature flag', key);
    this.#changeOrganization(organization, ({ flagOverrides }) => ({
      flagOverrides: withEntry(flagOverrides, key, value),
    }));
  }

  setOrganizationProperty(organization: string, key: string, value: string): void {
    if (!this.tenant.properties.has(key)) throw notThere('property', key);
    this.#changeOrganization(organization, ({ properties }) => ({
      properties: withEntry(properties, key, value),
    }));
  }

  addInvitation(organization: string, invitation: SeedInvitation): string {
    for (const role of invitation.roles ?? []) this.#role(role);
    const source = `dashboard:${this.tenant.nextNumber()}`;
    const row = makeInvitation(invitation, { source, createdOn: this.#timestamp() });
    this.#changeOrganization(organization, ({ invitations }) => ({
      invitations: withEntry(invitations, row.code, row),
    }));
    return row.code;
  }

  acceptInvitation(organization: string, email: string): string {
    const { firstName, lastName, roles } = this.#pendingInvitation(organization, email);
    this.endInvitation(organization, email, 'accepted');
    const known = this.tenant.findOwner('email', email);
    const id = known?.id ?? this.addUser({ emails: [email], firstName, lastName });
    const held = this.#organization(organization).members.get(id)?.roles ?? [];
    this.addMember(organization, id, [...held, ...roles]);
    return id;
  }

  endInvitation(organization: string, email: string, state: 'accepted' | 'revoked'): void {
    const row = this.#pendingInvitation(organization, email);
    this.#changeOrganization(organization, ({ invitations }) => ({
      invitations: withEntry(invitations, row.code, { ...row, state }),
    }));
  }

  deleteOrganization(organization: string): void {
    const { code, isDefault } = this.#organization(organization);
    if (isDefault) throw new UsageError('taken-in-sandbox', 'The default organization cannot be deleted.');
    this.tenant.removeOrganization(code);
  }

  addMember(organization: string, user: string, roles: readonly string[] = []): void {
    this.#putMember(this.#organization(organization), this.#user(user).id, roles);
  }

  removeMember(organization: string, user: string): void {
    const { code, members } = this.#organization(organization);
    const { id } = this.#user(user);
    if (!members.has(id)) throw notThere(`member of ${organization}:`, user);
    this.tenant.removeMember(code, id);
  }

  suspendMember(organization: string, user: string, isSuspended = true): void {
    const live = this.#organization(organization);
    const member = live.members.get(this.#user(user).id);
    if (!member) throw notThere(`member of ${organization}:`, user);
    this.tenant.putMember(live, { ...member, isSuspended });
  }

  setRoles(organization: string, user: string, roles: readonly string[]): void {
    const live = this.#organization(organization);
    const { id } = this.#user(user);
    if (!live.members.has(id)) throw notThere(`member of ${organization}:`, user);
    this.#putMember(live, id, roles);
  }

  setConnections(organization: string, names: readonly string[]): void {
    for (const name of names) findNamedConnection(this.tenant, name);
    this.#changeOrganization(organization, () => ({ connections: [...new Set(names)] }));
  }

  #changeOrganization(name: string, change: (live: Organization) => Partial<Organization>): void {
    const live = this.#organization(name);
    this.tenant.organizations.put(live.code, { ...live, ...change(live) });
  }

  #pendingInvitation(organization: string, email: string): Invitation {
    const rows = [...this.#organization(organization).invitations.values()];
    const row = rows.find((candidate) => candidate.email === email && candidate.state === 'pending');
    if (!row) throw notThere('pending invitation of', email);
    return row;
  }

  #putMember(organization: Organization, userId: string, roles: readonly string[]): void {
    for (const role of roles) this.#role(role);
    const member = organization.members.get(userId) ?? { userId, joinedOn: this.#timestamp() };
    this.tenant.putMember(organization, { ...member, roles: [...new Set(roles)] });
  }

  #refuseTaken(userId: string, emails: readonly string[]): void {
    const taken = emails.find((email) => (this.tenant.findOwner('email', email)?.id ?? userId) !== userId);
    if (taken === undefined) return;
    throw new UsageError('taken-in-sandbox', `Another person in the sandbox has the address ${taken}.`);
  }

  #role(key: string): Role {
    return findNamedRole(this.tenant, key);
  }

  #user(name: string): User {
    return findNamedUser(this.tenant, name);
  }

  #organization(name: string): Organization {
    return findNamedOrganization(this.tenant, name);
  }
}
