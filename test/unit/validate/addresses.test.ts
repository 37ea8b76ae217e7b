// Tests the addresses that are accepted, and the pairs that are reported as look-alikes.
import { describe, expect, test } from 'vitest';
import { diagnoseText } from './diagnose.js';

function codesFor(...members: readonly string[]): readonly string[] {
  const list = members.map((member) => `      - ${JSON.stringify(member)}\n`).join('');
  const { diagnostics } = diagnoseText(`version: 1\norganizations:\n  - code: a\n    members:\n${list}`);
  return diagnostics.map(({ code }) => code);
}

describe('addresses', () => {
  test.each([
    'a@b.cc',
    "o'brien+tag=x/y@sub.acme-corp.co.uk",
    'UPPER.Case_1@ACME.COM',
    'jörg@bücher.de',
    '用户@例え.jp',
    'пётр@почта.рф',
    'user@xn--bcher-kva.de',
    '日本go@example.jp',
    `${'a'.repeat(64)}@${'b'.repeat(63)}.com`,
  ])('%s is an address', (address) => {
    expect(codesFor(address)).toEqual([]);
  });

  test.each([
    ['rnary@acme.com', 'mary@acme.com'],
    ['paul@acme.com', 'pau1@acme.com'],
    ['jo@l1.com', 'jo@ll.com'],
    ['bill@acme.com', 'blll@acme.com'],
    ['jose@acme.com', 'josé@acme.com'],
  ])('%s and %s are not reported as look-alikes', (one, other) => {
    expect(codesFor(one, other)).toEqual([]);
  });

  test.each([
    ['jo@сосо.com', 'jo@coco.com'],
    ['сосо@acme.com', 'coco@acme.com'],
    ['jo@xn--n1aahb.com', 'jo@coco.com'],
  ])('%s and %s are reported as look-alikes', (one, other) => {
    expect(codesFor(one, other)).toContain('look-alike');
  });

  test('a foreign domain is reported once for all its people', () => {
    expect(codesFor('a@сосо.com', 'b@сосо.com', 'c@coco.com', 'd@coco.com')).toEqual(['look-alike']);
  });

  test('the same person in two organizations is no look-alike', () => {
    const text =
      'version: 1\norganizations: [{ code: a, members: [пётр@почта.рф] }, { code: b, members: [пётр@почта.рф] }]\n';
    expect(diagnoseText(text).diagnostics).toEqual([]);
  });
});
