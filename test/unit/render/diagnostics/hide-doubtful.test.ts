// Code frames show no value of a property, whatever is wrong with the file: the value may be private.
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { renderDiagnostics } from '../../../../src/render/diagnostics/diagnostics.js';
import { hideForFrame } from '../../../../src/render/hide-values.js';
import { loadConfiguration } from '../../../../src/stories/load-configuration.js';

const head = 'version: 1\norganizations:\n  - code: org_d\n';

/** Each holds SEKRET where a reader would take it for a value. */
const mistakes: Readonly<Record<string, string>> = {
  'an unclosed quote': `${head}    properties:\n      plan: "SEKRET\n    name: X\n`,
  'a wrong indentation': `${head}    properties:\n      plan: SEKRET\n     name: X\n`,
  'a tab before the key': `${head}    properties:\n\t  plan: SEKRET\n`,
  'a tab before the section': `${head}\tproperties:\n\t\tplan: SEKRET\n`,
  'an unclosed brace': `${head}    properties: { plan: SEKRET\n    name: X\n`,
  'an unclosed brace of the entry': `version: 1\norganizations:\n  - { code: org_d, properties: { plan: SEKRET , name: X }\n`,
  'two colons': `${head}    properties:\n      plan: a: SEKRET\n`,
  'a key twice': `${head}    properties:\n      plan: SEKRET\n      plan: SEKRET2\n`,
  'a misspelt section': `${head}    propertys:\n      plan: SEKRET\n`,
  'a section in capitals': `${head}    Properties:\n      plan: SEKRET\n    foo: 1\n`,
  'a section of another name': `${head}    attributes:\n      plan: SEKRET\n    foo: 1\n`,
  'a misspelt section as a map of one line': `version: 1\norganizations:\n  - { code: org_d, propertys: { plan: SEKRET } }\n`,
  'a misspelt section in JSON': `{"version": 1, "organizations": [{"code": "org_d", "props": {"plan": "SEKRET"}}]}\n`,
  'no section at all': `${head}    plan: SEKRET\n`,
  'an alias beside it': `${head}    properties: &p\n      plan: SEKRET\n    bad: *p\n`,
  'a list': `${head}    properties:\n      - plan: SEKRET\n    bad: 1\n`,
  'a list that is not indented': `${head}    propertys:\n    - plan: SEKRET\n`,
  'several lines': `${head}    properties:\n      plan: |\n        SEKRET\n    bad: 1\n`,
  'several lines under a misspelt section': `${head}    propertys:\n      plan: |\n        a: SEKRET\n`,
  'a merge of an unknown key': `version: 1\nx: &d\n  plan: SEKRET\norganizations:\n  - code: org_d\n    properties:\n      <<: *d\n    bad: 1\n`,
  'an anchor of a known map': `${head}    featureFlags: &f\n      plan: SEKRET\n      seats: 1\n    properties: *f\n    nam: x\n`,
  'a comment in the section': `${head}    properties:\n      # plan: SEKRET\n      tier: 1\n`,
  'a comment behind a value': `${head}    properties:\n      tier: 1 # was SEKRET\n      plan: [x]\n`,
  'a comment of a whole section': `${head}    nam: X\n    # properties: { plan: SEKRET }\n`,
  'a quoted section': `${head}    "properties":\n      plan: SEKRET\n    bad: 1\n`,
  'words behind a quote': `${head}    properties:\n      plan: 'SEKRET' trailing\n`,
  'an alias as the value': `${head}    properties:\n      plan: *SEKRET\n`,
  'an unclosed bracket': `${head}    properties:\n      plan: [SEKRET\n`,
  'a tag': `${head}    properties:\n      plan: !!int SEKRET\n`,
  'a reserved character': `${head}    properties:\n      plan: @SEKRET\n`,
  'no colon': `${head}    properties\n      plan: SEKRET\n    bad: 1\n`,
  'no colon, and no indentation': `${head}    properties\n    plan: SEKRET\n`,
  'no colon anywhere': `${head}    properties\n      plan SEKRET\n    bad: 1\n`,
  'no colon in a map of one line': `version: 1\norganizations:\n  - { code: org_d, properties { plan: SEKRET } }\n  bad\n`,
  'a misspelt section without a colon': `${head}    propertis\n      plan: SEKRET\n`,
  'a second document': `${head}    properties:\n      plan: SEKRET\n...\n---\nversion: 1\nbad\n`,
};

async function frame(text: string): Promise<string> {
  const tree = new Map([['kinde.yaml', Buffer.from(text)]]);
  const { diagnostics, sources, hints } = await loadConfiguration({
    ...{ paths: ['kinde.yaml'], cwd: '/', env: {}, tree },
  });
  return renderDiagnostics([...diagnostics, ...hints], sources, { color: false });
}

it.each(Object.entries(mistakes))('a frame around %s shows no value', async (_, text) => {
  const shown = await frame(text);
  expect(shown).toMatch(/ error | warning /);
  expect(shown).not.toContain('SEKRET');
  expect(hideForFrame(text)).not.toContain('SEKRET');
});

const valid = [
  `${head}    name: Acme\n    properties:\n      plan: SEKRET\n      tier: "SEKRET"\n    members: [ann@acme.com]\n  - { code: org_e, properties: { plan: SEKRET }, name: E }\n`,
  `${head}    properties: { plan: 'SEKRET', tier: SEKRET }\n    members:\n      - ann@acme.com\n`,
];

test('no edit of one character makes a frame show a value', async () => {
  const edits = fc.record({
    text: fc.constantFrom(...valid),
    at: fc.nat(400),
    deleted: fc.nat(2),
    written: fc.constantFrom('', '\t', ' ', '  ', ':', '"', "'", '{', '}', '[', '\n', '#', '&', '-', 'x'),
  });
  await fc.assert(
    fc.asyncProperty(edits, async ({ text, at, deleted, written }) => {
      const from = at % text.length;
      const edited = text.slice(0, from) + written + text.slice(from + deleted);
      expect(await frame(edited), edited).not.toMatch(/SEK|RET/);
    }),
    { numRuns: 500 },
  );
});

it.each([
  ['a misspelt key', `${head}    nam: Acme\n`, 'nam: Acme'],
  [
    'a misspelt key of a member',
    `${head}    members:\n      - { emial: ann@acme.com }\n`,
    'emial: ann@acme.com',
  ],
  ['a missing colon', `${head}    name Acme\n    handle: x\n`, 'name Acme'],
  ['an entry of a group', 'version: 1\ngroups:\n  support:\n    - ann@\n', '- ann@'],
  ['a flag', `${head}    featureFlags: { beta: [] }\n    nam: X\n`, '{ beta: [] }'],
  ['the key of a property', `${head}    properties:\n      plan: [x]\n`, 'plan: '],
])('a frame shows %s', async (_, text, shown) => {
  expect(await frame(text)).toContain(shown);
});
