// What an editor with the YAML language server shows in a configuration, from the schema in node_modules and nothing else.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEditor } from './language-client.js';
import type { Completion, Editor, Position } from './language-client.js';

const first = '# yaml-language-server: $schema=./node_modules/kinde-sync/schemas/config.schema.json\n';

let editor: Editor;
beforeAll(async () => {
  editor = await openEditor();
});
afterAll(() => editor.close());

/** The place of the first `|`, which is taken out of the text. */
function markPlace(marked: string): { readonly text: string; readonly position: Position } {
  const lines = `${first}${marked}`.split('\n');
  const line = lines.findIndex((one) => one.includes('|'));
  return {
    text: `${first}${marked.replace('|', '')}`,
    position: { line, character: lines[line]?.indexOf('|') ?? 0 },
  };
}

async function hover(marked: string): Promise<string> {
  const { text, position } = markPlace(marked);
  return (await editor.open(text)).hover(position);
}

async function complete(marked: string): Promise<readonly Completion[]> {
  const { text, position } = markPlace(marked);
  return (await editor.open(text)).complete(position);
}

const labelsOf = (completions: readonly Completion[]): readonly string[] =>
  completions.map(({ label }) => label);

async function describe(name: string): Promise<string> {
  let found = '';
  JSON.parse(
    await readFile('schemas/config.schema.json', 'utf8'),
    function (this: unknown, key, value: unknown) {
      if (key === name && typeof value === 'object' && value !== null && 'description' in value)
        found = String(value.description);
      return value;
    },
  );
  return found;
}

test.each([
  ['allowRegistrations', 'organizations:\n  - code: org_1\n    allow|Registrations: false\n'],
  ['keepHolder', 'safety:\n  keep|Holder: [admin]\n'],
  ['allowSelfSignUp', 'environment:\n  signUp:\n    allow|SelfSignUp: false\n'],
  ['attestedFor', 'environment:\n  attested|For: 30\n'],
])('hovering over %s shows what it means', async (name, text) => {
  const description = await describe(name);
  expect(description).not.toBe('');
  expect(await hover(`version: 1\n${text}`)).toContain(description);
});

test('inside an organization the keys that it can have are offered, and each is explained', async () => {
  const offered = await complete('version: 1\norganizations:\n  - code: org_1\n    |\n');
  const keys = [
    'default',
    'externalId',
    'handle',
    'name',
    'allowRegistrations',
    'membership',
    'allowedEmailDomains',
    'members',
  ];
  expect(labelsOf(offered)).toEqual(expect.arrayContaining(keys));
  expect(labelsOf(offered)).not.toContain('code');
  const bare = offered.filter(({ label, documentation }) => keys.includes(label) && !documentation);
  expect(bare).toEqual([]);
});

test('a new organization can be begun from a snippet', async () => {
  const offered = labelsOf(await complete('version: 1\norganizations:\n  - |\n'));
  expect(offered).toEqual(
    expect.arrayContaining(["organization by Kinde's code", 'organization by your own id']),
  );
  expect(offered.filter((label) => /object|Written|undefined/.test(label))).toEqual([]);
});

test('a member can be an address, a person with roles, a group or an id', async () => {
  const offered = labelsOf(
    await complete('version: 1\norganizations:\n  - code: org_1\n    members:\n      - |\n'),
  );
  expect(offered).toEqual(expect.arrayContaining(['email', 'id', 'group', 'roles']));
  expect(offered.filter((label) => label.includes('Written'))).toEqual([]);
});

test('the choices of a setting are offered', async () => {
  const offered = await complete('version: 1\norganizations:\n  - code: org_1\n    membership: |\n');
  expect(labelsOf(offered)).toEqual(expect.arrayContaining(['exact', 'additive']));
});

test('a wrong type, a wrong choice and an unknown key are found where they are', async () => {
  const text = `${first}version: 1
environment: { passkeys: maybe }
organizations:
  - code: org_1
    allowRegistrations: perhaps
    allowRegistration: true
`;
  const found = await (await editor.open(text)).diagnoses;
  expect(found.map(({ range }) => range.start)).toEqual([
    { line: 2, character: 25 },
    { line: 5, character: 24 },
    { line: 6, character: 4 },
  ]);
  expect(found.every(({ message }) => !message.includes('Written'))).toBe(true);
});

// An editor knows no variables: in the place of a choice, as in two-environments, they are wrong to it.
test.each(['examples/demo/kinde.yaml', 'examples/minimal/kinde.yaml', 'examples/init/first.yaml'])(
  '%s is right in an editor, too',
  async (path) => {
    const { diagnoses } = await editor.open(await readFile(path, 'utf8'));
    expect(await diagnoses).toEqual([]);
  },
);

test('the first configuration is right in an editor when its settings are taken out of comments', async () => {
  const text = await readFile('examples/init/first.yaml', 'utf8');
  const { diagnoses } = await editor.open(text.replace(/^# (?!yaml-language-server)/gm, ''));
  expect(await diagnoses).toEqual([]);
});
