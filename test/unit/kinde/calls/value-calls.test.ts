// A list of values in the form of property definitions: a fixed parameter, and pages by the id of the last row.
import { expect, it } from 'vitest';
import type { Caller } from '../../../../src/kinde/calls/caller.js';
import { listValues } from '../../../../src/kinde/calls/value-calls.js';
import { buildUrl } from '../../../../src/kinde/http/build-url.js';
import { BadShapeError } from '../../../../src/kinde/http/read-json.js';
import { list } from '../../../../src/model/operations/operation.js';
import type { ReadValuesOperation } from '../../../../src/model/operations/value-operations.js';
import { createSandbox } from '../../../../src/sandbox/index.js';
import { connect } from '../../sandbox/connect.js';

const definitions: ReadValuesOperation = {
  ...list,
  id: 'getProperties',
  path: '/api/v1/properties',
  scope: 'read:properties',
  query: ['page_size', 'starting_after', 'context'],
  does: 'List the properties',
  when: 'properties are managed',
  values: { as: 'list', field: 'properties' },
  fixedQuery: { context: 'org' },
  paging: 'by-last-id',
};

it('is read to its end with the fixed parameter in every request', async () => {
  const keys = Array.from({ length: 501 }, (_, index) => `key_${String(index)}`);
  const others = [{ key: 'nickname', context: 'usr' as const }];
  const sandbox = createSandbox({ seed: { properties: [...keys.map((key) => ({ key })), ...others] } });
  const ask = await connect(sandbox);
  const call: Caller = async ({ operation, parts, readAnswer }) => {
    const url = buildUrl('', operation, parts);
    return readAnswer((await ask(operation.method, url.slice('/api/v1/'.length))).json);
  };
  const { rows, pages } = await listValues(call, definitions, '');
  expect(pages).toBe(2);
  expect(rows).toEqual(keys.map((key) => ({ key, type: 'str', value: null })));
  expect(sandbox.violations()).toEqual([]);
});

it.each([{}, { has_more: null }, { has_more: 'false' }, { has_more: true, properties: [] }])(
  'is unreadable if its end is not certain: %j',
  async (page) => {
    const call: Caller = ({ readAnswer }) =>
      Promise.resolve().then(() => readAnswer({ properties: [{ id: 'p1', key: 'plan' }], ...page }));
    await expect(listValues(call, definitions, '')).rejects.toBeInstanceOf(BadShapeError);
  },
);

it('of which a page leads back to itself is an error', async () => {
  const call: Caller = ({ readAnswer }) =>
    Promise.resolve(readAnswer({ properties: [{ id: 'p1', key: 'plan' }], has_more: true }));
  await expect(listValues(call, definitions, '')).rejects.toMatchObject({ code: 'list-loop' });
});
