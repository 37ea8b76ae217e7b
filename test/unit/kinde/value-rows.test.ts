// The forms in which answers hold values by key; `lists.test.ts` has those of feature flags and of the passkey policy.
import { expect, it } from 'vitest';
import { BadShapeError } from '../../../src/kinde/http/read-json.js';
import { readValueRows } from '../../../src/kinde/rows/value-rows.js';
import { InternalError } from '../../../src/model/errors.js';
import { createFakeKinde, json } from './fake-kinde.js';

const form = { as: 'list', field: 'properties' } as const;

it('a list of rows without a type holds texts; a value that is not set is null, and no other is understood', () => {
  const properties = [
    { id: 'p1', key: 'plan', name: 'Plan', value: 'gold' },
    { id: 'p5', key: 'empty', name: 'Empty', value: '' },
    { id: 'p2', key: 'unset', name: 'Unset', value: null },
    { id: 'p3', key: 'absent', name: 'Absent' },
    { id: 'p4', key: 'odd', name: 'Odd', value: { a: 1 } },
  ];
  expect(readValueRows({ properties }, form)).toEqual([
    { key: 'plan', type: 'str', value: 'gold' },
    { key: 'empty', type: 'str', value: null },
    { key: 'unset', type: 'str', value: null },
    { key: 'absent', type: 'str', value: null },
    { key: 'odd', type: 'unknown', value: null },
  ]);
});

it('a definition that does not say that its values are public counts as private', () => {
  const properties = [false, true, null, 'false', undefined].map((isPrivate, index) => ({
    key: `key_${String(index)}`,
    is_private: isPrivate,
  }));
  const rows = readValueRows({ properties }, { ...form, privacy: 'is_private' });
  expect(rows.map(({ isPrivate }) => isPrivate)).toEqual([undefined, true, true, true, true]);
});

it.each([
  {},
  { properties: null },
  { properties: {} },
  { properties: [null] },
  { properties: [{ value: 'x' }] },
])('an answer that is no list of rows with keys is an error: %j', (page) => {
  expect(() => readValueRows(page, form)).toThrow(BadShapeError);
});

it.each([
  ['setOrganizationFlag', null],
  ['clearOrganizationFlag', true],
] as const)('%s of the value %j is our own mistake and is not sent', async (operation, value) => {
  const fake = createFakeKinde({ reply: () => json({}) });
  const written = { code: 'org_1', key: 'beta', value };
  expect(await fake.fail(fake.client.writeValue(operation, written))).toBeInstanceOf(InternalError);
  expect(fake.seen).toEqual([]);
});
