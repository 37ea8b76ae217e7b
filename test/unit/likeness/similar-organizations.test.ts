// Tests the search for new organization names that are likely misspellings of a live one.
import { expect, it } from 'vitest';
import { findSimilarNames } from '../../../src/likeness/similar-organizations.js';

it.each([
  ['case', 'ACME Corp', 'Acme Corp'],
  ['punctuation and spaces', 'Acme-Corp.', 'Acme Corp'],
  ['spaces alone', 'AcmeCorp', 'Acme Corp'],
  ['one letter', 'Acne Corp', 'Acme Corp'],
  ['a letter too many', 'Acme Corpp', 'Acme Corp'],
  ['two letters of a long word', 'Nordwind', 'Northwind'],
  ['full-width letters', 'Ａｃｍｅ Corp', 'Acme Corp'],
  ['Cyrillic letters', 'Асме', 'Acme'],
  ['Latin letters in the place of Cyrillic ones', 'Acme', 'Асме'],
])('finds the one that differs by %s', (_, added, known) => {
  expect(findSimilarNames([added], ['Globex', known, 'Initech'])).toEqual(new Map([[added, known]]));
});

it.each([
  ['a number', 'Customer 12', 'Customer 11'],
  ['a number in a word', 'Site4711', 'Site4712'],
  ['a short word', 'Acme EU', 'Acme US'],
  ['a single letter', 'Team A', 'Team B'],
  ['two letters of a short word', 'Region North', 'Region South'],
  ['a word more', 'Acme Corp', 'Acme Corp Holding'],
  ['nothing', 'Acme', 'Acme'],
  ['everything', 'Acme', 'Globex'],
  ['having no letter at all', '***', '---'],
])('finds none where a name differs by %s', (_, added, known) => {
  expect(findSimilarNames([added], [known]).size).toBe(0);
});

it('returns the first in the alphabet in any order of the input', () => {
  const known = ['Acme Corq', 'Acme Corp', 'Acme Cord'];
  for (const list of [known, [...known].reverse()]) {
    expect(findSimilarNames(['Acme Cort'], list)).toEqual(new Map([['Acme Cort', 'Acme Cord']]));
    expect(findSimilarNames(['ACME CORP'], [...list, 'acme corp'])).toEqual(
      new Map([['ACME CORP', 'Acme Corp']]),
    );
  }
});

it('compares a thousand new names with twenty thousand', () => {
  const known = Array.from({ length: 20_000 }, (_, index) => `Customer ${index} of Acme`);
  const added = Array.from({ length: 1_000 }, (_, index) => `Customr ${index} of Acme`);
  const found = findSimilarNames(added, known);
  expect(found.size).toBe(1_000);
  expect(found.get('Customr 7 of Acme')).toBe('Customer 7 of Acme');
});
