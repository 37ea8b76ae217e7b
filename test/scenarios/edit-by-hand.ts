// The changes by hand that a scenario may name: what somebody does in the dashboard meanwhile.
import type { Sandbox, TenantEditor } from '../../src/sandbox/index.js';
import type { Edit } from './scenario.js';

type Word = string | readonly string[] | undefined;

const edits: Readonly<Record<string, (tenant: TenantEditor, words: readonly Word[]) => void>> = {
  addMember: (tenant, [organization, user, roles]) =>
    tenant.addMember(textOf(organization), textOf(user), listOf(roles)),
  removeMember: (tenant, [organization, user]) => tenant.removeMember(textOf(organization), textOf(user)),
  setRoles: (tenant, [organization, user, roles]) =>
    tenant.setRoles(textOf(organization), textOf(user), listOf(roles)),
  rename: (tenant, [organization, name]) =>
    tenant.changeOrganization(textOf(organization), { name: textOf(name) }),
  setHandle: (tenant, [organization, handle]) =>
    tenant.changeOrganization(textOf(organization), { handle: textOf(handle) }),
  setDomains: (tenant, [organization, domains]) =>
    tenant.changeOrganization(textOf(organization), { allowedDomains: listOf(domains) }),
  setFlag: (tenant, [organization, key, value]) =>
    tenant.setOrganizationFlag(textOf(organization), textOf(key), textOf(value)),
  setProperty: (tenant, [organization, key, value]) =>
    tenant.setOrganizationProperty(textOf(organization), textOf(key), textOf(value)),
  addOrganization: (tenant, [code, name]) =>
    void tenant.addOrganization({ code: textOf(code), name: textOf(name) }),
  setRole: (tenant, [key, name, permissions]) =>
    tenant.addRole({ key: textOf(key), name: textOf(name), permissions: listOf(permissions) }),
  setPermission: (tenant, [key, name]) => tenant.addPermission({ key: textOf(key), name: textOf(name) }),
  acceptInvitation: (tenant, [organization, email]) =>
    void tenant.acceptInvitation(textOf(organization), textOf(email)),
  endInvitation: (tenant, [organization, email, state]) =>
    tenant.endInvitation(
      textOf(organization),
      textOf(email),
      textOf(state) === 'accepted' ? 'accepted' : 'revoked',
    ),
  addUser: (tenant, emails) => void tenant.addUser({ emails: emails.map(textOf) }),
};

/** Makes the changes in their order. Throws for one that there is not. */
export function editByHand(sandbox: Sandbox, chosen: readonly Edit[]): void {
  for (const [name, ...words] of chosen) {
    const edit = edits[name];
    if (edit === undefined) throw new Error(`There is no edit ${name}.`);
    sandbox.change((tenant) => edit(tenant, words));
  }
}

function textOf(word: Word): string {
  if (typeof word !== 'string') throw new Error('An edit lacks a word.');
  return word;
}

function listOf(word: Word): readonly string[] {
  return typeof word === 'string' ? [word] : (word ?? []);
}
