// The contract of organizations themselves, without their members.
// `is_allow_registrations` is left out of the bodies on purpose: it is the deprecated name of
// `is_auto_membership_enabled`, and sending it is answered as a mistake.
import type { Operation } from './operation.js';
import { fields, flag, list, nullable, oneOf, record, text } from './schema.js';
import { head, look, memberSort, nextToken, paging, textList, writtenLook } from './shared-fields.js';

const row = {
  code: text,
  name: text,
  handle: nullable(text),
  is_default: flag,
  external_id: nullable(text),
  is_auto_membership_enabled: flag,
};

const writtenFields = {
  name: text,
  external_id: text,
  handle: text,
  is_auto_membership_enabled: flag,
  sender_name: nullable(text),
  sender_email: nullable(text),
  ...writtenLook,
};

export const organizationOperations = {
  getOrganizations: {
    method: 'GET',
    path: '/api/v1/organizations',
    scope: 'read:organizations',
    query: { sort: memberSort, ...paging },
    status: 200,
    response: fields({ ...head, organizations: list(fields(row)), next_token: nextToken }),
  },
  getOrganization: {
    method: 'GET',
    path: '/api/v1/organization',
    scope: 'read:organizations',
    query: { code: text, expand: text },
    requiredQuery: ['code'],
    status: 200,
    response: fields({
      ...row,
      ...look,
      allowed_domains: textList,
      is_allow_registrations: nullable(flag),
      sender_name: nullable(text),
      sender_email: nullable(text),
      is_suspended: flag,
      suspended_on: nullable(text),
      billing: fields({
        billing_customer_id: text,
        agreements: list(fields({ plan_code: text, agreement_id: text })),
      }),
    }),
  },
  createOrganization: {
    method: 'POST',
    path: '/api/v1/organization',
    scope: 'create:organizations',
    body: fields(
      {
        ...writtenFields,
        feature_flags: record(oneOf('str', 'int', 'bool')),
        theme_code: text,
        is_create_billing_customer: flag,
        billing_email: text,
        billing_plan_code: text,
      },
      ['name'],
    ),
    isBodyRequired: true,
    status: 200,
    response: fields({ ...head, organization: fields({ code: text, billing_customer_id: text }) }),
  },
  updateOrganization: {
    method: 'PATCH',
    path: '/api/v1/organization/{org_code}',
    scope: 'update:organizations',
    query: { expand: nullable(oneOf('billing')) },
    body: fields({
      ...writtenFields,
      theme_code: oneOf('light', 'dark', 'user_preference'),
      is_auto_join_domain_list: flag,
      allowed_domains: textList,
      is_enable_advanced_orgs: flag,
      is_enforce_mfa: flag,
      is_suspended: flag,
    }),
    status: 200,
    response: fields(head),
  },
} as const satisfies Record<string, Operation>;
