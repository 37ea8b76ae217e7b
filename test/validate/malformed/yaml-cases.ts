// Texts that are not YAML, or YAML that a configuration can not be. Read by malformed.test.ts.
import type { MalformedCase } from './malformed-case.js';

/** Each text with every diagnostic that it gives. */
export const yamlCases: readonly MalformedCase[] = [
  { title: 'an empty file', text: '', expected: ['1:1 empty-file'] },
  { title: 'a file of comments', text: ['# nothing here'], expected: ['1:1 empty-file'] },
  { title: 'a bare document marker', text: ['---'], expected: ['1:1 empty-file'] },
  {
    title: 'a second document',
    text: ['version: 1', '---', 'version: 1'],
    expected: ['2:1 several-documents'],
  },
  {
    title: 'a second document that is empty',
    text: ['version: 1', '---'],
    expected: ['2:1 several-documents'],
  },
  {
    title: 'a tab as indentation',
    text: ['version: 1', 'environment:', '\tcode: x'],
    expected: ['3:1 tab-indentation'],
  },
  {
    title: 'a list that is not closed',
    text: ['version: 1', 'organizations: ['],
    expected: ['2:16 malformed-yaml'],
  },
  {
    title: 'a map that is not closed',
    text: ['version: 1', 'environment: { code: x'],
    expected: ['2:14 malformed-yaml'],
  },
  {
    title: 'a quote that is not closed',
    text: ['version: 1', 'environment:', '  code: "x'],
    expected: ['3:9 malformed-yaml'],
  },
  {
    title: 'a map inside a plain value',
    text: ['version: 1', 'environment:', '  code: a: b'],
    expected: ['3:9 malformed-yaml'],
  },
  {
    title: 'an unknown escape',
    text: ['version: 1', 'environment:', '  code: "\\q"'],
    expected: ['3:10 malformed-yaml'],
  },
  {
    title: 'a value that begins with a reserved character',
    text: ['version: 1', 'environment:', '  code: @prod'],
    expected: ['3:9 malformed-yaml'],
  },
  {
    title: 'text after a quoted value',
    text: ['version: 1', 'environment:', '  code: "a" b'],
    expected: ['3:13 malformed-yaml'],
  },
  {
    title: 'keys of one map at different columns',
    text: ['version: 1', 'environment:', '  code: x', '   passkeys: off'],
    expected: ['3:9 malformed-yaml'],
  },
  {
    title: 'a list entry on the line of its key',
    text: ['version: 1', 'organizations: - code: x'],
    expected: ['2:16 malformed-yaml'],
  },
  {
    title: 'two anchors on one value',
    text: ['version: 1', 'environment: &a &b { code: x }'],
    expected: ['2:17 malformed-yaml'],
  },
  {
    title: 'an unknown directive',
    text: ['%FOO bar', '---', 'version: 1'],
    expected: ['1:1 malformed-yaml'],
  },
  { title: 'a duplicate key', text: ['version: 1', 'version: 1'], expected: ['2:1 duplicate-key'] },
  {
    title: 'a duplicate key deep inside',
    text: ['version: 1', 'organizations:', '  - code: a', '    name: A', '    code: b'],
    expected: ['5:5 duplicate-key'],
  },
  {
    title: 'a key given three times, twice',
    text: ['version: 1', 'groups: {}', 'groups: {}', 'groups: {}'],
    expected: ['3:1 duplicate-key', '4:1 duplicate-key'],
  },
  {
    title: 'a number as key',
    text: ['version: 1', 'environment:', '  featureFlags:', '    12: true'],
    expected: ['4:5 non-string-key'],
  },
  {
    title: 'true as key',
    text: ['version: 1', 'environment:', '  featureFlags: { true: 1 }'],
    expected: ['3:19 non-string-key'],
  },
  { title: 'no key at all', text: ['version: 1', ': x'], expected: ['2:1 non-string-key'] },
  { title: 'a list as key', text: ['version: 1', '? [a]', ': x'], expected: ['2:3 non-string-key'] },
  { title: 'an alias as key', text: ['version: &v 1', '*v : 2'], expected: ['2:1 non-string-key'] },
  {
    title: 'a binary tag',
    text: ['version: 1', 'environment:', '  code: !!binary aGk='],
    expected: ['3:9 foreign-tag'],
  },
  {
    title: 'a tag of somebody else',
    text: ['version: 1', 'environment: !env { code: x }'],
    expected: ['2:14 foreign-tag'],
  },
  {
    title: 'two foreign tags',
    text: ['version: 1', 'environment: { code: !a x, passkeys: !b off }'],
    expected: ['2:22 foreign-tag', '2:38 foreign-tag'],
  },
  {
    title: 'an alias without anchor',
    text: ['version: 1', 'environment: *env'],
    expected: ['2:14 undefined-alias'],
  },
  {
    title: 'an alias before its anchor',
    text: ['version: 1', 'safety: *s', 'environment: &s { code: x }'],
    expected: ['2:9 undefined-alias'],
  },
  {
    title: 'an alias inside what it stands for',
    text: ['version: 1', 'groups: { a: &a [*a] }'],
    expected: ['2:11 unused-group', '2:18 cyclic-alias'],
  },
  {
    title: 'a merge key without a map',
    text: ['version: 1', 'environment:', '  <<: x', '  code: y'],
    expected: ['3:7 bad-merge'],
  },
  {
    title: 'a merge list with an entry that is no map',
    text: ['version: 1', 'environment:', '  <<: [{ code: x }, y]'],
    expected: ['3:21 bad-merge'],
  },
  {
    title: 'two merge keys in one map',
    text: ['version: 1', 'environment:', '  <<: { code: x }', '  <<: { passkeys: off }'],
    expected: ['4:3 duplicate-key'],
  },
  {
    title: 'a quoted merge key, which is an ordinary key',
    text: ['version: 1', 'environment:', '  "<<": { code: x }'],
    expected: ['3:3 unknown-key'],
  },
  {
    title: 'a hundred levels of brackets',
    text: ['version: 1', 'environment: ' + '['.repeat(100) + ']'.repeat(100)],
    expected: ['2:14 wrong-type', '2:78 too-deep'],
  },
  { title: 'a thousand open brackets', text: '['.repeat(1000), expected: ['1:1 too-deep'] },
  { title: 'a thousand compact list entries', text: '- '.repeat(1000) + 'x', expected: ['1:1 too-deep'] },
  { title: 'a top level that is a list', text: ['- version: 1'], expected: ['1:1 wrong-type'] },
  { title: 'a top level that is text', text: ['version 1'], expected: ['1:1 wrong-type'] },
];
