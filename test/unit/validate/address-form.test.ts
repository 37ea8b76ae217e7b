// Tests the fast path for addresses: it may accept an address only if the whole check reports nothing.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isCommonAddress } from '../../../src/validate/address-form.js';
import { acceptsAddress } from '../../../src/validate/accepts-text.js';
import { normalizeEmail } from '../../../src/model/email.js';

const unit = fc.constantFrom(...Array.from('aaabz019__++--....@ Aä"xn'));
const text = fc
  .tuple(
    fc.string({ unit, minLength: 1, maxLength: 12 }),
    fc.string({ unit, minLength: 1, maxLength: 60 }),
    fc.constantFrom('.example', '.com', '.c', '.1', ''),
  )
  .map(([local, domain, end]) => `${local}@${domain}${end}`);

it('accepts no address that the whole check refuses or that has another normal form', () => {
  fc.assert(
    fc.property(text, (address) => {
      if (!isCommonAddress(address)) return;
      expect([acceptsAddress(address), normalizeEmail(address)]).toEqual([true, address]);
    }),
    { numRuns: 20_000 },
  );
});

it.each(['jane.doe+a@acme.example', 'b_o-1@mail.acme-2.co.uk'])('accepts %s as common', (address) => {
  expect(isCommonAddress(address)).toBe(true);
});
