// Addresses that look like a typing mistake, held against a naive search through everybody.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isOneEdit } from '../../../src/likeness/one-edit.js';
import { findSimilar } from '../../../src/likeness/similar-people.js';

/** Returns new address > neighbour, and new domain > domain in use. */
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
])('names the neighbour of an address with %s', (_, added, told) => {
  expect(tell([added], ['jane@acme.example', 'somebody@acme.example', added])).toEqual([told]);
});

it.each([
  ['is far from everybody', 'gertrude@acme.example'],
  ['is two letters off', 'jaanne@acme.example'],
  ['differs in a digit only', 's1200@acme.example'],
  ['has a number more', 'jane2@acme.example'],
  ['has a name of one letter', 'l@acme.example'],
  ['is like somebody of another domain only', 'jane@globex.example'],
  ['has no domain', 'jane'],
])('says nothing of an address that %s', (_, added) => {
  const known = ['jane@acme.example', 's1203@acme.example', 'b@acme.example', added];
  expect(tell([added], known)).toEqual([]);
});

it('says nothing of a domain that somebody known has, however like another it is', () => {
  const known = ['jane@acme.example', 'lee@acmee.example', 'new@acmee.example'];
  expect(tell(['new@acmee.example'], known)).toEqual([]);
});

it('names a domain once, however many new people have it, and never as if it were a person', () => {
  const added = ['ann@acmee.example', 'bo@acmee.example', 'cyril@acmee.example'];
  expect(tell(added, ['jane@acme.example'])).toEqual(['acmee.example (3) > acme.example']);
});

it('says nothing of domains that differ in a number only', () => {
  expect(tell(['ann@school12.example'], ['jane@school11.example'])).toEqual([]);
});

it('takes the domain of more new people for the one in use where all of them are new', () => {
  const added = ['ann@acme.example', 'bo@acme.example', 'cyril@acmee.example'];
  expect(tell(added, [])).toEqual(['acmee.example (1) > acme.example']);
});

it('takes a new address for a neighbour of another new one', () => {
  const added = ['gertrude@new.example', 'gertrud@new.example'];
  expect(tell(added, added)).toHaveLength(2);
});

it('names the one who leaves before others', () => {
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
  ['Cyrillic letters', 'cора@acme.example'],
])('finds somebody known behind %s', (_, added) => {
  const { people } = findSimilar([added], ['jane@acme.example', 'copa@acme.example']);
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

it('asks nothing of nobody', () => {
  expect(tell([], ['jane@acme.example'])).toEqual([]);
});

it('holds 30,000 new people, most of whom are numbered, against as many known ones', () => {
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

it('finds a neighbour exactly where a search through everybody finds one', () => {
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
