// The endpoints of properties: their definitions, and an organization's values.
import { ApiRefusal } from '../serve/api-refusal.js';
import type { Call, Endpoint, Ground } from '../serve/call.js';
import { endOfList, takePageAfter } from '../serve/take-page.js';
import { makeProperty } from '../state/from-seed.js';
import { withEntry } from '../state/register.js';
import { mintUuid } from '../state/mint-id.js';
import type { Category, Organization, Property } from '../state/rows.js';
import { findById, organizationOf, readBody, success } from './answer-parts.js';

const listProperties: Endpoint = (call, { tenant }) => {
  const context = call.query.get('context');
  const chosen = tenant.properties.ordered().filter((row) => !context || row.context === context);
  const page = takePageAfter(chosen, call);
  const properties = page.rows.map(({ id, key, name, isPrivate }) => ({
    id,
    key,
    name,
    is_private: isPrivate,
    is_kinde_property: false,
  }));
  return { ...success, properties, has_more: page.hasMore };
};

const listCategories: Endpoint = (call, { tenant }) => {
  const context = call.query.get('context');
  const chosen = tenant.categories.ordered().filter((row) => !context || row.context === context);
  const { rows, hasMore } = takePageAfter(chosen, call);
  return { ...success, categories: rows.map(({ id, name }) => ({ id, name })), has_more: hasMore };
};

const createCategory: Endpoint = (call, { tenant }) => {
  const { name, context } = readBody<Omit<Category, 'id'>>(call, { name: '', context: 'org' });
  const id = mintUuid('category', `${context}:${name}:${tenant.nextNumber()}`);
  tenant.categories.put(id, { id, name, context });
  return { ...success, category: { id } };
};

interface WrittenProperty {
  readonly key: string;
  readonly name: string;
  readonly is_private: boolean;
  readonly context: Property['context'];
}

const createProperty: Endpoint = (call, { tenant }) => {
  const absent: WrittenProperty = { key: '', name: '', is_private: false, context: 'org' };
  const { key, name, is_private: isPrivate, context } = readBody(call, absent);
  if (tenant.properties.has(key)) throw new ApiRefusal('PROPERTY_EXISTS', 'The key is already in use');
  const property = makeProperty({ key, name, isPrivate, context });
  tenant.properties.put(key, property);
  return { ...success, property: { id: property.id } };
};

/** Returns the definition that the path names; throws `ApiRefusal` if there is none. */
function propertyOf(call: Call, { tenant }: Ground): Property {
  return findById(tenant.properties, call.params['property_id'], 'Property');
}

const updateProperty: Endpoint = (call, ground) => {
  const property = propertyOf(call, ground);
  const { name, is_private: isPrivate } = readBody<Partial<WrittenProperty>>(call, {});
  const { name: before, isPrivate: wasPrivate } = property;
  const changed = { ...property, name: name ?? before, isPrivate: isPrivate ?? wasPrivate };
  ground.tenant.properties.put(property.key, changed);
  return success;
};

const deleteProperty: Endpoint = (call, ground) => {
  ground.tenant.removeProperty(propertyOf(call, ground).key);
  return success;
};

function ownProperties({ tenant }: Ground): readonly Property[] {
  return tenant.properties.ordered().filter(({ context }) => context === 'org');
}

const listValues: Endpoint = (call, ground) => {
  const { properties: values } = organizationOf(call, ground);
  const properties = ownProperties(ground)
    .map(({ id, key, name }) => ({ id, key, name, value: values.get(key) ?? null }))
    .filter(({ value }) => value !== null || ground.unknowns.unsetProperties === 'null');
  return { ...success, properties, ...endOfList(ground.unknowns.endOfList) };
};

interface WrittenValue {
  readonly key: string;
  readonly value: unknown;
}

function putValues(organization: Organization, written: readonly WrittenValue[], ground: Ground): void {
  const known = new Set(ownProperties(ground).map(({ key }) => key));
  const properties = written.reduce((values, { key, value }) => {
    if (!known.has(key)) throw new ApiRefusal('PROPERTY_NOT_FOUND', `Property not found: ${key}`);
    if (typeof value !== 'string') throw new ApiRefusal('INVALID_PROPERTY_VALUE', 'A value must be text');
    return withEntry(values, key, value);
  }, organization.properties);
  ground.tenant.organizations.put(organization.code, { ...organization, properties });
}

const setValues: Endpoint = (call, ground) => {
  const { properties } = readBody<{ properties: object }>(call, { properties: {} });
  const written = Object.entries(properties).map(([key, value]: [string, unknown]) => ({ key, value }));
  putValues(organizationOf(call, ground), written, ground);
  return success;
};

const setValue: Endpoint = (call: Call, ground) => {
  const written = { key: call.params['property_key'] ?? '', value: call.query.get('value') };
  putValues(organizationOf(call, ground), [written], ground);
  return success;
};

export const propertyEndpoints = {
  GetProperties: listProperties,
  CreateProperty: createProperty,
  UpdateProperty: updateProperty,
  GetCategories: listCategories,
  CreateCategory: createCategory,
  DeleteProperty: deleteProperty,
  GetOrganizationPropertyValues: listValues,
  UpdateOrganizationProperties: setValues,
  UpdateOrganizationProperty: setValue,
};
