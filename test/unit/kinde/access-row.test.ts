// Tests the dates of Kinde's answers as the report reads them.
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/kinde/http/read-json.js';
import { createCodeShare } from '../../../src/kinde/rows/person-row.js';
import { readAccessMember, readAccessPerson } from '../../../src/kinde/rows/access-row.js';

const read = (time: unknown) => readAccessMember({ id: 'kp_1', joined_on: time }).joinedOn;

describe('a time', () => {
  it.each([
    ['2021-01-01T00:00:00Z', '2021-01-01T00:00:00Z'],
    ['2026-01-28T14:26:02.448856+00:00', '2026-01-28T14:26:02Z'],
    ['2026-01-28T14:26:02+10:00', '2026-01-28T04:26:02Z'],
    ['2026-01-28T14:26:02', '2026-01-28T14:26:02Z'],
    ['2026-01-28 14:26:02', '2026-01-28T14:26:02Z'],
    ['2026-01-28', '2026-01-28T00:00:00Z'],
  ])('%s is %s, in UTC, on every machine', (written, time) => expect(read(written)).toBe(time));

  it.each([
    null,
    undefined,
    '',
    '0001-01-01T00:00:00Z',
    '1970-01-01T00:00:00Z',
    'yesterday',
    '2026-13-45',
    '2026',
  ])('%j is unknown', (written) => expect(read(written)).toBeNull());

  it.each([12, true, {}])('%j breaks the contract and stops the report', (written) =>
    expect(() => read(written)).toThrow('joined_on'),
  );
});

it('reads sign-ins by organization, and a missing one as unknown', () => {
  const share = createCodeShare();
  const read = (row: JsonObject) => readAccessPerson(row, share);
  const person = read({
    id: 'kp_1',
    total_sign_ins: 3,
    last_organization_sign_ins: [
      { org_code: 'valueOf', last_signed_in: '2026-01-28T14:26:02Z' },
      { org_code: 'org_2', last_signed_in: null },
    ],
  });
  expect(person.lastSignIns).toEqual(new Map([['valueOf', '2026-01-28T14:26:02Z']]));
  expect(read({ id: 'kp_1' })).toMatchObject({
    signIns: null,
    lastSignedIn: null,
    isSuspended: null,
  });
});
