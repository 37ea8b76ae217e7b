// Odd YAML, rewritten: the result means what was wanted, and shows it with as little as can be.
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { rewriteYaml } from '../../../src/pull/yaml/rewrite-yaml.js';

interface Team {
  members: unknown[];
  name?: string;
  open?: boolean;
}

type Config = Record<string, Team>;

interface Case {
  readonly title: string;
  readonly text: string;
  readonly edit: (config: Config) => void;
  readonly after: string;
}

const leave =
  (team: string, ...who: readonly string[]) =>
  (config: Config) => {
    const one = config[team];
    if (one !== undefined) one.members = one.members.filter((member) => !who.includes(String(member)));
  };
const join =
  (team: string, ...who: readonly unknown[]) =>
  (config: Config) =>
    void config[team]?.members.push(...who);
const both =
  (...edits: readonly ((config: Config) => void)[]) =>
  (config: Config) =>
    edits.forEach((edit) => edit(config));

const cases: readonly Case[] = [
  {
    title: 'between the marks of a document',
    text: '%YAML 1.2\n---\na:\n  members:\n    - x\n...\n',
    edit: join('a', 'z'),
    after: '%YAML 1.2\n---\na:\n  members:\n    - x\n    - z\n...\n',
  },
  {
    title: 'JSON in one line',
    text: '{"a":{"members":["x","y"]}}',
    edit: both(leave('a', 'x'), join('a', 'z')),
    after: '{"a":{"members":["y", "z"]}}',
  },
  {
    title: 'JSON in many lines',
    text: '{\n  "a": {\n    "members": [\n      "x",\n      "y"\n    ]\n  }\n}\n',
    edit: both(leave('a', 'y'), join('a', 'z')),
    after: '{\n  "a": {\n    "members": [\n      "x",\n      "z"\n    ]\n  }\n}\n',
  },
  {
    title: 'an explicit key',
    text: '? a\n: ? members\n  : - x\n    - y\n',
    edit: join('a', 'z'),
    after: '? a\n: ? members\n  : - x\n    - y\n    - z\n',
  },
  {
    title: 'an anchored entry that goes, and its alias that stays',
    text: 'a: { members: [&x x, y] }\nb:\n  members:\n    - *x # him\n    - z\nc: { members: [*x] }\n',
    edit: leave('a', 'x'),
    after: 'a: { members: [y] }\nb:\n  members:\n    - &x x # him\n    - z\nc: { members: [*x] }\n',
  },
  {
    title: 'an anchored list that everybody leaves',
    text: 'a:\n  members: &all   # all\n    - x\n    # below\n    - y\nb: { members: *all }\n',
    edit: both(leave('a', 'x', 'y'), leave('b', 'x', 'y')),
    after: 'a:\n  members: &all []   # all\n    # below\nb: { members: *all }\n',
  },
  {
    title: 'an alias in a list, changed in one of two places',
    text: 'a:\n  members: [&lee { email: lee, roles: [r] }]\nb:\n  members: [*lee]\n',
    edit: (config) => void config['b']?.members.splice(0, 1, { email: 'lee', roles: [] }),
    after: 'a:\n  members: [&lee { email: lee, roles: [r] }]\nb:\n  members: [{ email: lee, roles: [] }]\n',
  },
  {
    title: 'several maps merged, one of them overridden',
    text: 'x: &x { members: [p], open: true }\ny: &y { open: false, name: n }\na:\n  <<: [*x, *y] # both\n',
    edit: (config) => void Object.assign(config['a'] ?? {}, { open: false }),
    after:
      'x: &x { members: [p], open: true }\ny: &y { open: false, name: n }\na:\n  <<: [*x, *y] # both\n  open: false\n',
  },
  {
    title: 'a merged key that is no longer wanted',
    text: 'x: &x { members: [p], name: n }\na: { <<: *x, open: true }\n',
    edit: (config) => delete config['a']?.name,
    after: 'x: &x { members: [p], name: n }\na: { open: true, members: [p] }\n',
  },
  {
    title: 'braces without blanks',
    text: 'a: {members: [{email: x,roles: [r]},y]}\n',
    edit: (config) => void config['a']?.members.splice(0, 1, { email: 'x', roles: ['r', 's'] }),
    after: 'a: {members: [{email: x,roles: [r, s]},y]}\n',
  },
  {
    title: 'a text over several lines',
    text: 'a:\n  name: "one\n    two"   # old\n  members: []\n',
    edit: (config) => void Object.assign(config['a'] ?? {}, { name: 'three' }),
    after: 'a:\n  name: "three"   # old\n  members: []\n',
  },
  {
    title: 'the first key beside a dash',
    text: 'a:\n  members:\n    - name: x # the name\n      # the address\n      email: m\n    - name: y\n      email: n\n',
    edit: (config) => void (config['a'] = { members: [{ email: 'm' }, { email: 'n' }] }),
    after: 'a:\n  members:\n    -  # the name\n      # the address\n      email: m\n    - email: n\n',
  },
  {
    title: 'commas that begin lines',
    text: 'a: { members: [ x # one\n  , y # two\n  , z # three\n  ] }\n',
    edit: leave('a', 'y'),
    after: 'a: { members: [ x # one\n  , # two\n  z # three\n  ] }\n',
  },
  {
    title: 'a flow list whose entries have comments',
    text: 'a: { members: [\n    x, # one\n    y # two\n  ] }\n',
    edit: join('a', 'z'),
    after: 'a: { members: [\n    x, # one\n    y, # two\n    z\n  ] }\n',
  },
  {
    title: 'a flow list whose last entry goes and another comes',
    text: 'a: { members: [\n    x, # one\n    y # two\n  ] }\n',
    edit: (config) => void (config['a'] = { members: ['x', 'z'] }),
    after: 'a: { members: [\n    x, # one\n    z\n  ] }\n',
  },
  {
    title: 'a map below whose last value comments stand',
    text: 'a:\n  members:\n    - x\n    # the last of them\n\n# the next\nb: {}\n',
    edit: (config) => void Object.assign(config['a'] ?? {}, { membership: 'additive' }),
    after: 'a:\n  members:\n    - x\n    # the last of them\n  membership: additive\n\n# the next\nb: {}\n',
  },
  {
    title: 'JSON, of which the last entry goes',
    text: '{\n  "a": {\n    "members": [\n      "x",\n      "y"\n    ]\n  }\n}\n',
    edit: leave('a', 'y'),
    after: '{\n  "a": {\n    "members": [\n      "x"\n    ]\n  }\n}\n',
  },
  {
    title: 'JSON, to which entries and keys come',
    text: '{\n  "a": {\n    "members": [\n      "x"\n    ]\n  }\n}\n',
    edit: (config) => void (config['a'] = { members: ['x', { email: 'y@z.de' }], name: 'A' } as never),
    after:
      '{\n  "a": {\n    "members": [\n      "x",\n      { "email": "y@z.de" }\n    ],\n    "name": "A"\n  }\n}\n',
  },
  {
    title: 'JSON with comments',
    text: '# all\n{ "a": { "members": ["x"] } } # end\n',
    edit: join('a', 'yes'),
    after: '# all\n{ "a": { "members": ["x", "yes"] } } # end\n',
  },
  {
    title: 'an entry with lines, and comments on lines of their own',
    text: 'a:\n  members:\n    - email: x # goes\n      # stays\n      roles:\n        - r\n    # stays too\n    - y\n',
    edit: (config) => void config['a']?.members.shift(),
    after: 'a:\n  members:\n      # stays\n    # stays too\n    - y\n',
  },
];

it.each(cases)('rewrites $title', ({ text, edit, after }) => {
  const wanted = parse(text, { merge: true }) as Config;
  const copy = JSON.parse(JSON.stringify(wanted)) as Config;
  edit(copy);
  const { text: rewritten } = rewriteYaml({ text, filled: new Map() }, copy, new Map());
  expect(rewritten).toBe(after);
  expect(parse(rewritten, { merge: true })).toEqual(copy);
  if (isJson(text)) expect(JSON.parse(rewritten)).toEqual(copy);
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

it('does nothing to a text that means what is wanted', () => {
  for (const { text } of cases) {
    const value: unknown = parse(text, { merge: true });
    expect(rewriteYaml({ text, filled: new Map() }, value, new Map()).text).toBe(text);
  }
});
