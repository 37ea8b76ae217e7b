// Changes a list of people while it is read: somebody joins, leaves or is deleted between two pages, by the hand
// of a person in the dashboard.
import type { TenantEditor } from '../tenant-editor.js';
import type { Tenant } from '../state/tenant.js';
import type { ListChange } from './fault-plan.js';

/** A list of people that is being read, from its second page on. */
export interface ListInReading {
  readonly operation: string;
  /** With the query, as it was asked for. */
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

/** Returns whether a request asks for a later page of a list of people. */
export function isLaterPage({ operation, path }: ListInReading): boolean {
  const listsPeople = ['getUsers', 'GetOrganizationUsers', 'GetRoleUsers'].includes(operation);
  return listsPeople && (new URL(path, 'http://sandbox').searchParams.get('next_token') ?? '') !== '';
}

/** Makes the change; `chance` in [0, 1) chooses whom it hits. Returns what happened, or null if nobody is there. */
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
