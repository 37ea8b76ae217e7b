// The endpoints of an organization's invitations: list, send and revoke.
import { ApiRefusal } from '../serve/api-refusal.js';
import type { Call, Endpoint, Ground } from '../serve/call.js';
import { takePage } from '../serve/take-page.js';
import { makeInvitation } from '../state/from-seed.js';
import { compareText } from '../../model/text/compare-text.js';
import { withEntry } from '../state/register.js';
import type { Invitation, Organization } from '../state/rows.js';
import { joinName, organizationOf, readBody, success } from './answer-parts.js';

const dayInMs = 86_400_000;

function describeInvitation(row: Invitation, { tenant, domain }: Ground): Readonly<Record<string, unknown>> {
  return {
    id: row.id,
    code: row.code,
    email: row.email,
    first_name: row.firstName,
    last_name: row.lastName,
    full_name: joinName(row.firstName, row.lastName),
    created_on: row.createdOn,
    is_sent: row.isSent,
    accepted_on: row.state === 'accepted' ? row.createdOn : null,
    roles: row.roles.map((key) => ({ key, name: tenant.roles.get(key)?.name ?? key })),
    is_revoked: row.state === 'revoked',
    invite_link: `https://${domain}/auth/invitation/${row.code}`,
  };
}

function sortText(sort: string, row: Invitation): string {
  if (sort.startsWith('email')) return row.email;
  return sort.startsWith('name') ? joinName(row.firstName, row.lastName) : row.createdOn;
}

function orderInvitations({ invitations }: Organization, call: Call): readonly Invitation[] {
  const wanted = new Set([
    'pending',
    ...(call.query.get('include_revoked') === 'true' ? ['revoked'] : []),
    ...(call.query.get('include_accepted') === 'true' ? ['accepted'] : []),
  ]);
  const rows = [...invitations.values()].filter(({ state }) => wanted.has(state));
  const sort = call.query.get('sort');
  if (!sort) return rows;
  const sign = sort.endsWith('_asc') ? 1 : -1;
  return rows.sort((left, right) => sign * compareText(sortText(sort, left), sortText(sort, right)));
}

const listInvitations: Endpoint = (call, ground) => {
  const rows = orderInvitations(organizationOf(call, ground), call);
  const page = takePage(rows, call, ground.unknowns.endOfList);
  return { ...success, invites: page.rows.map((row) => describeInvitation(row, ground)), ...page.next };
};

interface WrittenInvitation {
  readonly email: string;
  readonly first_name?: string | null;
  readonly last_name?: string | null;
  readonly roles: readonly string[];
  readonly send_email?: boolean;
}

function checkLengths({ email, first_name: first, last_name: last }: WrittenInvitation): void {
  if (email.length > 254) throw new ApiRefusal('EMAIL_TOO_LONG', 'The address is too long');
  if ((first ?? '').length > 64) throw new ApiRefusal('FIRST_NAME_TOO_LONG', 'The first name is too long');
  if ((last ?? '').length > 64) throw new ApiRefusal('LAST_NAME_TOO_LONG', 'The last name is too long');
  if (!/^[^\s@,]+@[^\s@,]+$/.test(email)) throw new ApiRefusal('INVALID_EMAIL', 'Email is not valid');
}

function checkCaps(pending: readonly Invitation[], organization: Organization, ground: Ground): void {
  const { invitationCaps, timestamp, unknowns } = ground;
  const since = Date.parse(timestamp()) - dayInMs;
  const recent = [...organization.invitations.values()].filter(
    ({ createdOn }) => Date.parse(createdOn) > since,
  );
  if (pending.length < invitationCaps.pending && recent.length < invitationCaps.inDay) return;
  const status = unknowns.invitationCap === 'throttled' ? 429 : 400;
  throw new ApiRefusal('INVITATION_LIMIT_REACHED', 'The organization has too many invitations', { status });
}

function checkInvitation(written: WrittenInvitation, organization: Organization, ground: Ground): void {
  const { tenant, unknowns } = ground;
  if (organization.hasDirectory)
    throw new ApiRefusal('ORGANIZATION_MANAGED_BY_DIRECTORY', 'A directory manages the members');
  checkLengths(written);
  const unknownRole = written.roles.find((role) => !tenant.roles.has(role));
  if (unknownRole !== undefined) throw new ApiRefusal('ROLE_NOT_FOUND', `Role not found: ${unknownRole}`);
  const fold = (text: string) => (unknowns.inviteAddressCase === 'sensitive' ? text : text.toLowerCase());
  const pending = [...organization.invitations.values()].filter(({ state }) => state === 'pending');
  if (pending.some(({ email }) => fold(email) === fold(written.email))) {
    throw new ApiRefusal('INVITATION_EXISTS', 'The address is already invited');
  }
  if (unknowns.inviteExisting === 'refused' && tenant.findOwner('email', written.email)) {
    throw new ApiRefusal('USER_ALREADY_EXISTS', 'The person is already in the environment');
  }
  checkCaps(pending, organization, ground);
}

function putInvitation(organization: Organization, row: Invitation, { tenant }: Ground): void {
  const invitations = withEntry(organization.invitations, row.code, row);
  tenant.organizations.put(organization.code, { ...organization, invitations });
}

const createInvitation: Endpoint = (call, ground) => {
  const organization = organizationOf(call, ground);
  const written = readBody<WrittenInvitation>(call, { email: '', roles: [] });
  checkInvitation(written, organization, ground);
  const row = makeInvitation(
    {
      email: written.email,
      firstName: written.first_name ?? null,
      lastName: written.last_name ?? null,
      roles: [...new Set(written.roles)],
      isSent: written.send_email ?? false,
    },
    { source: `${organization.code}:sent:${ground.tenant.nextNumber()}`, createdOn: ground.timestamp() },
  );
  putInvitation(organization, row, ground);
  return { ...success, invite: describeInvitation(row, ground) };
};

function findInvitation(call: Call, organization: Organization): Invitation {
  const row = organization.invitations.get(call.params['invite_code'] ?? '');
  if (!row) throw new ApiRefusal('INVITATION_NOT_FOUND', 'Invitation not found');
  return row;
}

const getInvitation: Endpoint = (call, ground) => {
  const row = findInvitation(call, organizationOf(call, ground));
  return { message: success.message, ...describeInvitation(row, ground) };
};

const revokeInvitation: Endpoint = (call, ground) => {
  const organization = organizationOf(call, ground);
  const row = findInvitation(call, organization);
  if (row.state !== 'pending')
    throw new ApiRefusal('INVITATION_NOT_PENDING', 'The invitation is not pending');
  putInvitation(organization, { ...row, state: 'revoked' }, ground);
  return success;
};

export const invitationEndpoints = {
  getOrganizationInvites: listInvitations,
  createOrganizationInvite: createInvitation,
  getOrganizationInvite: getInvitation,
  deleteOrganizationInvite: revokeInvitation,
};
