// The fault `list-change` changes a list of people while a client reads it: between two pages the dashboard adds, removes
// or deletes a person.
import type { TenantEditor } from '../tenant-editor.js';
import type { Tenant } from '../state/tenant.js';
import type { ListChange } from './fault-plan.js';

/** A request for a page of a list of people. */
export interface ListInReading {
  readonly operation: string;
  /** The requested path with its query. */
  readonly path: string;
}

export interface Dashboard {
  readonly tenant: Tenant;
  readonly edit: TenantEditor;
}

interface Membership {
  readonly userId: string;
  /** Null for a person who is in no organization. */
  readonly code: string | null;
}

/** Returns whether a request asks for a page after the first of a list of people. */
export function isLaterPage({ operation, path }: ListInReading): boolean {
  const listsPeople = ['getUsers', 'GetOrganizationUsers', 'GetRoleUsers'].includes(operation);
  return listsPeople && (new URL(path, 'http://sandbox').searchParams.get('next_token') ?? '') !== '';
}

/** Changes the list; `chance` in [0, 1) chooses the person. Returns what happened, or null for an empty list. */
export function changeList(
  change: ListChange['change'],
  chance: number,
  { list, dashboard }: { readonly list: ListInReading; readonly dashboard: Dashboard },
): string | null {
  const { tenant, edit } = dashboard;
  const listed = findListed(list, tenant).filter(({ code }) => change !== 'leave' || code !== null);
  const chosen = listed[Math.floor(chance * listed.length)];
  if (chosen === undefined) return null;
  const { userId, code } = chosen;
  if (change === 'delete') {
    edit.deleteUser(userId);
    return `${userId} is deleted`;
  }
  if (change === 'leave' && code !== null) {
    edit.removeMember(code, userId);
    return `${userId} leaves ${code}`;
  }
  const newcomer = edit.addUser({ emails: [`newcomer-${tenant.nextNumber()}@elsewhere.example`] });
  if (code !== null) edit.addMember(code, newcomer);
  return `${newcomer} joins ${code ?? 'the environment'}`;
}

function findListed({ operation, path }: ListInReading, tenant: Tenant): readonly Membership[] {
  const name = decodeURIComponent(new URL(path, 'http://sandbox').pathname.split('/')[4] ?? '');
  if (operation === 'GetOrganizationUsers') {
    const members = tenant.organizations.get(name)?.members.ordered() ?? [];
    return members.map(({ userId }) => ({ userId, code: name }));
  }
  if (operation === 'GetRoleUsers') {
    const key = tenant.roles.ordered().find(({ id }) => id === name)?.key ?? '';
    return tenant
      .holdersOf(key)
      .flatMap(({ userId, organizationCodes }) => organizationCodes.map((code) => ({ userId, code })));
  }
  return tenant.users
    .ordered()
    .map(({ id }) => ({ userId: id, code: [...tenant.organizationsOf(id)].sort()[0] ?? null }));
}
