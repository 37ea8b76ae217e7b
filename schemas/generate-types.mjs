// Writes src/model/written-config.ts and src/model/known-keys.ts from the schemas, or prints them as JSON with --print; a test
// holds both to the schemas.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { compileFromFile } from 'json-schema-to-typescript';

const bannerComment = `// The types of a configuration file as a user writes it, before validation. Generated from
// schemas/config.schema.json by schemas/generate-types.mjs: change the schema, not this file.`;

const schemaFile = fileURLToPath(new URL('./config.schema.json', import.meta.url));
// Titles are for people, in an editor; these are the names of the types.
const typeNames = new Map([
  ['Configuration', 'WrittenConfig'],
  ['Environment', 'WrittenEnvironment'],
  ['Sign-up switches', 'WrittenSignUp'],
  ['Business', 'WrittenBusiness'],
  ['Permission', 'WrittenPermission'],
  ['Role', 'WrittenRole'],
  ['Safety', 'WrittenSafety'],
  ['Limits of removals', 'WrittenMaxRemovals'],
  ['Limits of removed people', 'WrittenMaxRemovedPeople'],
  ['Organization', 'WrittenOrganization'],
  ['Member', 'WrittenMember'],
  ['Address', 'WrittenAddress'],
  ['Leaver', 'WrittenLeaver'],
  ['Person by email', 'WrittenEmailMember'],
  ['Person by id', 'WrittenIdMember'],
  ['Everybody in a group', 'WrittenGroupReference'],
]);

const types = await compileFromFile(schemaFile, {
  bannerComment,
  customName: ({ title }) => typeNames.get(title),
  format: true,
  style: { singleQuote: true, printWidth: 110, trailingComma: 'all' },
});

/** Returns a schema's fields, at every depth, each with its name; `root` resolves references. */
function listFields(schema, root = schema) {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties } = schema;
  // A map of fields may have a field of the name `properties` itself.
  const isFields =
    typeof properties === 'object' && !('type' in properties && 'additionalProperties' in properties);
  const own = isFields ? Object.entries(properties).map(([key, field]) => [key, resolve(field, root)]) : [];
  return [...own, ...Object.values(schema).flatMap((inner) => listFields(inner, root))];
}

function resolve(schema, root) {
  if (schema.$ref === undefined) return schema;
  return schema.$ref
    .slice('#/'.length)
    .split('/')
    .reduce((inner, key) => inner[key], root);
}

async function writeKeys() {
  const fields = [];
  for (const name of ['config', 'attested'])
    fields.push(
      ...listFields(JSON.parse(await readFile(new URL(`./${name}.schema.json`, import.meta.url), 'utf8'))),
    );
  const free = fields.filter(([, { additionalProperties }]) => typeof additionalProperties === 'object');
  return `// The keys of the configuration and of attestations, without the keys that users choose. Generated from the schemas by
// schemas/generate-types.mjs: change a schema, not this file.

/** The keys whose values are maps with keys of the user's choice. The values of some are private. */
export const freeMaps: ReadonlySet<string> = ${writeSet(free)};

/** Every key that the schemas name. */
export const knownKeys: ReadonlySet<string> = ${writeSet(fields)};
`;
}

function writeSet(fields) {
  const names = [...new Set(fields.map(([name]) => name))].sort();
  const onOneLine = `new Set([${names.map((name) => `'${name}'`).join(', ')}])`;
  return onOneLine.length < 60 ? onOneLine : `new Set([\n${names.map((name) => `  '${name}',\n`).join('')}])`;
}

const files = { 'src/model/written-config.ts': types, 'src/model/known-keys.ts': await writeKeys() };
if (process.argv.includes('--print')) process.stdout.write(JSON.stringify(files));
else
  for (const [path, text] of Object.entries(files))
    await writeFile(new URL(`../${path}`, import.meta.url), text);
