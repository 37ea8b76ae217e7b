// One request that changes something, as one line that a person can read and compare.
import type { RequestRecord } from '../../src/sandbox/index.js';

/** Returns for example `AddOrganizationUsers org_acme: id of ann@acme.com [viewer]`; lost and refused ones say so. */
export function describeWrite({ operation, path, body, status }: RequestRecord): string {
  const parts = path.split('/').slice(3).map(decodeURIComponent);
  const what = body === undefined ? parts.slice(3).join(' ') : describeBody(body);
  const end = status === 0 ? ' (lost)' : status >= 400 ? ` (${status})` : '';
  return `${operation} ${readSubject(operation, parts)}${what}${end}`;
}

function readSubject(operation: string, parts: readonly string[]): string {
  if (operation === 'UpdateEnvironementFeatureFlagOverride') return `${parts[2] ?? ''}: `;
  return parts.length > 1 ? `${parts[1] ?? ''}: ` : '';
}

interface WrittenBody {
  readonly users?: readonly {
    readonly id: string;
    readonly roles?: readonly string[];
    readonly operation?: string;
  }[];
  readonly identities?: readonly { readonly details: { readonly email: string } }[];
  readonly permissions?: readonly { readonly id: string; readonly operation?: string }[];
  readonly profile?: Readonly<Record<string, string>>;
  readonly properties?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
  readonly organization_code?: string;
}

function describeBody(body: unknown): string {
  const {
    users,
    identities,
    permissions,
    organization_code: code,
    profile,
    properties,
    ...rest
  } = body as WrittenBody;
  if (users !== undefined) return users.map(describeMember).join(', ');
  if (permissions !== undefined)
    return permissions.map(({ id, operation }) => `${operation === 'delete' ? '-' : ''}${id}`).join(', ');
  const emails = identities?.map(({ details }) => details.email).join(', ');
  const fields = Object.entries({ ...rest, ...profile, ...properties });
  const texts = fields.map(([name, value]) => `${name}=${String(value)}`);
  return [
    ...(emails === undefined ? [] : [emails]),
    ...(code === undefined ? [] : [`in ${code}`]),
    ...texts,
  ].join(' ');
}

function describeMember({ id, roles, operation }: NonNullable<WrittenBody['users']>[number]): string {
  if (operation === 'delete') return `-${id}`;
  return roles === undefined ? id : `${id} [${roles.join(' ')}]`;
}
