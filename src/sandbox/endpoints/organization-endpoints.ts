// The endpoints of organizations: list, read, create, change and delete.
import { ApiRefusal } from '../serve/api-refusal.js';
import type { Call, Endpoint, Ground } from '../serve/call.js';
import { takePage } from '../serve/take-page.js';
import { makeOrganization } from '../state/from-seed.js';
import { mintOrganizationCode } from '../state/mint-id.js';
import { compareText } from '../../model/text/compare-text.js';
import type { Organization } from '../state/rows.js';
import {
  findOrganization,
  organizationOf,
  plainLook,
  readBody,
  readExpand,
  refuseUnmodelled,
  success,
} from './answer-parts.js';

interface WrittenOrganization {
  readonly name?: string;
  readonly handle?: string;
  readonly external_id?: string;
  readonly is_auto_membership_enabled?: boolean;
  readonly is_suspended?: boolean;
  readonly allowed_domains?: readonly string[];
}

const modelledFields = [
  'name',
  'handle',
  'external_id',
  'is_auto_membership_enabled',
  'is_suspended',
  'allowed_domains',
];

function describeRow(organization: Organization): Readonly<Record<string, unknown>> {
  return {
    code: organization.code,
    name: organization.name,
    handle: organization.handle,
    is_default: organization.isDefault,
    external_id: organization.externalId,
    is_auto_membership_enabled: organization.allowRegistrations,
  };
}

function orderOrganizations(call: Call, { tenant, organizationScope }: Ground): readonly Organization[] {
  const own = organizationScope === null ? undefined : tenant.organizations.get(organizationScope);
  if (organizationScope !== null) return own === undefined ? [] : [own];
  const sort = call.query.get('sort');
  // Kinde documents sorting by email for this list too, but organizations have no email.
  if (sort !== 'name_asc' && sort !== 'name_desc') return tenant.organizations.ordered();
  const sign = sort === 'name_asc' ? 1 : -1;
  return tenant.organizations.ordered(sort, (left, right) => sign * compareText(left.name, right.name));
}

const listOrganizations: Endpoint = (call, ground) => {
  const page = takePage(orderOrganizations(call, ground), call, ground.unknowns.endOfList);
  return { ...success, organizations: page.rows.map(describeRow), ...page.next };
};

const getOrganization: Endpoint = (call, ground) => {
  const expand = readExpand(call, ['billing']);
  const organization = findOrganization(call.query.get('code') ?? '', ground);
  return {
    ...describeRow(organization),
    ...plainLook,
    allowed_domains: organization.allowedDomains,
    // This deprecated name of is_auto_membership_enabled is unreliable, so it is always null.
    is_allow_registrations: null,
    sender_name: null,
    sender_email: null,
    is_suspended: organization.isSuspended,
    suspended_on: null,
    created_on: organization.createdOn,
    ...(expand.has('billing') ? { billing: { agreements: [] } } : {}),
  };
};

function checkHandle(handle: string | undefined, ownCode: string | undefined, { tenant }: Ground): void {
  if (handle === undefined) return;
  for (const other of tenant.organizations.rows()) {
    if (other.handle === handle && other.code !== ownCode) {
      throw new ApiRefusal('HANDLE_ALREADY_IN_USE', 'Organization handle already in use');
    }
  }
}

function checkName(name: string | undefined): void {
  if (name?.trim() === '')
    throw new ApiRefusal('ORGANIZATION_NAME_REQUIRED', 'Organization name is required');
}

const createOrganization: Endpoint = (call, ground) => {
  const body = readBody<WrittenOrganization & { name: string }>(call, { name: '' });
  refuseUnmodelled(body, modelledFields);
  checkName(body.name);
  checkHandle(body.handle, undefined, ground);
  const { tenant } = ground;
  const code = mintOrganizationCode(`${body.name}:${tenant.nextNumber()}`, (id) =>
    tenant.organizations.has(id),
  );
  const given = {
    name: body.name,
    handle: body.handle ?? null,
    externalId: body.external_id ?? null,
    allowRegistrations: body.is_auto_membership_enabled ?? false,
  };
  tenant.organizations.put(code, makeOrganization(given, { code, createdOn: ground.timestamp() }));
  return { ...success, organization: { code } };
};

const updateOrganization: Endpoint = (call, ground) => {
  const organization = organizationOf(call, ground);
  const body = readBody<WrittenOrganization>(call, {});
  refuseUnmodelled(body, modelledFields);
  checkName(body.name);
  checkHandle(body.handle, organization.code, ground);
  if (body.allowed_domains && ground.unknowns.allowedDomains === 'refused') {
    throw new ApiRefusal('ALLOWED_DOMAINS_NOT_AVAILABLE', 'Allowed domains are not part of the plan');
  }
  if (organization.isDefault && body.is_suspended) {
    throw new ApiRefusal(
      'DEFAULT_ORGANIZATION_CANNOT_BE_SUSPENDED',
      'The default organization cannot be suspended',
    );
  }
  ground.tenant.organizations.put(organization.code, {
    ...organization,
    name: body.name ?? organization.name,
    handle: body.handle ?? organization.handle,
    externalId: body.external_id ?? organization.externalId,
    allowRegistrations: body.is_auto_membership_enabled ?? organization.allowRegistrations,
    isSuspended: body.is_suspended ?? organization.isSuspended,
    allowedDomains:
      (ground.unknowns.allowedDomains === 'kept' ? body.allowed_domains : undefined) ??
      organization.allowedDomains,
  });
  return success;
};

const deleteOrganization: Endpoint = (call, ground) => {
  const { code, isDefault } = organizationOf(call, ground);
  if (isDefault) {
    const message = 'The default organization cannot be deleted';
    throw new ApiRefusal('DEFAULT_ORGANIZATION_CANNOT_BE_DELETED', message);
  }
  ground.tenant.removeOrganization(code);
  return success;
};

const deleteHandle: Endpoint = (call, ground) => {
  const organization = organizationOf(call, ground);
  ground.tenant.organizations.put(organization.code, { ...organization, handle: null });
  return success;
};

export const organizationEndpoints = {
  getOrganizations: listOrganizations,
  getOrganization,
  createOrganization,
  updateOrganization,
  deleteOrganization,
  DeleteOrganizationHandle: deleteHandle,
};
