// Properties of organizations: definitions, values, and what stays unknown of those without one.
import { expect, it } from 'vitest';
import { createSandbox, parseSeed, type Unknowns } from '../../../src/sandbox/index.js';
import { connect, rowsOf } from './connect.js';

const seed = {
  properties: [
    { key: 'plan', name: 'Plan' },
    { key: 'notes', isPrivate: true },
    { key: 'nickname', context: 'usr' as const },
  ],
  organizations: [
    { code: 'org_d', name: 'Default' },
    { code: 'org_a', name: 'Acme', properties: { plan: 'gold' } },
  ],
};

async function open(unknowns: Partial<Unknowns> = {}) {
  const sandbox = createSandbox({ seed, unknowns });
  const values = () => sandbox.snapshot().organizations.find(({ code }) => code === 'org_a')?.properties;
  return { sandbox, ask: await connect(sandbox), values };
}

const path = 'organizations/org_a/properties';

it('lists the definitions of a context in pages by the id of the last one', async () => {
  const { ask } = await open();
  const first = await ask('GET', 'properties?context=org&page_size=1');
  expect(first.json).toMatchObject({ has_more: true, properties: [{ key: 'plan', is_private: false }] });
  const last = String(rowsOf(first, 'properties')[0]?.['id']);
  const second = await ask('GET', `properties?context=org&page_size=1&starting_after=${last}`);
  expect(second.json).toMatchObject({ has_more: false, properties: [{ key: 'notes', is_private: true }] });
  expect((await ask('GET', 'properties?starting_after=nowhere')).status).toBe(400);
});

it('lists values, with those that are not set as null or left out', async () => {
  const values = async (unsetProperties: Unknowns['unsetProperties']) =>
    rowsOf(await (await open({ unsetProperties })).ask('GET', path), 'properties').map((row) => row['value']);
  expect([await values('null'), await values('absent')]).toEqual([['gold', null], ['gold']]);
});

it('sets values together and one alone', async () => {
  const { ask, values, sandbox } = await open();
  expect((await ask('PATCH', path, { properties: { plan: 'silver', notes: 'x' } })).status).toBe(200);
  expect((await ask('PUT', `${path}/notes?value=late%20payer`)).status).toBe(200);
  expect(values()).toEqual({ notes: 'late payer', plan: 'silver' });
  expect(sandbox.violations()).toEqual([]);
});

it.each([
  [{ nickname: 'x' }, 'PROPERTY_NOT_FOUND'],
  [{ plan: 'silver', unheard: 'x' }, 'PROPERTY_NOT_FOUND'],
  [{ plan: 5 }, 'INVALID_PROPERTY_VALUE'],
])('refuses %j whole', async (properties, code) => {
  const { ask, values } = await open();
  expect((await ask('PATCH', path, { properties })).code).toBe(code);
  expect(values()).toEqual({ plan: 'gold' });
});

it('creates a definition and deletes it with every value', async () => {
  const { ask, values, sandbox } = await open();
  const body = { name: 'T', key: 'tier', type: 'single_line_text', context: 'org' };
  expect((await ask('POST', 'properties', body)).status).toBe(400);
  const made = await ask('POST', 'properties', { ...body, is_private: false, category_id: 'c' });
  expect(made.status).toBe(201);
  sandbox.change((tenant) => tenant.setOrganizationProperty('Acme', 'tier', '1'));
  expect(values()).toEqual({ plan: 'gold', tier: '1' });
  await ask('DELETE', `properties/${(made.json['property'] as { id: string }).id}`);
  expect(values()).toEqual({ plan: 'gold' });
});

it('refuses a seed with a value of a property that is none of organizations', () => {
  const text = JSON.stringify({ ...seed, organizations: [{ name: 'A', properties: { nickname: 'x' } }] });
  expect(() => parseSeed(text, 's.json')).toThrow('There is no property nickname.');
});
