// Addresses that look like a typing mistake, held against a naive search through everybody.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findSimilar } from '../../src/kinds/similar-people.js';

it.each([
  ['a letter too many', 'janne@acme.example', 'jane@acme.example'],
  ['two letters swapped', 'jnae@acme.example', 'jane@acme.example'],
  ['a domain one letter off', 'lee@acmee.example', 'acme.example'],
])('names the neighbour of an address with %s', (_, added, neighbour) => {
  const known = new Set(['jane@acme.example', 'somebody@acme.example', added]);
  expect(findSimilar([added], known)).toEqual(new Map([[added, neighbour]]));
});

it.each([
  ['is far from everybody', 'gertrude@acme.example'],
  ['differs by more than half of a short name', 'al@acme.example'],
  ['is like somebody of another domain only', 'jane@globex.example'],
  ['has no domain', 'jane'],
])('says nothing of an address that %s', (_, added) => {
  expect(findSimilar([added], new Set(['jane@acme.example', 'bo@acme.example', added])).size).toBe(0);
});

it('says nothing of a domain that somebody known has, however like another it is', () => {
  const known = new Set(['jane@acme.example', 'lee@acmee.example', 'new@acmee.example']);
  expect(findSimilar(['new@acmee.example'], known).size).toBe(0);
});

it('takes a new address for a neighbour of another new one', () => {
  const added = ['gertrude@new.example', 'gertrud@new.example'];
  expect(findSimilar(added, new Set(added)).size).toBe(2);
});

it('asks nothing of nobody', () => {
  expect(findSimilar([], new Set(['jane@acme.example'])).size).toBe(0);
});

const address = fc
  .tuple(
    fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 6 }),
    fc.constantFrom('x.example', 'acme.example', 'acne.example', 'globex.example'),
  )
  .map(([local, domain]) => `${local}@${domain}`);

it('finds a neighbour exactly where a search through everybody finds one', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(address, { maxLength: 5 }),
      fc.uniqueArray(address, { maxLength: 12 }),
      (added, others) => {
        const known = new Set([...added, ...others].sort());
        const found = findSimilar(added, known);
        for (const email of added) {
          const near = [...known].filter((other) => isLikeAddress(email, other));
          const [domain = ''] = near.length > 0 ? near : findLikeDomains(email, known, added);
          expect(found.get(email) ?? '').toBe(domain);
        }
      },
    ),
    { numRuns: 300 },
  );
});

function isLikeAddress(email: string, other: string): boolean {
  const [one = '', oneDomain] = email.split('@');
  const [two = '', twoDomain] = other.split('@');
  return oneDomain === twoDomain && isNear(one, two, Math.min(one.length, two.length));
}

/** Domains like that of the address, in the order of the known addresses, if only newcomers have its own. */
function findLikeDomains(
  email: string,
  known: ReadonlySet<string>,
  added: readonly string[],
): readonly string[] {
  const domainOf = (one: string): string => one.split('@')[1] ?? '';
  const own = domainOf(email);
  if ([...known].some((one) => domainOf(one) === own && !added.includes(one))) return [];
  return [...known]
    .map(domainOf)
    .filter((domain) => isNear(own, domain, Math.min(own.indexOf('.'), domain.indexOf('.'))));
}

function isNear(one: string, two: string, length: number): boolean {
  const edits = countEdits(one, two, 3);
  return edits > 0 && edits <= 2 && edits * 2 <= length;
}

/** Returns the number of letters to add, drop or replace, or anything above `most` where it is more than that. */
function countEdits(one: string, two: string, most: number): number {
  if (one === '' || two === '' || most < 0) return one.length + two.length;
  if (one.startsWith(two.slice(0, 1))) return countEdits(one.slice(1), two.slice(1), most);
  const ways = [countEdits(one.slice(1), two.slice(1), most - 1), countEdits(one.slice(1), two, most - 1)];
  return 1 + Math.min(...ways, countEdits(one, two.slice(1), most - 1));
}
