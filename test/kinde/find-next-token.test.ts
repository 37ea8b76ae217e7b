// The next page's token at a glance: whatever it is, it must be what reading the whole answer gives.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findNextToken } from '../../src/kinde/http/find-next-token.js';

const text = fc.oneof(
  fc.constantFrom('a', 'n+1/2=', '"next_token":"x"}', '\\', '\\"', '"}', '"next_token":"x"', '}\n', ''),
  fc.string({ maxLength: 8 }),
);
const field = fc.constantFrom('next_token', 'users', 'a"next_token', ',"next_token":"x"}');
const { answer } = fc.letrec((tie) => ({
  answer: fc.dictionary(field, tie('value'), { maxKeys: 3 }),
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.constant(null),
    fc.integer(),
    fc.array(tie('value'), { maxLength: 2 }),
    tie('answer'),
  ),
}));

it('is what the whole answer says, or not found', () => {
  let found = 0;
  fc.assert(
    fc.property(answer, fc.constantFrom(undefined, 1, '\t'), (object, indent) => {
      const token = findNextToken(JSON.stringify(object, null, indent));
      if (token === null) return;
      found += 1;
      expect(Object(object)).toHaveProperty('next_token', token);
    }),
    { numRuns: 5_000 },
  );
  expect(found).toBeGreaterThan(100);
});

it.each([
  ['{"users":[],"next_token":"abc"}', 'abc'],
  ['{ "users": [ ], "next_token" : "abc" }\n', 'abc'],
  ['{"next_token":"abc","users":[]}', null],
  ['{"users":[{"next_token":"abc"}]}', null],
  ['{"next_token":""}', null],
  ['{"next_token":null}', null],
  ['{"a":{"next_token":"abc"}}', null],
  ['{"a":"\\"next_token\\":\\"abc"}', null],
  ['{"next_token":"a\\u0062c"}', null],
  ['', null],
])('of %s is %j', (body, token) => {
  expect(findNextToken(body)).toBe(token);
});
