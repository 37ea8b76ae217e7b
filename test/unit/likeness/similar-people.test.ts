// Compares the search for misspelt addresses with a naive search through all people.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isOneEdit } from '../../../src/likeness/one-edit.js';
import { findSimilar } from '../../../src/likeness/similar-people.js';

/** Returns `new address > neighbour` and `new domain > domain in use` for each finding. */
function tell(added: readonly string[], known: Iterable<string>, leaving?: ReadonlySet<string>) {
  const { people, domains } = findSimilar(added, known, leaving);
  return [
    ...[...people].map(([email, neighbour]) => `${email} > ${neighbour.email}`),
    ...domains.map(({ domain, other, emails }) => `${domain} (${emails.length}) > ${other}`),
  ];
}

it.each([
  ['a letter too many', 'janne@acme.example', 'janne@acme.example > jane@acme.example'],
  ['another letter', 'jone@acme.example', 'jone@acme.example > jane@acme.example'],
  ['two letters swapped', 'jnae@acme.example', 'jnae@acme.example > jane@acme.example'],
  ['a letter for a digit', 'jan3@acme.example', 'jan3@acme.example > jane@acme.example'],
  ['a domain one letter off', 'lee@acmee.example', 'acmee.example (1) > acme.example'],
])('returns the neighbour of an address with %s', (_, added, told) => {
  expect(tell([added], ['jane@acme.example', 'somebody@acme.example', added])).toEqual([told]);
});

it.each([
  ['is far from every other', 'gertrude@acme.example'],
  ['is two letters off', 'jaanne@acme.example'],
  ['differs in a digit only', 's1200@acme.example'],
  ['has a number more', 'jane2@acme.example'],
  ['has a name of one letter', 'l@acme.example'],
  ['resembles only an address of another domain', 'jane@globex.example'],
  ['has no domain', 'jane'],
])('finds nothing for an address that %s', (_, added) => {
  const known = ['jane@acme.example', 's1203@acme.example', 'b@acme.example', added];
  expect(tell([added], known)).toEqual([]);
});

it('finds nothing for a domain of a known address, even if it resembles another', () => {
  const known = ['jane@acme.example', 'lee@acmee.example', 'new@acmee.example'];
  expect(tell(['new@acmee.example'], known)).toEqual([]);
});

it('returns a domain once for all its new addresses, and never as a person', () => {
  const added = ['ann@acmee.example', 'bo@acmee.example', 'cyril@acmee.example'];
  expect(tell(added, ['jane@acme.example'])).toEqual(['acmee.example (3) > acme.example']);
});

it('finds nothing for domains that differ only in a number', () => {
  expect(tell(['ann@school12.example'], ['jane@school11.example'])).toEqual([]);
});

it('prefers the domain with more new addresses if both domains are new', () => {
  const added = ['ann@acme.example', 'bo@acme.example', 'cyril@acmee.example'];
  expect(tell(added, [])).toEqual(['acmee.example (1) > acme.example']);
});

it('finds a neighbour among the new addresses', () => {
  const added = ['gertrude@new.example', 'gertrud@new.example'];
  expect(tell(added, added)).toHaveLength(2);
});

it('prefers a person who leaves', () => {
  const known = ['jana@acme.example', 'janet@acme.example'];
  expect(tell(['jane@acme.example'], known)).toEqual(['jane@acme.example > jana@acme.example']);
  expect(tell(['jane@acme.example'], known, new Set(['janet@acme.example']))).toEqual([
    'jane@acme.example > janet@acme.example',
  ]);
});

it.each([
  ['full-width letters', 'ｊａｎｅ@acme.example'],
  ['mathematical letters', '𝐣𝐚𝐧𝐞@acme.example'],
  ['a small full-width part', 'jａne@acme.example'],
  ['Cyrillic letters', 'сора@acme.example'],
  ['a palochka, which looks like an l', 'раураӏ@acme.example'],
])('finds a known person behind %s', (_, added) => {
  const { people } = findSimilar([added], ['jane@acme.example', 'copa@acme.example', 'paypal@acme.example']);
  expect([...people.values()].map(({ isLookAlike }) => isLookAlike)).toEqual([true]);
});

it('finds a known person in other letters behind a plain new address, and a domain in punycode', () => {
  expect(tell(['copa@acme.example'], ['сора@acme.example'])).toEqual([
    'copa@acme.example > сора@acme.example',
  ]);
  // сосо.example
  expect(tell(['ann@xn--n1aahb.example'], ['ann@coco.example', 'bo@coco.example'])).toEqual([
    'ann@xn--n1aahb.example > ann@coco.example',
  ]);
});

it('finds nothing without new addresses', () => {
  expect(tell([], ['jane@acme.example'])).toEqual([]);
});

it('compares 30,000 new people, most of them numbered, with 30,000 known ones', () => {
  const number = (index: number): string => `s${1_200_000 + index * 3}@uni.example`;
  const added = [...Array.from({ length: 30_000 }, (_, index) => number(index)), 'jane.do@uni.example'];
  const known = Array.from({ length: 30_000 }, (_, index) => number(index + 30_000));
  expect(tell(added, [...known, 'jane.doe@uni.example'])).toEqual([
    'jane.do@uni.example > jane.doe@uni.example',
  ]);
});

const address = fc
  .tuple(
    fc.string({ unit: fc.constantFrom('a', 'b', '1'), minLength: 1, maxLength: 6 }),
    fc.constantFrom('x.example', 'acme.example', 'acne.example', 'globex.example'),
  )
  .map(([local, domain]) => `${local}@${domain}`);

it('finds the same neighbours as a search through all people', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(address, { maxLength: 5 }),
      fc.uniqueArray(address, { maxLength: 12 }),
      (added, others) => {
        const known = [...new Set([...added, ...others])];
        const { people } = findSimilar(added, known);
        for (const email of added) {
          const near = known.filter((other) => isLikeAddress(email, other)).sort();
          expect(people.get(email)?.email).toBe(near[0]);
        }
      },
    ),
    { numRuns: 300 },
  );
});

function isLikeAddress(email: string, other: string): boolean {
  const [one = '', oneDomain] = email.split('@');
  const [two = '', twoDomain] = other.split('@');
  return oneDomain === twoDomain && Math.min(one.length, two.length) > 1 && isOneEdit(one, two);
}
