// The rows of the table of operations that read and write values by key. The row says how the answer or the request holds
// the values, so a new collection adds rows here and nothing to the client.
import { passkeyPolicies } from '../desired.js';
import { list, read, remove, update } from './operation.js';
import type { Operation } from './operation.js';

/**
 * The form of an answer with values: an object by key, a list of rows with `key` and `value`, or one value alone. `privacy` is
 * the field of a row that says whether the values of its key are private.
 */
export type ValuesForm =
  | { readonly as: 'map'; readonly field: string }
  | { readonly as: 'list'; readonly field: string; readonly privacy?: string }
  | { readonly as: 'single'; readonly field: string; readonly oneOf: readonly string[] };

/**
 * The place of the value in a request, always as text: under the name, or under the key in an object of that name. Null for an
 * operation that takes the value away.
 */
export type ValuePlace = { readonly in: 'query' | 'body' | 'body-by-key'; readonly name: string } | null;

/** An operation that reads values. Its path has at most the parameter `org_code`. */
export interface ReadValuesOperation extends Operation {
  readonly values: ValuesForm;
  /** Parameters of the query that every request has. */
  readonly fixedQuery?: Readonly<Record<string, string>>;
  /** Present if the id of the last row asks for the next page, as long as an answer says `has_more`. */
  readonly paging?: 'by-last-id';
}

/** An operation that writes one value. The parameters of its path are `org_code` and at most one for the key, under any name. */
export interface WriteValueOperation extends Operation {
  readonly value: ValuePlace;
}

/** The `resource` of the changes of organizations' values, one for each collection. `schemas/plan.schema.json` lists them too. */
export const organizationValueResources = ['organization-flag', 'organization-property'] as const;
export type OrganizationValueResource = (typeof organizationValueResources)[number];

export const valueReads = {
  // The answer has `next_token`, but the operation takes no `page_size`, unlike every other list.
  listFeatureFlags: {
    ...read,
    values: { as: 'map', field: 'feature_flags' },
    id: 'getEnvironementFeatureFlags',
    path: '/api/v1/environment/feature_flags',
    scope: 'read:environment_feature_flags',
    does: "List the environment's feature flags",
    when: 'feature flags of the environment or of an organization are managed',
  },
  listOrganizationFlags: {
    ...read,
    values: { as: 'map', field: 'feature_flags' },
    id: 'getOrganizationFeatureFlags',
    path: '/api/v1/organizations/{org_code}/feature_flags',
    scope: 'read:organization_feature_flags',
    does: "List an organization's feature flags",
    when: 'feature flags of an organization are managed',
  },
  getPasskeyPolicy: {
    ...read,
    values: { as: 'single', field: 'policy', oneOf: passkeyPolicies },
    id: 'getPasskey',
    path: '/api/v1/passkey',
    scope: 'read:passkey',
    does: 'Read the passkey policy',
    when: '`passkeys` is set',
  },
  // The definitions: the answer has no values, no types and no `next_token`.
  listProperties: {
    ...list,
    query: ['page_size', 'starting_after', 'context'],
    values: { as: 'list', field: 'properties', privacy: 'is_private' },
    fixedQuery: { context: 'org' },
    paging: 'by-last-id',
    id: 'getProperties',
    path: '/api/v1/properties',
    scope: 'read:properties',
    does: 'List the properties that exist',
    when: 'properties of an organization are managed',
  },
  // The answer has `next_token`, but the operation takes no `page_size`, unlike every other list.
  listOrganizationProperties: {
    ...read,
    values: { as: 'list', field: 'properties' },
    id: 'getOrganizationPropertyValues',
    path: '/api/v1/organizations/{org_code}/properties',
    scope: 'read:organization_properties',
    does: "List an organization's property values",
    when: 'properties of an organization are managed',
  },
} as const satisfies Readonly<Record<string, ReadValuesOperation>>;

export const valueWrites = {
  // Sets a value: the flag takes the value sent.
  setFeatureFlag: {
    ...update,
    value: { in: 'body', name: 'value' },
    id: 'updateEnvironementFeatureFlagOverride',
    path: '/api/v1/environment/feature_flags/{feature_flag_key}',
    scope: 'update:environment_feature_flags',
    does: "Set the environment's value of a feature flag",
    when: 'feature flags of the environment are managed',
  },
  // Sets a value: the flag takes the value sent.
  setOrganizationFlag: {
    ...update,
    id: 'updateOrganizationFeatureFlagOverride',
    path: '/api/v1/organizations/{org_code}/feature_flags/{feature_flag_key}',
    scope: 'update:organization_feature_flags',
    query: ['value'],
    value: { in: 'query', name: 'value' },
    does: "Set an organization's value of a feature flag",
    when: 'feature flags of an organization are managed',
  },
  // Once: a second request may answer an error, which hides that the first deleted the value.
  clearOrganizationFlag: {
    ...remove,
    value: null,
    id: 'deleteOrganizationFeatureFlagOverride',
    path: '/api/v1/organizations/{org_code}/feature_flags/{feature_flag_key}',
    scope: 'delete:organization_feature_flags',
    does: "Delete an organization's value of a feature flag",
    when: 'a feature flag of an organization is `null`',
  },
  // Sets a value: the policy takes the value sent.
  setPasskeyPolicy: {
    ...update,
    method: 'PUT',
    value: { in: 'body', name: 'policy' },
    id: 'updatePasskey',
    path: '/api/v1/passkey',
    scope: 'update:passkey',
    does: 'Set the passkey policy',
    when: '`passkeys` is set',
  },
  // Sets a value: the property takes the value sent. The body holds it, because proxies record URLs, and a value may be private or
  // longer than a URL. One value a request: a refused value stops no other.
  setOrganizationProperty: {
    ...update,
    value: { in: 'body-by-key', name: 'properties' },
    id: 'updateOrganizationProperties',
    path: '/api/v1/organizations/{org_code}/properties',
    scope: 'update:organization_properties',
    does: "Set an organization's value of a property",
    when: 'properties of an organization are managed',
  },
} as const satisfies Readonly<Record<string, WriteValueOperation>>;

export type ValueRead = keyof typeof valueReads;
export type ValueWrite = keyof typeof valueWrites;
