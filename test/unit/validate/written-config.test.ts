// Tests that the committed types match the schema, and that the schema describes every field for editors.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';

const root = new URL('../../../', import.meta.url);

test('the generated files of src/model are what the schemas generate', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['schemas/generate-types.mjs', '--print'], {
    cwd: root,
  });
  const files = Object.entries(JSON.parse(stdout) as Record<string, string>);
  expect(files.map(([path]) => path)).toEqual(['src/model/written-config.ts', 'src/model/known-keys.ts']);
  for (const [path, text] of files) expect(await readFile(new URL(path, root), 'utf8')).toBe(text);
});

test('the schema is valid, since the program does not check it', async () => {
  const schema: unknown = JSON.parse(await readFile(new URL('schemas/config.schema.json', root), 'utf8'));
  const ajv = new Ajv({ strict: true, allowUnionTypes: true });
  ajv.addVocabulary(['defaultSnippets']);
  expect(isNode(schema) && ajv.validateSchema(schema)).toBe(true);
});

test('every value of the schema has a description, every field has examples, and every map is closed', async () => {
  const schema: unknown = JSON.parse(await readFile(new URL('schemas/config.schema.json', root), 'utf8'));
  expect(findBareFields(schema, schema, '#')).toEqual([]);
});

test('the description of a field with a default names the default', async () => {
  const unnamed: unknown[] = [];
  const schema = await readFile(new URL('schemas/config.schema.json', root), 'utf8');
  JSON.parse(schema, (key, value: unknown) => {
    if (key === 'version' || !isNode(value) || !('description' in value)) return value;
    const { default: absent, description } = value;
    const isSimple = typeof absent === 'number' || typeof absent === 'string';
    const named = Array.isArray(absent) ? 'none' : isSimple ? String(absent) : null;
    if (named !== null && !String(description).includes(`Default: ${named}.`)) unnamed.push(key);
    return value;
  });
  expect(unnamed).toEqual([]);
});

test('the titles for editors are words, not type names', async () => {
  const schema = await readFile(new URL('schemas/config.schema.json', root), 'utf8');
  const titles = [...schema.matchAll(/"title": "([^"]*)"/g)].map(([, title]) => title);
  expect(titles.length).toBeGreaterThan(5);
  expect(titles.filter((title) => /[a-z][A-Z]|Written/.test(title ?? ''))).toEqual([]);
});

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A map of fields may have a field of the name `properties` itself. */
function findBareFields(
  schema: unknown,
  value: unknown,
  path: string,
  isMapOfFields = false,
): readonly string[] {
  if (!isNode(value)) return [];
  const findBelow = (entries: readonly (readonly [string, unknown])[]): readonly string[] =>
    entries.flatMap(([key, inner]) =>
      findBareFields(schema, inner, `${path}/${key}`, key === 'properties' && !isMapOfFields),
    );
  if (isMapOfFields) return findBelow(Object.entries(value));
  const open =
    value['type'] === 'object' && value['additionalProperties'] === undefined ? [`${path} is open`] : [];
  const bare = Object.entries(isNode(value['properties']) ? value['properties'] : {}).flatMap(
    ([name, field]) => {
      const described = resolve(schema, field);
      return ['description', 'examples']
        .filter((key) => !(key in described))
        .map((key) => `${path}/${name} ${key}`);
    },
  );
  const unnamed = ['items', 'additionalProperties']
    .filter((key) => isNode(value[key]) && !('description' in resolve(schema, value[key])))
    .map((key) => `${path}/${key} description`);
  const below = Object.entries(value).filter(([key]) => key !== 'examples' && key !== 'default');
  return [...open, ...bare, ...unnamed, ...findBelow(below)];
}

function resolve(schema: unknown, field: unknown): Node {
  if (!isNode(field)) return {};
  const name = typeof field['$ref'] === 'string' ? field['$ref'].replace('#/definitions/', '') : null;
  const definitions = isNode(schema) ? schema['definitions'] : null;
  const definition = name !== null && isNode(definitions) ? definitions[name] : field;
  return isNode(definition) ? definition : {};
}
